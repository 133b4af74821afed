package org.openshift.ci.mirror.activity.outage;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.activity.RegistryAwayException;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.bulkhead.HostStuckException;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a failure of one image from an outage of its registry. After a failure that could be
 * either, one probe of the registry counts for all requests that fail meanwhile. When the registry
 * does not serve, further requests to it fail at once for some seconds, and a standing workflow
 * waits for its return.
 */
public final class RegistryOutages {

  private static final Logger log = LoggerFactory.getLogger(RegistryOutages.class);

  /** How long a failed probe counts. */
  private static final Duration OUTAGE_COUNTS = Duration.ofSeconds(5);

  private final ImageRegistries registries;
  private final Consumer<RegistryOutage> standing;
  private final LongSupplier nanoClock;
  private final Map<String, State> states = new ConcurrentHashMap<>();

  private static final class State {
    private final ReentrantLock probing = new ReentrantLock();
    private Probe last;
    private volatile Outage outage;
  }

  /**
   * An outage that a probe found.
   *
   * @param writing whether only writes are known to fail
   * @param type how the request failed that led to the probe
   */
  private record Outage(long seenAt, boolean writing, RegistryError type) {}

  /**
   * A probe of a registry.
   *
   * @param outage null when the registry serves
   */
  private record Probe(long endedAt, boolean writing, Outage outage) {}

  /**
   * Outages, of which none is known yet.
   *
   * @param standing starts the standing workflow that waits for a registry's return; called after
   *     every probe that fails
   * @param nanoClock as {@link System#nanoTime()}
   */
  public RegistryOutages(
      ImageRegistries registries, Consumer<RegistryOutage> standing, LongSupplier nanoClock) {
    this.registries = registries;
    this.standing = standing;
    this.nanoClock = nanoClock;
  }

  /**
   * The digest of an image, by one HEAD; empty when there is no such image.
   *
   * @param reads how many requests may be under way at each registry
   * @throws RegistryAwayException when the registry does not serve
   * @throws RegistryException when it serves, but this request failed
   */
  public Optional<String> digest(PullSpec image, HostBulkhead reads) {
    return read(image, reads, registries::digest);
  }

  /**
   * As {@link #digest}, of an image that should be there: before it counts as missing, its manifest
   * is requested, too.
   */
  public Optional<String> sourceDigest(PullSpec image, HostBulkhead reads) {
    return digest(image, reads).or(() -> read(image, reads, registries::digestByReading));
  }

  private Optional<String> read(
      PullSpec image, HostBulkhead reads, Function<PullSpec, Optional<String>> request) {
    requireServing(image.registry(), false);
    try {
      return reads.in(image.registry(), () -> request.apply(image));
    } catch (HostStuckException e) {
      throw stuck(image, "other requests to %s wait for answers".formatted(image.registry()));
    } catch (RegistryException e) {
      throw judged(e, image);
    }
  }

  /**
   * The failure of a request that was not sent, because the queue for its registry does not move.
   *
   * @param why what the registry is busy with
   * @return to be thrown
   */
  public RegistryException stuck(PullSpec image, String why) {
    return judged(
        new RegistryException(
            RegistryError.TIMEOUT,
            "cannot read %s: %s; trying again may help".formatted(image, why),
            image.registry(),
            null),
        image);
  }

  /**
   * Fails when the registry is known not to serve.
   *
   * @param writing whether the caller is about to write to it
   * @throws RegistryAwayException when a probe failed in the last seconds
   */
  public void requireServing(String registry, boolean writing) {
    State state = states.get(registry);
    Outage outage = state == null ? null : state.outage;
    if (outage == null || (outage.writing() && !writing) || isOld(outage)) {
      return;
    }
    throw new RegistryAwayException(outage.type(), registry, message(registry, outage), null);
  }

  /**
   * Decides whether a failure is an outage of the registry.
   *
   * @param image the image whose request failed
   * @return to be thrown: a {@link RegistryAwayException} for an outage, else the failure itself
   */
  public RegistryException judged(RegistryException e, PullSpec image) {
    boolean writing = e.type() == RegistryError.REGISTRY_READ_ONLY;
    if (!writing && !mayBeOutage(e.type())) {
      return e;
    }
    String registry = image.registry();
    State state = states.computeIfAbsent(registry, key -> new State());
    long askedAt = nanoClock.getAsLong();
    state.probing.lock();
    try {
      if (state.last == null || !counts(state.last, writing, askedAt)) {
        Outage found =
            probe(e, image, writing).filter(outage -> isAwaited(outage, image)).orElse(null);
        state.last = new Probe(nanoClock.getAsLong(), writing, found);
        if (found != null || !stands(state.outage, writing)) {
          state.outage = found;
        }
      }
      Outage outage = state.last.outage();
      return outage == null
          ? e
          : new RegistryAwayException(
              outage.type(),
              registry,
              message(registry, outage) + "; seen as: " + e.getMessage(),
              e);
    } finally {
      state.probing.unlock();
    }
  }

  /** A successful probe counts for those who waited for it; a failed one for some seconds. */
  private boolean counts(Probe probe, boolean writing, long askedAt) {
    return probe.writing() == writing
        && (probe.outage() == null ? probe.endedAt() - askedAt >= 0 : !isOld(probe.outage()));
  }

  /** Whether a known outage stands although a probe succeeded: reads say nothing about writes. */
  private boolean stands(Outage known, boolean writing) {
    return known != null && !isOld(known) && known.writing() && !writing;
  }

  private Optional<Outage> probe(RegistryException e, PullSpec image, boolean writing) {
    if (registries.serves(image, writing)) {
      return Optional.empty();
    }
    return Optional.of(new Outage(nanoClock.getAsLong(), writing, e.type()));
  }

  /**
   * Starts the workflow that waits for the registry's return, and says whether it runs. Done after
   * every failed probe, because an earlier one may have seen the registry return in between.
   */
  private boolean isAwaited(Outage outage, PullSpec image) {
    try {
      standing.accept(new RegistryOutage(image.registry(), image.toString(), outage.writing()));
      return true;
    } catch (RuntimeException e) {
      // Nothing would wake a task that waits for the registry, so it must retry by itself.
      log.warn(
          "could not start the workflow that waits for {}, so its tasks retry by themselves: {}",
          image.registry(),
          e.toString());
      return false;
    }
  }

  private boolean isOld(Outage outage) {
    return nanoClock.getAsLong() - outage.seenAt() > OUTAGE_COUNTS.toNanos();
  }

  private static String message(String registry, Outage outage) {
    return "%s is not serving requests now%s; its tasks continue when it does"
        .formatted(registry, outage.writing() ? " (it refuses writes)" : "");
  }

  private static boolean mayBeOutage(RegistryError type) {
    return type == RegistryError.REGISTRY_UNREACHABLE
        || type == RegistryError.TIMEOUT
        || type == RegistryError.REGISTRY_ERROR;
  }
}
