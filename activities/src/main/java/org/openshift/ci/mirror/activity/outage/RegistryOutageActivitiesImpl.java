package org.openshift.ci.mirror.activity.outage;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.List;
import java.util.stream.Gatherers;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.CheckedPullSpecs;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.activity.Interruptible;
import org.openshift.ci.mirror.activity.task.Backpressure;
import org.openshift.ci.mirror.activity.task.OpenTask;
import org.openshift.ci.mirror.activity.task.OpenTaskStore;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes a registry that does not serve, and wakes its tasks when it does. */
public final class RegistryOutageActivitiesImpl implements RegistryOutageActivities {

  private static final Logger log = LoggerFactory.getLogger(RegistryOutageActivitiesImpl.class);

  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(5);

  /** How long the activity waits before it ends, so that its workflow gets a new history. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private static final int CONCURRENT_WAKE_UPS = 8;

  /** How many tasks are woken between two looks at the backlog. */
  private static final int PART = 100;

  private static final Duration LONGEST_HOLD = Duration.ofMinutes(1);

  private final ImageRegistries registries;
  private final OpenTaskStore tasks;
  private final Backpressure backpressure;
  private final Duration betweenProbes;
  private final Fanout waking = new Fanout(CONCURRENT_WAKE_UPS);

  public RegistryOutageActivitiesImpl(
      ImageRegistries registries, OpenTaskStore tasks, Backpressure backpressure) {
    this(registries, tasks, backpressure, BETWEEN_PROBES);
  }

  RegistryOutageActivitiesImpl(
      ImageRegistries registries,
      OpenTaskStore tasks,
      Backpressure backpressure,
      Duration betweenProbes) {
    this.registries = registries;
    this.tasks = tasks;
    this.backpressure = backpressure;
    this.betweenProbes = betweenProbes;
  }

  @Override
  public boolean awaitRegistry(RegistryOutage outage) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    PullSpec image = CheckedPullSpecs.parse(outage.image());
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    log.warn("{} does not serve; it is probed every {}", outage.registry(), betweenProbes);
    while (!registries.serves(image, outage.writing())) {
      if (System.nanoTime() - end >= 0) {
        return false;
      }
      context.heartbeat(null);
      Interruptible.sleep(betweenProbes);
    }
    log.info("{} serves again", outage.registry());
    return true;
  }

  @Override
  public int wakeTasks(String registry) {
    return ActivityHeartbeat.during(
        () -> {
          List<OpenTask> waiting = tasks.waitingFor(registry);
          // In parts, so that tags that change meanwhile do not wait behind all of them.
          waiting.stream()
              .gather(Gatherers.windowFixed(PART))
              .forEach(
                  part -> {
                    var _ = backpressure.await(LONGEST_HOLD, () -> {});
                    waking.forEach(part, task -> tasks.trigger(task.workflowId()));
                  });
          if (!waiting.isEmpty()) {
            log.info("{} tasks that waited for {} go on", waiting.size(), registry);
          }
          return waiting.size();
        });
  }
}
