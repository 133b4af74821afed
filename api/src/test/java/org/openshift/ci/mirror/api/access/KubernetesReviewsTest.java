package org.openshift.ci.mirror.api.access;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reviews over HTTP, answered by a scripted API server. */
class KubernetesReviewsTest {

  private static final ClusterUser ALICE =
      new ClusterUser("alice", "u-1", List.of("staff"), Map.of("scopes", List.of("user:full")));

  private final List<String> paths = new ArrayList<>();
  private final List<JsonNode> questions = new ArrayList<>();
  private String answer = "{}";
  private int status = 201;

  private HttpServer server;
  private KubernetesReviews reviews;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          paths.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          questions.add(JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes()));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    reviews =
        new KubernetesReviews(
            new ConfigBuilder()
                .withAutoConfigure(false)
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build(),
            Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    reviews.close();
    server.stop(0);
  }

  @Test
  void asksWhomATokenBelongsTo() {
    answer =
        """
        {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "status": {
          "authenticated": true, "user": {"username": "alice", "uid": "u-1", "groups": ["staff"],
          "extra": {"scopes": ["user:full"]}}}}
        """;
    assertEquals(Optional.of(ALICE), reviews.user("alices-token", true));
    assertEquals(List.of("POST /apis/authentication.k8s.io/v1/tokenreviews"), paths);
    assertEquals("alices-token", questions.getFirst().at("/spec/token").asString());
  }

  @Test
  void aTokenThatIsNotAuthenticatedBelongsToNobody() {
    answer =
        """
        {"apiVersion": "authentication.k8s.io/v1", "kind": "TokenReview", "status": {
          "error": "token has expired", "user": {}}}
        """;
    assertEquals(Optional.empty(), reviews.user("old", true));
  }

  @Test
  void asksWhetherTheUserMay() {
    answer =
        """
        {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "status": {
          "allowed": true}}
        """;
    assertTrue(reviews.allowed(ALICE, "park", "ocp"));
    assertEquals(List.of("POST /apis/authorization.k8s.io/v1/subjectaccessreviews"), paths);
    JsonNode spec = questions.getFirst().path("spec");
    assertEquals("alice", spec.path("user").asString());
    assertEquals("[\"staff\"]", spec.path("groups").toString());
    assertEquals("[\"user:full\"]", spec.at("/extra/scopes").toString());
    JsonNode resource = spec.path("resourceAttributes");
    assertEquals("ci-images-mirror.openshift.io", resource.path("group").asString());
    assertEquals("mirrors", resource.path("resource").asString());
    assertEquals("park", resource.path("verb").asString());
    assertEquals("ocp", resource.path("namespace").asString());
  }

  @Test
  void whatIsNotAllowedIsRefused() {
    answer =
        """
        {"apiVersion": "authorization.k8s.io/v1", "kind": "SubjectAccessReview", "status": {
          "allowed": false, "reason": "no role"}}
        """;
    assertFalse(reviews.allowed(ALICE, "park", "ocp"));
  }

  @Test
  void anApiServerThatRefusesThisServiceIsNoRefusalOfTheUser() {
    status = 403;
    answer =
        """
        {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 403,
         "reason": "Forbidden", "message": "alices-token"}
        """;
    ApiProblem problem = assertThrows(ApiProblem.class, () -> reviews.user("alices-token", true));
    assertEquals(ApiProblem.Kind.UNAVAILABLE, problem.kind());
    assertTrue(problem.getMessage().contains("system:auth-delegator"), problem.getMessage());
    assertFalse(problem.getMessage().contains("alices-token"), problem.getMessage());
  }

  @Test
  void aStormOfUnknownTokensStopsNoKnownOne() {
    AtomicBoolean over = new AtomicBoolean();
    AtomicInteger refused = new AtomicInteger();
    try (ExecutorService strangers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int stranger = 0; stranger < 40; stranger++) {
        String token = "guess-" + stranger;
        strangers.execute(
            () -> {
              while (!over.get()) {
                try {
                  reviews.user(token, false);
                } catch (ApiProblem e) {
                  assertTrue(e.retryAfter().isPresent(), e.getMessage());
                  refused.incrementAndGet();
                }
              }
            });
      }
      try {
        await().until(() -> refused.get() > 0);
        for (int request = 0; request < 5; request++) {
          assertEquals(Optional.empty(), reviews.user("known", true));
          assertFalse(reviews.allowed(ALICE, "park", "ocp"));
        }
      } finally {
        over.set(true);
      }
    }
  }

  @Test
  void anApiServerThatIsAwayIsNoRefusalOfTheUser() {
    server.stop(0);
    ApiProblem problem = assertThrows(ApiProblem.class, () -> reviews.user("alices-token", true));
    assertEquals(ApiProblem.Kind.UNAVAILABLE, problem.kind());
    assertTrue(problem.getMessage().contains("no answer"), problem.getMessage());
  }
}
