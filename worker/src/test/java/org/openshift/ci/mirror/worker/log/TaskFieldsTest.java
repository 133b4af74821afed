package org.openshift.ci.mirror.worker.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.testing.Loggers;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;

/** A mirror task that pushes, whose every part logs a line. */
class TaskFieldsTest {

  private static final TagReference TAG = TagReference.parse("ocp/4.20:cli");
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final Logger log = Loggers.of(TaskFieldsTest.class);

  private final Lines lines = new Lines();
  private final TestWorkflowEnvironment temporal = environment();

  /** All lines of this class and of workflows, with what is known of their task. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<ILoggingEvent> seen = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      event.prepareForDeferredProcessing();
      seen.add(event);
    }

    private Map<String, String> fields(String message) {
      return seen.stream()
          .filter(event -> event.getFormattedMessage().contains(message))
          .map(ILoggingEvent::getMDCPropertyMap)
          .findFirst()
          .orElseThrow(() -> new AssertionError(message + " is not in " + seen));
    }
  }

  private static final class Checks implements CheckActivities {
    @Override
    public Claim resolveSourceDigest(Destination destination) {
      log.warn("resolve");
      return new Claim(
          MirrorOwner.ART, TAG, "s.example/a@" + DIGEST, DIGEST, "t.example/b:ocp_4.20_cli", null);
    }

    @Override
    public TargetImage checkQuayDigest(CheckRequest request) {
      log.warn("check");
      return TargetImage.missing();
    }
  }

  private static final class Pushes implements PushActivities {
    private boolean failed;

    @Override
    public PushResult pushTags(PushRequest request) {
      log.warn("push");
      if (!failed) {
        failed = true;
        throw ApplicationFailure.newNonRetryableFailure("broken", "Timeout");
      }
      return new PushResult(DIGEST, 1, 1, 0, 1);
    }
  }

  private static TestWorkflowEnvironment environment() {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new TaskFields()).build());
    MirrorSearchAttributes.types().forEach(options::registerSearchAttribute);
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  @BeforeEach
  void start() {
    Worker tasks = temporal.newWorker(MirrorMode.REAL.taskQueue());
    tasks.registerWorkflowImplementationTypes(MirrorTaskWorkflowImpl.class);
    tasks.registerActivitiesImplementations(new Checks());
    temporal.newWorker(MirrorMode.REAL.pushQueue()).registerActivitiesImplementations(new Pushes());
    temporal.start();
    lines.start();
    log.addAppender(lines);
    Loggers.of(MirrorTaskWorkflowImpl.class).addAppender(lines);
  }

  @AfterEach
  void stop() {
    log.detachAppender(lines);
    Loggers.of(MirrorTaskWorkflowImpl.class).detachAppender(lines);
    temporal.close();
  }

  @Test
  void everyLineOfATaskNamesIt() {
    WorkflowExecution run =
        new MirrorTaskStarter(temporal.getWorkflowClient(), MirrorMode.REAL, Clock.systemUTC())
            .startOrTrigger(
                Destination.mirror(TAG), MirrorOwner.DISTRIBUTOR, MirrorTaskStarter.Urgency.FRESH);
    MirrorResult _ =
        temporal
            .getWorkflowClient()
            .newUntypedWorkflowStub(run.getWorkflowId())
            .getResult(MirrorResult.class);
    // The owner is presumed until it was read.
    assertFields(run, "distributor", lines.fields("resolve"));
    assertFields(run, "art", lines.fields("check"));
    assertFields(run, "art", lines.fields("push"));
    assertFields(run, "art", lines.fields("broken"));
  }

  private static void assertFields(
      WorkflowExecution run, String owner, Map<String, String> fields) {
    assertEquals(TAG.toString(), fields.get("tag"), fields::toString);
    assertEquals(owner, fields.get("owner"), fields::toString);
    assertEquals(run.getWorkflowId(), fields.get("WorkflowId"), fields::toString);
    assertEquals(run.getRunId(), fields.get("RunId"), fields::toString);
  }
}
