package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.common.SearchAttributes;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorTaskStarter.Urgency;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

class MirrorTaskStarterTest {

  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");

  @Test
  void theSummaryNamesTagAndOwner() {
    assertEquals("ocp/4.20:cli (distributor)", summary(CLI));
  }

  @Test
  void theSummaryStaysBelowTheServersLimit() {
    String summary = summary(new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(128)));
    assertEquals(200, summary.length());
    assertTrue(summary.startsWith("nnn") && summary.endsWith("s…"), summary);
  }

  @Test
  void aTaskIsStartedOrTriggered() {
    try (MirrorEnvironment environment = environmentThatParks()) {
      MirrorTaskStarter starter = environment.starter();
      starter.startOrTrigger(CLI_MIRROR, MirrorOwner.DISTRIBUTOR, Urgency.SWEEP);
      TaskView view = environment.task(CLI_MIRROR).await(MirrorState.PARKED);
      String run = view.run();
      starter.startOrTrigger(CLI_MIRROR, MirrorOwner.DISTRIBUTOR, Urgency.FRESH);

      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
      assertEquals(run, view.run());
    }
  }

  @Test
  void aTaskIsStartedUnlessOneIsOpen() {
    try (MirrorEnvironment environment = environmentThatParks()) {
      MirrorTaskStarter starter = environment.starter();
      assertTrue(starter.startUnlessOpen(CLI_MIRROR, MirrorOwner.DISTRIBUTOR));
      TaskView view = environment.task(CLI_MIRROR).await(MirrorState.PARKED);

      assertFalse(starter.startUnlessOpen(CLI_MIRROR, MirrorOwner.DISTRIBUTOR));
      assertEquals(0, view.events(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED));
      view.signals().trigger();
      view.resultAtOnce();
      assertTrue(starter.startUnlessOpen(CLI_MIRROR, MirrorOwner.DISTRIBUTOR), "it ended");
    }
  }

  @Test
  void anOpenTaskIsTriggeredAndNoneIsStarted() {
    try (MirrorEnvironment environment = environmentThatParks()) {
      MirrorTaskStarter starter = environment.starter();
      assertFalse(starter.triggerIfOpen(CLI_MIRROR));
      starter.startUnlessOpen(CLI_MIRROR, MirrorOwner.DISTRIBUTOR);
      TaskView view = environment.task(CLI_MIRROR).await(MirrorState.PARKED);

      assertTrue(starter.triggerIfOpen(CLI_MIRROR));
      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
      assertFalse(starter.triggerIfOpen(MirrorMode.REAL.taskId(CLI_MIRROR)), "it ended");
    }
  }

  @Test
  void aNewTaskHasMemoPriorityAndSearchAttributes() {
    Destination backfill = Destination.backfill(CLI);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.starter().startOrTrigger(backfill, MirrorOwner.BACKFILL, Urgency.FRESH);
      HistoryEvent started =
          environment
              .client()
              .fetchHistory(MirrorMode.REAL.taskId(backfill))
              .getHistory()
              .getEvents(0);

      WorkflowExecutionStartedEventAttributes attributes =
          started.getWorkflowExecutionStartedEventAttributes();
      assertEquals("mirror", attributes.getTaskQueue().getName());
      assertEquals(2, attributes.getPriority().getPriorityKey());
      assertTrue(attributes.getMemo().containsFields(MirrorMemo.CREATED_AT));
      assertEquals(
          "\"backfill\"",
          attributes
              .getSearchAttributes()
              .getIndexedFieldsOrThrow("MirrorOwner")
              .getData()
              .toStringUtf8());
      assertNull(environment.task(backfill).resultAtOnce().digest());
    }
  }

  @Test
  void aFailingTaskShowsWhyBeforeItHasChecked() {
    Problem problem = new Problem(MirrorErrorType.RATE_LIMITED, "slow down ".repeat(200));
    Destination backfill = Destination.backfill(CLI);
    Claim claim =
        new Claim(
            MirrorOwner.BACKFILL, CLI, "quay.example/ci:a", null, "at.example/ocp/4.20:cli", null);
    TestWorkflowEnvironment temporal = withoutWorkers();
    try {
      MirrorTaskStarter starter =
          new MirrorTaskStarter(
              temporal.getWorkflowClient(), MirrorMode.REAL, Clock.fixed(NOW, ZoneOffset.UTC));
      assertTrue(starter.startFailing(backfill, claim, problem));
      assertFalse(starter.startFailing(backfill, claim, problem), "one is open");
      WorkflowExecutionDescription shown =
          temporal
              .getWorkflowClient()
              .newUntypedWorkflowStub(MirrorMode.REAL.taskId(backfill))
              .describe();
      SearchAttributes attributes = shown.getTypedSearchAttributes();
      assertEquals("backfill", attributes.get(MirrorSearchAttributes.MIRROR_OWNER));
      assertEquals("retrying", attributes.get(MirrorSearchAttributes.MIRROR_STATE));
      assertEquals("RateLimited", attributes.get(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals(true, attributes.get(MirrorSearchAttributes.STALE));
      assertEquals("quay.example/ci:a", memo(shown, MirrorMemo.SOURCE));
      assertEquals("at.example/ocp/4.20:cli", memo(shown, MirrorMemo.DESTINATION));
      assertEquals("1", memo(shown, MirrorMemo.FAILURES));
      assertEquals(NOW.toString(), memo(shown, MirrorMemo.NEXT_ATTEMPT_AT));
      assertEquals(1_001, memo(shown, MirrorMemo.LAST_ERROR).length());
    } finally {
      temporal.close();
    }
  }

  @Test
  void aFailingTaskThatTryingAgainWouldNotHelpIsParkedUntilItIsTriggered() {
    Claim claim = claim(CLI, DIGEST_A);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().want(claim);
      Problem problem = new Problem(MirrorErrorType.SOURCE_MISSING, "no such image");
      assertTrue(environment.starter().startFailing(CLI_MIRROR, claim, problem));
      TaskView view = environment.task(CLI_MIRROR).await(MirrorState.PARKED);
      assertEquals("SourceMissing", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals("no such image", view.memo(MirrorMemo.LAST_ERROR));
      assertEquals("1", view.memo(MirrorMemo.FAILURES));
      Duration wait =
          Duration.between(
              MirrorEnvironment.START, Instant.parse(view.memo(MirrorMemo.NEXT_ATTEMPT_AT)));
      assertEquals(30, wait.toMinutes());
      assertEquals(0, environment.registries().checks());

      view.signals().trigger();
      assertEquals(Outcome.MIRRORED, view.resultAtOnce().outcome());
      assertNull(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
      assertEquals("", view.memo(MirrorMemo.LAST_ERROR));
      assertEquals("0", view.memo(MirrorMemo.FAILURES));
      assertEquals("", view.memo(MirrorMemo.NEXT_ATTEMPT_AT));
    }
  }

  @Test
  void aFailingTaskWhoseFailureMayPassTriesAgainByItself() {
    Claim claim = claim(CLI, DIGEST_A);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.registries().want(claim);
      Problem problem = new Problem(MirrorErrorType.RATE_LIMITED, "slow down");
      environment.starter().startFailing(CLI_MIRROR, claim, problem);
      TaskView view = environment.task(CLI_MIRROR).await(MirrorState.RETRYING);
      Duration wait =
          Duration.between(
              MirrorEnvironment.START, Instant.parse(view.memo(MirrorMemo.NEXT_ATTEMPT_AT)));
      assertTrue(wait.compareTo(Duration.ofSeconds(10)) < 0, wait::toString);
      assertEquals(Outcome.MIRRORED, view.result().outcome());
      // What it shows at first is what it was started with.
      Instant checked = environment.registries().attempts("CheckQuayDigest").getFirst().at();
      Duration waited = Duration.between(MirrorEnvironment.START, checked);
      assertTrue(waited.compareTo(Duration.ofMinutes(1)) < 0, waited::toString);
    }
  }

  private static String memo(WorkflowExecutionDescription shown, String key) {
    return shown.getMemo(key, String.class, String.class);
  }

  private static TestWorkflowEnvironment withoutWorkers() {
    TestEnvironmentOptions.Builder options = TestEnvironmentOptions.newBuilder();
    MirrorSearchAttributes.types().forEach(options::registerSearchAttribute);
    return TestWorkflowEnvironment.newInstance(options.build());
  }

  private static MirrorEnvironment environmentThatParks() {
    MirrorEnvironment environment = MirrorEnvironment.start();
    environment.registries().want(claim(CLI, DIGEST_A));
    environment.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
    return environment;
  }

  private static String summary(TagReference tag) {
    return MirrorTaskStarter.summary(Destination.mirror(tag), MirrorOwner.DISTRIBUTOR);
  }
}
