package org.openshift.ci.mirror.activity.sweep;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.activity.task.OpenTask;
import org.openshift.ci.mirror.activity.task.OpenTaskStore;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.PullSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Triggers the open tasks that wait because of a credential, once that credential has changed: at a
 * change of the credentials file, and once when the worker starts, as the file may have changed
 * while no worker ran.
 */
public final class RefusedTasks {

  private static final Logger log = LoggerFactory.getLogger(RefusedTasks.class);

  private static final Set<String> REFUSED =
      Set.of(
          MirrorErrorType.CREDENTIALS_REFUSED.wireName(), MirrorErrorType.ACCESS_DENIED.wireName());

  /** Some registries call an image missing while the credential does not show it. */
  private static final Set<String> REFUSED_OR_HIDDEN =
      Set.of(
          MirrorErrorType.CREDENTIALS_REFUSED.wireName(),
          MirrorErrorType.ACCESS_DENIED.wireName(),
          MirrorErrorType.SOURCE_MISSING.wireName());

  /**
   * How long after a change the tasks are listed again: an attempt that began with the former
   * credential fails some seconds later, and listings lag behind.
   */
  private static final Duration SECOND_LIST_AFTER = Duration.ofSeconds(15);

  private static final int CONCURRENT_WAKE_UPS = 8;

  private final OpenTaskStore tasks;
  private final Supplier<Optional<Predicate<PullSpec>>> changes;
  private final Function<Destination, String> places;
  private final LongSupplier nanoClock;
  private final List<WakeUp> due = new ArrayList<>();
  private final Fanout waking = new Fanout(CONCURRENT_WAKE_UPS);

  /**
   * A wake-up that is to be made.
   *
   * @param images the images whose credential changed
   * @param errorTypes the failures because of which a task is triggered
   */
  private record WakeUp(long atNanos, Predicate<PullSpec> images, Set<String> errorTypes) {}

  /**
   * Triggers nothing before {@link #wake}.
   *
   * @param changes says which images' credentials changed since it was last called; empty for none
   * @param places the pull spec of a destination
   * @param nanoClock as {@link System#nanoTime()}
   */
  public RefusedTasks(
      OpenTaskStore tasks,
      Supplier<Optional<Predicate<PullSpec>>> changes,
      Function<Destination, String> places,
      LongSupplier nanoClock) {
    this.tasks = tasks;
    this.changes = changes;
    this.places = places;
    this.nanoClock = nanoClock;
    due.add(new WakeUp(nanoClock.getAsLong(), image -> true, REFUSED));
  }

  /**
   * Triggers the tasks whose credential has changed. To be called every second or so, by one thread
   * at a time. When it fails, the next call tries again.
   */
  public void wake() {
    changes.get().ifPresent(this::changed);
    for (WakeUp wakeUp : List.copyOf(due)) {
      if (nanoClock.getAsLong() - wakeUp.atNanos() >= 0) {
        wake(wakeUp);
        due.remove(wakeUp);
      }
    }
  }

  private void changed(Predicate<PullSpec> images) {
    long now = nanoClock.getAsLong();
    due.add(new WakeUp(now, images, REFUSED_OR_HIDDEN));
    due.add(new WakeUp(now + SECOND_LIST_AFTER.toNanos(), images, REFUSED_OR_HIDDEN));
  }

  private void wake(WakeUp wakeUp) {
    List<OpenTask> concerned =
        tasks.open().stream().filter(task -> concerns(wakeUp, task)).toList();
    waking.forEach(concerned, task -> tasks.trigger(task.workflowId()));
    if (!concerned.isEmpty()) {
      log.info(
          "triggered {} open tasks that a registry had refused: its credential may have changed",
          concerned.size());
    }
  }

  private boolean concerns(WakeUp wakeUp, OpenTask task) {
    return task.waits()
        && task.errorType() != null
        && wakeUp.errorTypes().contains(task.errorType())
        && (isAmong(wakeUp.images(), task.source())
            || (REFUSED.contains(task.errorType())
                && isAmong(wakeUp.images(), places.apply(task.destination()))));
  }

  private static boolean isAmong(Predicate<PullSpec> images, String pullSpec) {
    try {
      return !pullSpec.isEmpty() && images.test(PullSpec.parse(pullSpec));
    } catch (IllegalArgumentException e) {
      // Another problem than a credential: the task shows it.
      return false;
    }
  }
}
