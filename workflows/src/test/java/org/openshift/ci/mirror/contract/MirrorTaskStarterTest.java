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
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorTaskStarter.Urgency;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

class MirrorTaskStarterTest {

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
