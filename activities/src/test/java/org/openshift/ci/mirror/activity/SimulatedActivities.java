package org.openshift.ci.mirror.activity;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.check.BulkDigests;
import org.openshift.ci.mirror.activity.check.CheckActivitiesImpl;
import org.openshift.ci.mirror.activity.check.Comparer;
import org.openshift.ci.mirror.activity.check.TargetReader;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.activity.claim.RulesRegister;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.activity.push.TagPusher;
import org.openshift.ci.mirror.activity.sweep.MissingDateTags;
import org.openshift.ci.mirror.activity.sweep.SweepPages;
import org.openshift.ci.mirror.activity.sweep.TaskReview;
import org.openshift.ci.mirror.activity.task.OpenTask;
import org.openshift.ci.mirror.activity.task.SimulatedOpenTaskStore;
import org.openshift.ci.mirror.activity.watch.TagBatch;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.ImageRegistries;

/**
 * The real code of one worker's activities, wired like the worker's. The simulation calls it
 * directly, with its own fences and threads instead of Temporal's.
 */
public final class SimulatedActivities {

  private final CheckActivities checks;
  private final TagPusher pusher;
  private final TagBatch batches;
  private final SweepPages pages;
  private final TaskReview review;
  private final SimulatedOpenTaskStore tasks;

  public SimulatedActivities(
      DestinationOwners owners,
      ImageRegistries registries,
      RulesRegister register,
      Consumer<RegistryOutage> standing,
      LongSupplier nanoClock,
      SimulatedOpenTaskStore tasks) {
    HostBulkhead bulkhead = new HostBulkhead(64, Duration.ofMinutes(1));
    RegistryOutages outages = new RegistryOutages(registries, standing, nanoClock);
    Claims claims = new Claims(owners, register, outages, bulkhead);
    Comparer comparer = new Comparer(claims, outages, bulkhead);
    this.tasks = tasks;
    this.checks = new CheckActivitiesImpl(claims, new TargetReader(registries, outages, bulkhead));
    this.pusher = new TagPusher(registries, claims, outages, bulkhead, nanoClock);
    this.batches = new TagBatch(comparer, tasks);
    this.pages =
        new SweepPages(
            owners,
            claims,
            comparer,
            new BulkDigests(registries, BulkDigests.Settings.off()),
            tasks,
            new MissingDateTags(registries, false, Clock.systemUTC()));
    this.review = new TaskReview(tasks, owners);
  }

  public CheckActivities checks() {
    return checks;
  }

  /** Pushes; exceptions are not translated yet. */
  public PushResult push(PushRequest request, Runnable fence) {
    CopyResult copied = pusher.push(request, CopyListener.NONE, fence::run);
    return new PushResult(copied.digest(), 0, copied.blobsCopied(), 0, 0);
  }

  /** Does work in the thread of an activity, and throws what the workflow sees. */
  public static <T> T translating(Supplier<T> work) {
    try {
      return ActivityFailures.translating(work);
    } catch (SkippedImageException e) {
      throw ActivityFailures.skip(e.reason());
    }
  }

  public List<TagReference> tell(List<TagReference> tags) {
    return batches.tell(tags);
  }

  public CompareResult compare(List<TagReference> tags, boolean fresh, Runnable fence) {
    return batches.compareAndStart(tags, fresh, fence::run);
  }

  public SweepPage page(SweepPageRequest request, Runnable fence) {
    return pages.compare(request, fence::run);
  }

  public int review() {
    return review.run();
  }

  /** Wakes the tasks that wait for a registry. */
  public int wake(String registry) {
    List<OpenTask> waiting = tasks.waitingFor(registry);
    waiting.forEach(task -> tasks.trigger(task.workflowId()));
    return waiting.size();
  }
}
