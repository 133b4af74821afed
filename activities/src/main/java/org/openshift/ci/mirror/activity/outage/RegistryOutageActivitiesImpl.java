package org.openshift.ci.mirror.activity.outage;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.List;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.CheckedPullSpecs;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.activity.Interruptible;
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

  /** How long the activity waits before it ends, so that its workflow gets a new history. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  private static final int CONCURRENT_WAKE_UPS = 8;

  private final ImageRegistries registries;
  private final OpenTaskStore tasks;
  private final Duration betweenProbes;
  private final Duration betweenCounts;
  private final Fanout waking = new Fanout(CONCURRENT_WAKE_UPS);

  public RegistryOutageActivitiesImpl(ImageRegistries registries, OpenTaskStore tasks) {
    this(registries, tasks, RegistryOutage.PROBED_EVERY, WakeUpPace.BETWEEN_COUNTS);
  }

  RegistryOutageActivitiesImpl(
      ImageRegistries registries,
      OpenTaskStore tasks,
      Duration betweenProbes,
      Duration betweenCounts) {
    this.registries = registries;
    this.tasks = tasks;
    this.betweenProbes = betweenProbes;
    this.betweenCounts = betweenCounts;
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
          wake(waiting);
          if (!waiting.isEmpty()) {
            log.info("{} tasks that waited for {} go on", waiting.size(), registry);
          }
          return waiting.size();
        });
  }

  /** A woken task counts as waiting for a worker until it is done: it is retrying until then. */
  private void wake(List<OpenTask> waiting) {
    WakeUpPace pace = new WakeUpPace();
    long retrying = tasks.retrying();
    for (int woken = 0; woken < waiting.size(); ) {
      if (woken > 0) {
        Interruptible.sleep(betweenCounts);
      }
      long done = retrying - tasks.retrying();
      int to = Math.min(woken + pace.next(woken - done), waiting.size());
      waking.forEach(waiting.subList(woken, to), task -> tasks.trigger(task.workflowId()));
      woken = to;
    }
  }
}
