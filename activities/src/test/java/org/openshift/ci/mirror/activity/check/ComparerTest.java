package org.openshift.ci.mirror.activity.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.activity.FakeRegistries;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** The results of comparisons. */
class ComparerTest {

  private static final Destination PLACE = World.destination("test/a:1");
  private static final String FLOATING = World.TARGET + "/ci:test_a_1";
  private static final String IMAGE = "elsewhere.example/team/a:v1";

  private final World world = new World();

  private Comparison compare() {
    return world.comparer.compare(PLACE);
  }

  private Comparison.Unknown unknown() {
    return assertInstanceOf(Comparison.Unknown.class, compare());
  }

  private Claim listed() {
    world.config("supplementalCIImages: {'ns/a:1': {image: '%s'}}".formatted(IMAGE));
    return world.owners.claimOf(World.destination("ns/a:1"));
  }

  @Test
  void oneRequestTellsEqualFromDifferent() {
    Claim claim = world.watched("test/a:1", 'a');
    assertEquals(new Comparison.Differs(claim), compare());
    world.mirrored("test/a:1", 'b');
    assertEquals(new Comparison.Differs(claim), compare());
    world.mirrored("test/a:1", 'a');
    assertEquals(new Comparison.Equal(claim), compare());
    assertEquals(List.of(FLOATING, FLOATING, FLOATING), world.registries.reads);
  }

  @Test
  void anUnownedTagIsNotRead() {
    Comparison.Unowned unowned =
        assertInstanceOf(
            Comparison.Unowned.class, world.comparer.compare(World.destination("other/a:1")));
    assertEquals(MirrorErrorType.NOT_WATCHED, unowned.claim().problem().type());
    assertEquals(List.of(), world.registries.reads);
  }

  @Test
  void aProblemIsADifferenceThatItsTaskShows() {
    world.inventory.putEmpty("test/a:1");
    assertInstanceOf(Comparison.Differs.class, compare());
    assertEquals(List.of(), world.registries.reads);
  }

  @Test
  void anEqualDigestReadInBulkSavesTheRequest() {
    Claim claim = world.watched("test/a:1", 'a');
    TargetDigests same = new TargetDigests(Map.of(FLOATING, World.digest('a')));
    assertEquals(new Comparison.Equal(claim), world.comparer.compare(claim, same));
    assertEquals(List.of(), world.registries.reads);

    // Tags change while they are read in bulk, so a difference is read again.
    world.mirrored("test/a:1", 'a');
    TargetDigests other = new TargetDigests(Map.of(FLOATING, World.digest('b')));
    assertEquals(new Comparison.Equal(claim), world.comparer.compare(claim, other));
    assertEquals(List.of(FLOATING), world.registries.reads);
  }

  @Test
  void aSourceOutsideImageStreamsIsRead() {
    Claim claim = listed();
    world.registries.put(IMAGE, World.digest('a'));
    world.registries.put(claim.destination(), World.digest('a'));
    assertEquals(new Comparison.Equal(claim), world.comparer.compare(claim, TargetDigests.none()));
    assertEquals(List.of(IMAGE, claim.destination()), world.registries.reads);
  }

  @Test
  void aSourceThatIsMissingOrRefusesIsNoFailureOfTheTarget() {
    Claim claim = listed();
    Comparison.Unknown missing =
        assertInstanceOf(
            Comparison.Unknown.class, world.comparer.compare(claim, TargetDigests.none()));
    assertEquals(MirrorErrorType.SOURCE_MISSING, missing.type());
    assertEquals(false, missing.atTarget());

    world.registries.refuse("elsewhere.example/", RegistryError.ACCESS_DENIED);
    Comparison.Unknown denied =
        assertInstanceOf(
            Comparison.Unknown.class, world.comparer.compare(claim, TargetDigests.none()));
    assertEquals(
        new Comparison.Unknown(MirrorErrorType.ACCESS_DENIED, false, "elsewhere.example said no"),
        denied);
  }

  @Test
  void aSourceRegistryThatIsAwayIsNoFailureOfTheTarget() {
    Claim claim = listed();
    world.registries.refuse("elsewhere.example/", RegistryError.REGISTRY_ERROR);
    world.registries.away("elsewhere.example");
    for (int number = 1; number <= 2; number++) {
      Comparison.Unknown unknown =
          assertInstanceOf(
              Comparison.Unknown.class, world.comparer.compare(claim, TargetDigests.none()));
      assertEquals(MirrorErrorType.REGISTRY_ERROR, unknown.type());
      assertEquals(false, unknown.atTarget());
    }
    assertEquals(1, world.registries.reads.size(), "the outage is known");
  }

  @Test
  void aTargetThatRefusesIsNamed() {
    world.watched("test/a:1", 'a');
    world.registries.refuse(FLOATING, RegistryError.REGISTRY_ERROR);
    assertEquals(
        new Comparison.Unknown(MirrorErrorType.REGISTRY_ERROR, true, "target.example said no"),
        compare());
  }

  @Test
  void aTargetThatIsAwayIsNotReadAgain() {
    world.watched("test/a:1", 'a');
    world.registries.refuse(FLOATING, RegistryError.REGISTRY_ERROR);
    world.registries.away(World.TARGET);
    compare();
    int reads = world.registries.reads.size();
    Comparison.Unknown second = unknown();
    assertEquals(true, second.atTarget());
    assertEquals(MirrorErrorType.REGISTRY_ERROR, second.type());
    assertEquals(reads, world.registries.reads.size());
  }

  @Test
  void aRateLimitedRequestIsSentThreeTimes() {
    Claim claim = world.watched("test/a:1", 'a');
    world.mirrored("test/a:1", 'a');
    AtomicInteger left = new AtomicInteger(2);
    world.registries.refuse(
        FLOATING,
        () -> {
          if (left.decrementAndGet() == 0) {
            world.registries.allow(FLOATING);
          }
          return limited();
        });
    assertEquals(new Comparison.Equal(claim), compare());

    world.registries.refuse(FLOATING, ComparerTest::limited);
    assertEquals(MirrorErrorType.RATE_LIMITED, unknown().type());
    assertEquals(6, world.registries.reads.size());
  }

  private static RegistryException limited() {
    return FakeRegistries.failure(World.TARGET, RegistryError.RATE_LIMITED);
  }

  @Test
  void unreadableImageStreamsAndOlderRulesAreUnknown() {
    world.inventory.breakDown();
    assertEquals(MirrorErrorType.IMAGE_STREAMS_UNREADABLE, unknown().type());
    world.inventory.failWith(null);
    world.register.newest(new RulesVersion("another", "another"));
    assertEquals(MirrorErrorType.RULES_OUTDATED, unknown().type());
  }

  @Test
  void aDefectIsTheResultOfItsTagOnly() {
    world.inventory.failWith(new IllegalStateException("a defect"));
    assertEquals(MirrorErrorType.UNEXPECTED, unknown().type());
    world.inventory.failWith(null);
    world.watched("test/a:1", 'a');
    world.registries.refuse(FLOATING, () -> new IllegalStateException("a defect"));
    assertEquals(MirrorErrorType.UNEXPECTED, unknown().type());
  }

  @Test
  void anInterruptIsNoResult() {
    world.inventory.failWith(new CancellationException("interrupted"));
    assertThrows(CancellationException.class, this::compare);
  }
}
