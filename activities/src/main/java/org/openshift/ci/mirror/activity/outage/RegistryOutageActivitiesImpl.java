package org.openshift.ci.mirror.activity.outage;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.Gatherers;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.CheckedPullSpecs;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.activity.task.OpenTask;
import org.openshift.ci.mirror.activity.task.OpenTaskStore;
import org.openshift.ci.mirror.activity.task.SweepPace;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a registry that does not serve, and wakes its tasks when it does. */
public final class RegistryOutageActivitiesImpl implements RegistryOutageActivities {

  private static final Logger log = LoggerFactory.getLogger(RegistryOutageActivitiesImpl.class);

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  /** Then the activity ends, so that its workflow gets a fresh history. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private static final int WOKEN_AT_ONCE = 8;

  /** So many are woken before it is asked whether workers keep up. */
  private static final int PART = 100;

  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

  private final ImageRegistries registries;
  private final OpenTaskStore tasks;
  private final SweepPace pace;
  private final Duration betweenLooks;
  private final Fanout waking = new Fanout(WOKEN_AT_ONCE);

  public RegistryOutageActivitiesImpl(
      ImageRegistries registries, OpenTaskStore tasks, SweepPace pace) {
    this(registries, tasks, pace, BETWEEN_LOOKS);
  }

  RegistryOutageActivitiesImpl(
      ImageRegistries registries, OpenTaskStore tasks, SweepPace pace, Duration betweenLooks) {
    this.registries = registries;
    this.tasks = tasks;
    this.pace = pace;
    this.betweenLooks = betweenLooks;
  }

  @Override
  public boolean awaitRegistry(RegistryOutage outage) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    PullSpec image = CheckedPullSpecs.parse(outage.image());
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    log.warn("{} does not serve; it is asked every {}", outage.registry(), betweenLooks);
    while (!registries.serves(image, outage.writing())) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      context.heartbeat(null);
      pause();
    }
    log.info("{} serves again", outage.registry());
    return true;
  }

  @Override
  public int wakeTasks(String registry) {
    return ActivityHeartbeat.during(
        () -> {
          List<OpenTask> waiting = tasks.waitingFor(registry);
          // Not all at once: what changes meanwhile would wait behind them.
          waiting.stream()
              .gather(Gatherers.windowFixed(PART))
              .forEach(
                  part -> {
                    var _ = pace.await(LONGEST_HOLD, () -> {});
                    waking.forEach(part, task -> tasks.trigger(task.workflowId()));
                  });
          if (!waiting.isEmpty()) {
            log.info("{} tasks that waited for {} go on", waiting.size(), registry);
          }
          return waiting.size();
        });
  }

  private void pause() {
    try {
      Thread.sleep(betweenLooks);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a registry was waited for", e);
    }
  }
}
