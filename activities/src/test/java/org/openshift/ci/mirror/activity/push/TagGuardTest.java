package org.openshift.ci.mirror.activity.push;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.activity.Failures;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.TagReference;

/** When a push may write a tag. */
class TagGuardTest {

  private static final TagReference TAG = TagReference.parse("test/a:1");
  private static final Claim PUSHED = claim(World.digest('a'), World.ENDPOINTS.destination(TAG));

  private final World world = new World();
  private final List<String> asked = new ArrayList<>();
  private Claim now = PUSHED;
  private Duration claimTakes = Duration.ZERO;
  private Duration fenceTakes = Duration.ZERO;
  private TagGuard guard;

  private static Claim claim(String digest, String destination) {
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        TAG,
        World.ENDPOINTS.sourceByDigest(TAG, digest),
        digest,
        destination,
        null);
  }

  @BeforeEach
  void guard() {
    world.fence.whenAsked(
        () -> {
          asked.add("fence");
          world.pass(fenceTakes);
        });
    guard =
        new TagGuard(
            PushRequest.of(World.destination("test/a:1"), PUSHED, Instant.EPOCH, null),
            () -> {
              asked.add("claim");
              world.pass(claimTakes);
              return now;
            },
            world.fence,
            world::nanos);
  }

  @Test
  void theFenceIsAskedAfterTheClaim() {
    guard.beforeWrite("date");
    assertEquals(List.of("claim", "fence"), asked);
    assertTrue(guard.holds());
  }

  static Stream<Claim> otherClaims() {
    Problem conflict = new Problem(MirrorErrorType.DESTINATION_CONFLICT, "two tags");
    return Stream.of(
        claim(World.digest('b'), World.ENDPOINTS.destination(TAG)),
        claim(World.digest('a'), World.TARGET + "/other:test_a_1"),
        claim(null, World.ENDPOINTS.destination(TAG)),
        Claim.nobody(TAG, new Problem(MirrorErrorType.NOT_WATCHED, "nobody watches it")),
        new Claim(
            MirrorOwner.DISTRIBUTOR,
            TAG,
            PUSHED.source(),
            World.digest('a'),
            PUSHED.destination(),
            conflict));
  }

  @ParameterizedTest
  @MethodSource("otherClaims")
  void refusesWhenTheDestinationShouldHoldSomethingElse(Claim other) {
    now = other;
    Failures.of(MirrorErrorType.SOURCE_MOVED, () -> guard.beforeWrite("date"));
    assertEquals(List.of("claim"), asked);
    assertFalse(guard.holds());
  }

  @Test
  void refusesAnAttemptThatWasReplaced() {
    RuntimeException replaced = new IllegalStateException("another attempt has begun");
    world.fence.close(replaced);
    assertSame(
        replaced, assertThrows(IllegalStateException.class, () -> guard.beforeWrite("date")));
    assertFalse(guard.holds());
  }

  @Test
  void oneCheckCoversBothTagsWithinASecond() {
    guard.beforeWrite("date");
    world.pass(Duration.ofMillis(999));
    guard.beforeWrite("floating");
    assertEquals(2, asked.size());

    world.pass(Duration.ofMillis(1));
    guard.beforeWrite("signature");
    assertEquals(List.of("claim", "fence", "claim", "fence"), asked);
  }

  @Test
  void aSlowCheckDoesNotCoverTheNextTag() {
    claimTakes = Duration.ofSeconds(1);
    guard.beforeWrite("date");
    now = claim(World.digest('b'), PUSHED.destination());
    Failures.of(MirrorErrorType.SOURCE_MOVED, () -> guard.beforeWrite("floating"));
  }

  @Test
  void aRefusalPermitsNoOtherTag() {
    now = otherClaims().findFirst().orElseThrow();
    Failures.of(MirrorErrorType.SOURCE_MOVED, () -> guard.beforeWrite("date"));
    Failures.of(MirrorErrorType.SOURCE_MOVED, () -> guard.beforeWrite("floating"));
  }

  @Test
  void aRefusalRevokesAnEarlierPermission() {
    guard.beforeWrite("date");
    world.pass(Duration.ofSeconds(1));
    now = otherClaims().findFirst().orElseThrow();
    Failures.of(MirrorErrorType.SOURCE_MOVED, () -> guard.beforeWrite("floating"));
    assertFalse(guard.holds());
  }

  @Test
  void nothingHoldsBeforeTheFirstCheck() {
    assertFalse(guard.holds());
  }

  @Test
  void holdsForFiveSecondsFromWhenTheFenceWasAsked() {
    fenceTakes = Duration.ofSeconds(2);
    guard.beforeWrite("date");
    world.pass(Duration.ofMillis(2_999));
    assertTrue(guard.holds());
    world.pass(Duration.ofMillis(1));
    assertFalse(guard.holds());
  }

  @Test
  void aFenceThatTookLongIsAskedAgain() {
    fenceTakes = Duration.ofMillis(2_501);
    world.fence.whenAsked(
        () -> {
          world.pass(fenceTakes);
          fenceTakes = Duration.ofSeconds(1);
        });
    guard.beforeWrite("date");
    assertEquals(2, world.fence.asked.get());
    world.pass(Duration.ofMillis(3_999));
    assertTrue(guard.holds());
    world.pass(Duration.ofMillis(1));
    assertFalse(guard.holds());
  }

  @Test
  void aFenceThatAlwaysTakesLongIsGivenUp() {
    world.fence.whenAsked(
        () -> {
          assertTrue(world.fence.asked.get() < 100, "it goes on for ever");
          world.pass(Duration.ofSeconds(3));
        });
    Failures.of(MirrorErrorType.TIMEOUT, () -> guard.beforeWrite("date"));
    assertFalse(guard.holds());
    assertEquals(6, world.fence.asked.get());
  }

  @Test
  void aClaimIsNeverOlderThanFifteenSecondsWhenBytesGoOut() {
    claimTakes = Duration.ofSeconds(12);
    guard.beforeWrite("date");
    world.pass(Duration.ofSeconds(3));
    assertTrue(guard.holds());
    world.pass(Duration.ofMillis(1));
    assertFalse(guard.holds());
  }

  @Test
  void aClaimOfFifteenSecondsIsTooOldToAskTheFence() {
    claimTakes = Duration.ofSeconds(15);
    guard.beforeWrite("date");
    assertTrue(guard.holds());

    claimTakes = Duration.ofMillis(15_001);
    Failures.of(MirrorErrorType.TIMEOUT, () -> guard.beforeWrite("floating"));
    assertFalse(guard.holds());
    assertEquals(List.of("claim", "fence", "claim"), asked);
  }
}
