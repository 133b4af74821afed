package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.util.List;
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
  private static final int WOKEN_AT_ONCE = 8;

  private final ImageRegistries registries;
  private final TaskBook tasks;
  private final Duration betweenLooks;
  private final Fanout waking = new Fanout(WOKEN_AT_ONCE);

  public RegistryOutageActivitiesImpl(ImageRegistries registries, TaskBook tasks) {
    this(registries, tasks, BETWEEN_LOOKS);
  }

  RegistryOutageActivitiesImpl(ImageRegistries registries, TaskBook tasks, Duration betweenLooks) {
    this.registries = registries;
    this.tasks = tasks;
    this.betweenLooks = betweenLooks;
  }

  @Override
  public void awaitRegistry(RegistryOutage outage) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    PullSpec image = PullSpecs.parse(outage.image());
    log.warn("{} does not serve; it is asked every {}", outage.registry(), betweenLooks);
    while (!registries.serves(image, outage.writing())) {
      context.heartbeat(null);
      pause();
    }
    log.info("{} serves again", outage.registry());
  }

  @Override
  public int wakeTasks(String registry) {
    return Heartbeat.during(
        () -> {
          List<OpenTask> waiting = tasks.waitingFor(registry);
          waking.forEach(waiting, task -> tasks.trigger(task.workflowId()));
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
