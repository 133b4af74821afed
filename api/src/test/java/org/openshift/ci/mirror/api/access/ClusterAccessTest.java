package org.openshift.ci.mirror.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.testing.LogRecorder;

class ClusterAccessTest {

  private static final Caller ALICE = new Caller("Bearer alices-token", "192.0.2.1");

  private final LogRecorder log = new LogRecorder(ClusterAccess.class);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> allowed = new HashSet<>(Set.of("trigger in ocp"));
  private RuntimeException failure;
  private long nanos;

  private final ClusterAccess access =
      new ClusterAccess(
          new Reviews(), new WrongTokens(report -> {}, pauses::add), report -> {}, () -> nanos);

  /** A cluster that knows one user. */
  private final class Reviews implements ClusterReviews {

    @Override
    public Optional<ClusterUser> user(String token, boolean known) {
      asked.add(known ? "whose known token?" : "whose token?");
      if (failure != null) {
        throw failure;
      }
      return token.equals("alices-token")
          ? Optional.of(new ClusterUser("alice", "1", List.of("staff"), Map.of()))
          : Optional.empty();
    }

    @Override
    public boolean allowed(ClusterUser user, String verb, String namespace) {
      asked.add(user.name() + " " + verb + " in " + namespace);
      return allowed.contains(verb + " in " + namespace);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @AfterEach
  void close() {
    log.close();
    access.close();
  }

  private ApiProblem refusal(Caller caller, String verb, String namespace) {
    return assertThrows(ApiProblem.class, () -> access.require(caller, verb, namespace));
  }

  @Test
  void namesWhoMay() {
    assertEquals("alice", access.require(ALICE, "trigger", "ocp"));
  }

  @Test
  void asksForATokenWhereThereIsNone() {
    assertEquals(
        ApiProblem.Kind.UNAUTHORIZED,
        refusal(new Caller(null, "192.0.2.1"), "trigger", "ocp").kind());
    assertEquals(List.of(), asked);
  }

  @Test
  void saysThatATokenOfTheClusterIsMeant() {
    for (String given : new String[] {null, "Bearer old"}) {
      String message = refusal(new Caller(given, "192.0.2.1"), "trigger", "ocp").getMessage();
      assertTrue(message.contains("'oc whoami --show-token'"), message);
    }
    assertTrue(access.tokenSource().contains("'oc whoami --show-token'"), access.tokenSource());
  }

  @Test
  void aTokenThatTheClusterDoesNotKnowIsSlowedDown() {
    ApiProblem problem = refusal(new Caller("Bearer old", "192.0.2.1"), "trigger", "ocp");
    assertEquals(ApiProblem.Kind.UNAUTHORIZED, problem.kind());
    assertEquals(List.of(Duration.ofSeconds(1)), pauses);
  }

  @Test
  void whoMayNotIsToldWhichPermissionIsMissing() {
    ApiProblem problem = refusal(ALICE, "park", "ocp");
    assertEquals(ApiProblem.Kind.FORBIDDEN, problem.kind());
    assertTrue(
        problem
            .getMessage()
            .startsWith(
                "alice may not park mirrors.ci-images-mirror.openshift.io in namespace ocp"),
        problem.getMessage());
    assertTrue(refusal(ALICE, "trigger", "").getMessage().contains("in all namespaces"));
    assertEquals(
        "requests that no role of the cluster allows were refused: from alice (1); 1 since the start",
        log.lines().getFirst());
    assertEquals(1, log.lines().size(), "the rest is logged a minute later");
  }

  @Test
  void anAnswerCountsForTenSeconds() {
    access.require(ALICE, "trigger", "ocp");
    allowed.clear();
    nanos += Duration.ofSeconds(9).toNanos();
    access.require(ALICE, "trigger", "ocp");
    assertEquals(List.of("whose token?", "alice trigger in ocp"), asked);
    nanos += Duration.ofSeconds(2).toNanos();
    refusal(ALICE, "trigger", "ocp");
  }

  @Test
  void aTokenThatWasValidLatelyIsToldFromAGuess() {
    access.require(ALICE, "trigger", "ocp");
    nanos += Duration.ofMinutes(59).toNanos();
    access.require(ALICE, "trigger", "ocp");
    assertEquals("whose known token?", asked.get(2));
    nanos += Duration.ofMinutes(61).toNanos();
    access.require(ALICE, "trigger", "ocp");
    assertEquals("whose token?", asked.get(4));
    refusal(new Caller("Bearer old", "192.0.2.1"), "trigger", "ocp");
    nanos += Duration.ofMinutes(1).toNanos();
    refusal(new Caller("Bearer old", "192.0.2.1"), "trigger", "ocp");
    assertEquals("whose token?", asked.getLast());
  }

  @Test
  void whileTooManyGuessOnlyWhoIsKnownIsReviewed() throws InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(20);
    WrongTokens full =
        new WrongTokens(
            report -> {},
            pause -> {
              waiting.countDown();
              await(over);
            });
    try (ClusterAccess attacked =
            new ClusterAccess(new Reviews(), full, report -> {}, () -> nanos);
        ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        attacked.require(ALICE, "trigger", "ocp");
        for (int guess = 0; guess < 20; guess++) {
          Caller stranger = new Caller("Bearer guess-" + guess, "192.0.2.2");
          strangers.execute(
              () ->
                  assertThrows(
                      ApiProblem.class, () -> attacked.require(stranger, "trigger", "ocp")));
        }
        waiting.await();
        nanos += Duration.ofMinutes(1).toNanos();
        asked.clear();
        ApiProblem problem =
            assertThrows(
                ApiProblem.class,
                () -> attacked.require(new Caller("Bearer new", "192.0.2.3"), "trigger", "ocp"));
        assertTrue(problem.retryAfter().isPresent(), problem.getMessage());
        assertEquals(List.of(), asked);
        assertEquals("alice", attacked.require(ALICE, "trigger", "ocp"));
      } finally {
        over.countDown();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFailureIsPassedOnAndNotRemembered() {
    failure = ApiProblem.unavailable("the API server is away", null);
    assertEquals("the API server is away", refusal(ALICE, "trigger", "ocp").getMessage());
    failure = null;
    assertEquals("alice", access.require(ALICE, "trigger", "ocp"));
  }
}
