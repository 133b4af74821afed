package org.openshift.ci.mirror.activity.claim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowServiceException;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.activity.Failures;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.watchrules.WatchRules;

/** What a destination should hold, and whether this worker may decide it. */
class ClaimsTest {

  private static final Destination WATCHED = World.destination("test/a:1");
  private static final Destination LISTED = World.destination("ns/a:1");
  private static final Destination UNWATCHED = World.destination("other/a:1");
  private static final String IMAGE = "elsewhere.example/team/a:v1";

  private final World world = new World();

  private void list() {
    world.config("supplementalCIImages: {'ns/a:1': {image: '%s'}}".formatted(IMAGE));
  }

  @Test
  void aWatchedTagHasTheDigestOfTheImageStream() {
    world.watched("test/a:1", 'a');
    assertEquals(World.digest('a'), world.claims.withDigest(WATCHED).digest());
    assertEquals(List.of(), world.registries.reads);
  }

  @Test
  void aClaimSaysWhetherSomebodyIsToBeNotified() {
    world.watched("test/a:1", 'a');
    assertFalse(world.claims.withDigest(WATCHED).hasRecipient());
    world.withRecipient.addAll(Set.of("test", "other"));
    assertTrue(world.claims.withDigest(WATCHED).hasRecipient());
    assertTrue(world.claims.of(UNWATCHED).hasRecipient());
    assertFalse(world.claims.of(LISTED).hasRecipient());
  }

  @Test
  void aListedImageHasTheDigestOfItsRegistry() {
    list();
    world.registries.put(IMAGE, World.digest('b'));
    Claim claim = world.claims.withDigest(LISTED);
    assertEquals(MirrorOwner.SUPPLEMENTAL, claim.owner());
    assertEquals(World.digest('b'), claim.digest());
    assertEquals("elsewhere.example/team/a@" + World.digest('b'), claim.source());
    assertEquals(List.of(IMAGE), world.registries.reads);
  }

  @Test
  void anImageListedBySha512HasItsSha256Digest() {
    String listed = "elsewhere.example/team/a@sha512:" + "c".repeat(128);
    world.config("supplementalCIImages: {'ns/a:1': {image: '%s'}}".formatted(listed));
    world.registries.put(listed, World.digest('b'));
    Claim claim = world.claims.withDigest(LISTED);
    assertEquals(World.digest('b'), claim.digest());
    assertEquals(listed, claim.source());
  }

  @Test
  void anImageThatItsRegistryDeniesToAHeadIsRead() {
    list();
    world.registries.put(IMAGE, World.digest('b'));
    world.registries.hide(World.digest('b'));
    assertEquals(World.digest('b'), world.claims.withDigest(LISTED).digest());
  }

  @Test
  void aMissingSourceFailsWithTheClaim() {
    list();
    ApplicationFailure failure =
        Failures.of(MirrorErrorType.SOURCE_MISSING, () -> world.claims.withDigest(LISTED));
    assertEquals(
        FailureDetail.parkingAfter(MirrorErrorType.SOURCE_MISSING.parkAfter()),
        Failures.detail(failure));
    assertEquals(world.claims.of(LISTED), failure.getDetails().get(1, Claim.class));
    assertTrue(failure.getOriginalMessage().contains(IMAGE), failure.getOriginalMessage());
  }

  @Test
  void aRateLimitFailsWithTheClaimAndTheDelay() {
    list();
    world.registries.refuse(
        IMAGE,
        () ->
            new RegistryException(
                RegistryError.RATE_LIMITED,
                "slow down",
                "elsewhere.example",
                Duration.ofSeconds(40)));
    ApplicationFailure failure =
        Failures.of(MirrorErrorType.RATE_LIMITED, () -> world.claims.withDigest(LISTED));
    assertEquals(Duration.ofSeconds(40), failure.getNextRetryDelay());
    assertEquals(IMAGE, failure.getDetails().get(1, Claim.class).source());
    assertEquals(null, Failures.detail(failure).registry());
  }

  @Test
  void aSourceRegistryThatIsAwayIsNamed() {
    list();
    world.registries.refuse("elsewhere.example/", RegistryError.REGISTRY_UNREACHABLE);
    world.registries.away("elsewhere.example");
    ApplicationFailure failure =
        Failures.of(MirrorErrorType.REGISTRY_UNREACHABLE, () -> world.claims.withDigest(LISTED));
    assertEquals("elsewhere.example", Failures.detail(failure).registry());
    assertEquals(Integer.MAX_VALUE, Failures.detail(failure).parkAfter());
    assertEquals(IMAGE, failure.getDetails().get(1, Claim.class).source());
  }

  @Test
  void aProblemNeedsNoRequestToTheSource() {
    world.inventory.putEmpty("test/a:1");
    assertEquals(
        MirrorErrorType.SOURCE_TAG_EMPTY, world.claims.withDigest(WATCHED).problem().type());
    assertEquals(List.of(), world.registries.reads);
  }

  @Test
  void imageStreamsThatCannotBeReadAreNoMissingOwner() {
    world.inventory.breakDown();
    assertThrows(TagInventoryException.class, () -> world.claims.of(WATCHED));
  }

  @Test
  void aWorkerWithAnOlderConfigurationDecidesNothing() {
    world.watched("test/a:1", 'a');
    world.register.newest(new RulesVersion("another", world.owners.rulesVersion().all()));
    Failures.of(MirrorErrorType.RULES_OUTDATED, () -> world.claims.of(WATCHED));
    Failures.of(MirrorErrorType.RULES_OUTDATED, () -> world.claims.of(UNWATCHED));
    assertTrue(world.claims.hasOlderConfiguration());
  }

  @Test
  void aWorkerWithOlderTestInputsStillDecidesWhatIsOwned() {
    world.watched("test/a:1", 'a');
    world.register.newest(new RulesVersion(world.owners.rulesVersion().configuration(), "another"));
    assertTrue(world.claims.of(WATCHED).owned());
    Failures.of(MirrorErrorType.RULES_OUTDATED, () -> world.claims.of(UNWATCHED));
    assertFalse(world.claims.hasOlderConfiguration());
    Failures.of(MirrorErrorType.RULES_OUTDATED, () -> world.claims.requireNewestRules());
  }

  @Test
  void aMissingOwnerNeedsAnExactAnswerOfTheRegister() {
    world.watched("test/a:1", 'a');
    world.register.newest(world.owners.rulesVersion());
    assertTrue(world.claims.of(WATCHED).owned());
    assertFalse(world.claims.of(UNWATCHED).owned());
    assertEquals(List.of(false, true), world.register.questions);
  }

  @Test
  void rulesThatChangeDuringTheReadApply() {
    world.watched("test/a:1", 'a');
    world.inventory.whenRead(
        () -> {
          world.rules(
              WatchRules.builder()
                  .additionalNamespaces(List.of("test"))
                  .ignoreTags(List.of("test/a:1"))
                  .build());
          world.register.newest(world.owners.rulesVersion());
        });
    assertEquals(MirrorErrorType.IGNORED, world.claims.of(WATCHED).problem().type());
  }

  static Stream<RuntimeException> noAnswers() {
    return Stream.of(
        new WorkflowServiceException(
            WorkflowExecution.getDefaultInstance(), "RulesInForce", new IllegalStateException()),
        new StatusRuntimeException(Status.UNAVAILABLE));
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void withoutAnAnswerOfTheRegisterNothingIsDecided(RuntimeException noAnswer) {
    world.watched("test/a:1", 'a');
    world.register.failWith(noAnswer);
    ApplicationFailure failure =
        Failures.of(MirrorErrorType.RULES_OUTDATED, () -> world.claims.of(WATCHED));
    assertEquals(Integer.MAX_VALUE, Failures.detail(failure).parkAfter());
    // The watch goes on: it only names tags.
    assertFalse(world.claims.hasOlderConfiguration());
  }

  @Test
  void aSingleWorkerDecidesEverything() {
    assertFalse(world.claims.of(UNWATCHED).owned());
  }
}
