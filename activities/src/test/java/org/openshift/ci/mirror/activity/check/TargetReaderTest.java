package org.openshift.ci.mirror.activity.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.activity.RegistryAwayException;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** What is read of a destination, and when it is stale. */
class TargetReaderTest {

  private static final Instant CREATED = Instant.parse("2026-11-24T00:00:00Z");
  private static final String AT_TARGET = World.TARGET + "/ci@" + World.digest('b');

  private final World world = new World();
  private CheckRequest request;

  @BeforeEach
  void watch() {
    Claim claim = world.watched("test/a:1", 'a');
    request = new CheckRequest(claim.source(), claim.digest(), claim.destination());
    world.registries.created(claim.source(), CREATED);
  }

  private TargetImage read() {
    return new TargetReader(world.registries, world.outages, world.bulkhead).read(request);
  }

  @Test
  void anEqualImageCostsOneRequest() {
    world.mirrored("test/a:1", 'a');
    assertEquals(new TargetImage(World.digest('a'), false), read());
    assertEquals(List.of(request.destination()), world.registries.reads);
  }

  @Test
  void aMissingImageIsStale() {
    assertEquals(new TargetImage("", true), read());
  }

  @ParameterizedTest
  @CsvSource({"PT24H, false", "PT24H0.001S, true", "PT-1H, false"})
  void anImageIsStaleWhenItIsMoreThanADayOlder(Duration older, boolean stale) {
    world.mirrored("test/a:1", 'b');
    world.registries.created(AT_TARGET, CREATED.minus(older));
    assertEquals(new TargetImage(World.digest('b'), stale), read());
  }

  @Test
  void anImageOfUnknownAgeIsNotStale() {
    world.mirrored("test/a:1", 'b');
    assertEquals(new TargetImage(World.digest('b'), false), read());
    world.registries.created(AT_TARGET, CREATED.minus(Duration.ofDays(2)));
    world.registries.refuse(World.SOURCE, RegistryError.TIMEOUT);
    assertEquals(new TargetImage(World.digest('b'), false), read());
    assertEquals(List.of(), world.registries.probes, "a creation time is only shown");
  }

  @Test
  void aTargetThatRefusesWritesIsAwayUnlessTheImageIsEqual() {
    world.registries.readOnly(World.TARGET);
    RegistryException readOnly =
        new RegistryException(RegistryError.REGISTRY_READ_ONLY, "read-only", World.TARGET, null);
    assertEquals(
        RegistryAwayException.class,
        world.outages.judged(readOnly, PullSpec.parse(AT_TARGET)).getClass());
    assertThrows(RegistryAwayException.class, this::read);
    world.mirrored("test/a:1", 'a');
    assertEquals(new TargetImage(World.digest('a'), false), read());
  }
}
