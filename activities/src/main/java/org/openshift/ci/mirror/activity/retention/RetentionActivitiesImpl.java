package org.openshift.ci.mirror.activity.retention;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.openshift.ci.mirror.activity.ActivityFailures;
import org.openshift.ci.mirror.activity.ActivityHeartbeat;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.RegistryErrors;
import org.openshift.ci.mirror.activity.TemporalFence;
import org.openshift.ci.mirror.activity.task.Backpressure;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RetentionActivities;
import org.openshift.ci.mirror.contract.RetentionPage;
import org.openshift.ci.mirror.contract.RetentionPageRequest;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activity of a retention sweep, with its heartbeats and its fence. */
public final class RetentionActivitiesImpl implements RetentionActivities {

  private static final Logger log = LoggerFactory.getLogger(RetentionActivitiesImpl.class);

  /** How long a page waits for a short backlog. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(50);

  /** Reading the list anew costs a thousand requests. */
  private static final Duration TRY_AGAIN_AFTER = Duration.ofMinutes(1);

  /** As for other sweeps: another attempt, perhaps on another worker, may succeed. */
  private static final Set<String> MAY_PASS =
      Set.of(MirrorErrorType.TIMEOUT.wireName(), MirrorErrorType.UNEXPECTED.wireName());

  private final DateTagPages pages;
  private final RetentionSettings settings;
  private final Backpressure backpressure;
  private final WorkflowClient client;
  private final RetentionObserver observer;
  private final RetentionPause pause;

  public RetentionActivitiesImpl(
      DateTagPages pages,
      RetentionSettings settings,
      Backpressure backpressure,
      WorkflowClient client,
      RetentionObserver observer) {
    this.pages = pages;
    this.settings = settings;
    this.backpressure = backpressure;
    this.client = client;
    this.observer = observer;
    this.pause = new RetentionPause(client);
  }

  @Override
  public RetentionPage removeDateTags(RetentionPageRequest request) {
    if (!settings.isOn()) {
      throw ApplicationFailure.newNonRetryableFailure(
          "date tags are kept, because --date-tag-retention is not set on this worker",
          "RetentionOff");
    }
    try {
      return ActivityFailures.translating(() -> handle(request));
    } catch (ActivityCompletionException e) {
      log.info(
          "this worker stops removing date tags: another worker continues, or the sweep was cancelled");
      throw e;
    } catch (ApplicationFailure e) {
      log.warn("retention of date tags: {}", e.getOriginalMessage());
      throw MAY_PASS.contains(e.getType())
          ? ApplicationFailure.newFailure(e.getOriginalMessage(), e.getType())
          : e;
    }
  }

  private RetentionPage handle(RetentionPageRequest request) {
    ActivityExecutionContext context = Activity.getExecutionContext();
    RetentionPage from = context.getHeartbeatDetails(RetentionPage.class).orElse(request.before());
    AtomicReference<RetentionPage> reached = new AtomicReference<>(from);
    Fence fence = new TemporalFence(client, context, reached::get);
    try (ActivityHeartbeat<RetentionPage> heartbeat = new ActivityHeartbeat<>(context, from)) {
      if (!backpressure.await(LONGEST_HOLD, fence::prove)) {
        log.info("retention of date tags goes on although the backlog is long");
      }
      RetentionPage page =
          pages.handle(
              request,
              from,
              fence,
              now -> {
                reached.set(now);
                heartbeat.details(now);
              });
      observer.handled(request.before().soFar(), page.soFar());
      if (page.last()) {
        log.info("retention of date tags: {}", page.soFar().line());
        observer.finished();
      }
      return page;
    } catch (RegistryException e) {
      throw failed(RegistryErrors.typeOf(e).wireName(), e, e.type().mayPass());
    } catch (TagLists.IncompleteException e) {
      throw failed("ListIncomplete", e, true);
    } catch (DateTagRemover.ImageLostException e) {
      MirrorMode mode = MirrorMode.ofQueue(context.getInfo().getActivityTaskQueue());
      throw ApplicationFailure.newNonRetryableFailure(
          pause.pause(mode, e.getMessage()), "ImageLost");
    }
  }

  private static ApplicationFailure failed(String type, RuntimeException e, boolean mayPass) {
    Duration asked =
        e instanceof RegistryException failure
            ? failure.retryAfter().orElse(Duration.ZERO)
            : Duration.ZERO;
    return ApplicationFailure.newBuilder()
        .setType(type)
        .setMessage(e.getMessage())
        .setNonRetryable(!mayPass)
        .setNextRetryDelay(asked.compareTo(TRY_AGAIN_AFTER) > 0 ? asked : TRY_AGAIN_AFTER)
        .build();
  }
}
