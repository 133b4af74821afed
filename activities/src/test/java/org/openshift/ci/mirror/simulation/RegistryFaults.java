package org.openshift.ci.mirror.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** The faults of the model registries: random ones of single requests, and outages. */
final class RegistryFaults {

  private record Outage(long until, boolean writesOnly) {}

  private final SimulatedWorld world;
  private final Map<String, Outage> outages = new ConcurrentHashMap<>();
  private final Map<String, Long> hiccups = new ConcurrentHashMap<>();

  RegistryFaults(SimulatedWorld world) {
    this.world = world;
  }

  /** Lets a registry be away, or refuse writes, for this time. */
  void outage(String host, Duration time, boolean writesOnly) {
    world.findings().count(writesOnly ? "fault: registry read-only" : "fault: registry away");
    world
        .findings()
        .tell(
            host + (writesOnly ? " is read-only for " : " is away for ") + time.toSeconds() + " s");
    outages.put(host, new Outage(world.time().millis() + time.toMillis(), writesOnly));
  }

  /** Lets a registry say for this time that an image does not exist. */
  void hiccup(String pullSpec, Duration time) {
    world.findings().tell(pullSpec + " seems not to exist for " + time.toSeconds() + " s");
    hiccups.put(pullSpec, world.time().millis() + time.toMillis());
  }

  /** Whether the registry wrongly says that the image does not exist. */
  boolean denies(PullSpec image) {
    boolean once =
        !image.registry().equals(Places.TARGET_HOST) && world.faulty("hiccup " + image, 0.06);
    if (once) {
      world.findings().count("fault: source answers 404 once");
    }
    return once || hiccups.getOrDefault(image.toString(), 0L) > world.time().millis();
  }

  boolean serves(String host, boolean writing) {
    Outage outage = current(host);
    return outage == null || (outage.writesOnly() && !writing);
  }

  void beforeReading(PullSpec image) {
    if (!serves(image.registry(), false)) {
      throw failure(RegistryError.REGISTRY_UNREACHABLE, image, null);
    }
    now(image, "read");
  }

  void beforeWriting(PullSpec image) {
    Outage outage = current(image.registry());
    if (outage != null) {
      throw failure(
          outage.writesOnly()
              ? RegistryError.REGISTRY_READ_ONLY
              : RegistryError.REGISTRY_UNREACHABLE,
          image,
          null);
    }
    now(image, "write");
  }

  private void now(PullSpec image, String operation) {
    String about = operation + " " + image;
    if (!world.faulty(about, 0.05)) {
      return;
    }
    int kind = world.dice().between("kind of " + about, 1, 4);
    switch (kind) {
      case 1 -> fail(RegistryError.REGISTRY_UNREACHABLE, image, null);
      case 2 -> fail(RegistryError.REGISTRY_ERROR, image, null);
      case 3 -> fail(RegistryError.TIMEOUT, image, null);
      default ->
          fail(
              RegistryError.RATE_LIMITED,
              image,
              Duration.ofSeconds(world.dice().between("wait of " + about, 1, 40)));
    }
  }

  private void fail(RegistryError type, PullSpec image, Duration retryAfter) {
    world.findings().count("fault: registry answers " + type);
    throw failure(type, image, retryAfter);
  }

  private Outage current(String host) {
    Outage outage = outages.get(host);
    return outage == null || outage.until() < world.time().millis() ? null : outage;
  }

  private static RegistryException failure(
      RegistryError type, PullSpec image, Duration retryAfter) {
    return new RegistryException(type, image + ": " + type, image.registry(), retryAfter);
  }
}
