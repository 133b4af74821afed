package org.openshift.ci.mirror.activity.outage;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.RegistryAwayException;
import org.openshift.ci.mirror.activity.RegistryErrors;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.bulkhead.HostStuckException;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the failure of one image from that of its registry. After a failure that could be either,
 * the registry is looked at once for all who ask; when it does not serve, all that is asked of it
 * in the next seconds fails at once, and one standing workflow waits for its return.
 */
public final class RegistryOutages {

  private static final Logger log = LoggerFactory.getLogger(RegistryOutages.class);

  /** So long a look at a registry is good for all who ask. */
  private static final Duration LOOK_IS_GOOD = Duration.ofSeconds(5);

  private final ImageRegistries registries;
  private final Consumer<RegistryOutage> standing;
  private final LongSupplier nanoClock;
  private final Map<String, State> states = new ConcurrentHashMap<>();

  private static final class State {
    private final ReentrantLock looking = new ReentrantLock();
    private Look last;
    private volatile Away away;
  }

  private record Away(long seenAt, boolean writing, MirrorErrorType type) {}

  /**
   * A look at a registry.
   *
   * @param away null when it serves
   */
  private record Look(long endedAt, boolean writing, Away away) {}

  /**
   * No registry is away yet.
   *
   * @param standing told of each registry that is away, again and again while it is
   * @param nanoClock as {@link System#nanoTime()}
   */
  public RegistryOutages(
      ImageRegistries registries, Consumer<RegistryOutage> standing, LongSupplier nanoClock) {
    this.registries = registries;
    this.standing = standing;
    this.nanoClock = nanoClock;
  }

  /**
   * Reads from a registry, in its share of the places.
   *
   * @throws RegistryAwayException when the registry does not serve
   * @throws RegistryException when it does, and this failed
   */
  public <T> T reading(PullSpec image, HostBulkhead places, Supplier<T> work) {
    requireServing(image.registry(), false);
    try {
      return places.in(image.registry(), work);
    } catch (HostStuckException e) {
      throw stuck(image, "other requests to %s wait for answers".formatted(image.registry()));
    } catch (RegistryException e) {
      throw judged(e, image);
    }
  }

  /**
   * What it amounts to that the line of an image's registry does not move.
   *
   * @param why what stands in the way
   * @return to be thrown
   */
  public RuntimeException stuck(PullSpec image, String why) {
    return judged(
        new RegistryException(
            RegistryError.TIMEOUT,
            "cannot read %s: %s; worth another try".formatted(image, why),
            image.registry(),
            null),
        image);
  }

  /**
   * Fails at once where the registry was seen not to serve just now.
   *
   * @param writing whether it is to be written to
   */
  public void requireServing(String registry, boolean writing) {
    State state = states.get(registry);
    Away away = state == null ? null : state.away;
    if (away == null || (away.writing() && !writing) || isOld(away)) {
      return;
    }
    throw new RegistryAwayException(away.type(), registry, message(registry, away), null);
  }

  /**
   * What a failure amounts to: the registry's own, or that of what was asked.
   *
   * @param image an image of the registry that failed
   * @return to be thrown
   */
  public RuntimeException judged(RegistryException e, PullSpec image) {
    boolean writing = e.type() == RegistryError.REGISTRY_READ_ONLY;
    if (!writing && !mayBeTheRegistry(e.type())) {
      return e;
    }
    String registry = image.registry();
    State state = states.computeIfAbsent(registry, key -> new State());
    long askedAt = nanoClock.getAsLong();
    state.looking.lock();
    try {
      if (state.last == null || !isGood(state.last, writing, askedAt)) {
        Away seen = look(e, image, writing).filter(found -> told(found, image)).orElse(null);
        state.last = new Look(nanoClock.getAsLong(), writing, seen);
        if (seen != null || !saysMore(state.away, writing)) {
          state.away = seen;
        }
      }
      Away away = state.last.away();
      return away == null
          ? e
          : new RegistryAwayException(
              away.type(), registry, message(registry, away) + "; seen as: " + e.getMessage(), e);
    } finally {
      state.looking.unlock();
    }
  }

  /** That a registry serves is good for those who waited in line; that it does not, for a while. */
  private boolean isGood(Look look, boolean writing, long askedAt) {
    return look.writing() == writing
        && (look.away() == null ? look.endedAt() - askedAt >= 0 : !isOld(look.away()));
  }

  /** That reads are answered says nothing of writes, which may still be refused. */
  private boolean saysMore(Away known, boolean writing) {
    return known != null && !isOld(known) && known.writing() && !writing;
  }

  private Optional<Away> look(RegistryException e, PullSpec image, boolean writing) {
    if (registries.serves(image, writing)) {
      return Optional.empty();
    }
    return Optional.of(new Away(nanoClock.getAsLong(), writing, RegistryErrors.typeOf(e)));
  }

  /**
   * Whether somebody waits for the registry's return. Told with every look, as the one who waits
   * may have seen it return in between.
   */
  private boolean told(Away away, PullSpec image) {
    try {
      standing.accept(new RegistryOutage(image.registry(), image.toString(), away.writing()));
      return true;
    } catch (RuntimeException e) {
      // Nobody would wake the task that fails now, so it waits by its own back-off.
      log.warn(
          "the outage of {} could not be told to Temporal: {}", image.registry(), e.toString());
      return false;
    }
  }

  private boolean isOld(Away away) {
    return nanoClock.getAsLong() - away.seenAt() > LOOK_IS_GOOD.toNanos();
  }

  private static String message(String registry, Away away) {
    return "%s does not serve now%s; its tasks go on when it does"
        .formatted(registry, away.writing() ? ", it refuses writes" : "");
  }

  private static boolean mayBeTheRegistry(RegistryError type) {
    return type == RegistryError.REGISTRY_UNREACHABLE
        || type == RegistryError.TIMEOUT
        || type == RegistryError.REGISTRY_ERROR;
  }
}
