package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Tasks that a person starts with Temporal's command line or Web UI, as typed. */
@Timeout(60)
class MirrorTaskByHandTest {

  private static final String ID = "mirror/typed";

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of("no argument", new Object[0], "{\"destination\": {\"tag\": "),
        Arguments.of("null", new Object[] {null}, "{\"destination\": {\"tag\": "),
        Arguments.of("no destination", new Object[] {Map.of()}, "{\"destination\": {\"tag\": "),
        Arguments.of("the tag alone", new Object[] {"ocp/4.20:cli"}, "MirrorTaskInput"),
        Arguments.of("no tag", new Object[] {destination(Map.of())}, "tag"),
        Arguments.of("a stream", new Object[] {tag("ocp/4.20")}, "'ocp/4.20' is not"),
        Arguments.of("no namespace", new Object[] {tag("4.20:cli")}, "'4.20:cli' is not"),
        Arguments.of("two colons", new Object[] {tag("o/4:cli:x")}, "'cli:x' is not the tag"),
        Arguments.of("an empty tag", new Object[] {tag("")}, "'' is not"));
  }

  private static Map<String, Object> tag(String tag) {
    return destination(Map.of("tag", tag));
  }

  private static Map<String, Object> destination(Map<String, Object> fields) {
    return Map.of("destination", fields);
  }

  private static WorkflowStub start(
      MirrorEnvironment environment, MirrorMode mode, Object... args) {
    WorkflowStub stub =
        environment
            .client()
            .newUntypedWorkflowStub(
                MirrorTaskWorkflow.TYPE,
                WorkflowOptions.newBuilder()
                    .setWorkflowId(ID)
                    .setTaskQueue(mode.taskQueue())
                    .build());
    stub.start(args);
    return stub;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aTaskWhoseDestinationCannotBeReadFails(String name, Object[] args, String reason) {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      start(environment, MirrorMode.REAL, args);
      TaskView view = environment.task(ID);
      Await.until(
          "it ends",
          () -> view.execution() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
      HistoryEvent last = environment.client().fetchHistory(ID).getLastEvent();
      List<String> messages =
          messages(last.getWorkflowExecutionFailedEventAttributes().getFailure());
      assertTrue(
          messages.stream().anyMatch(message -> message.contains(reason)), messages::toString);
    }
  }

  private static List<String> messages(Failure failure) {
    List<String> messages = new ArrayList<>();
    for (Failure cause = failure; ; cause = cause.getCause()) {
      messages.add(cause.getMessage());
      if (!cause.hasCause()) {
        return messages;
      }
    }
  }

  /** As a sweep that was started by hand on a dry run's queue. */
  @Test
  void aTaskOnADryRunsQueueOnlyPlans() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      environment.dryRunRegistries().want(claim(CLI, DIGEST_A));
      start(environment, MirrorMode.DRY_RUN, tag(CLI.toString()));
      TaskView view = environment.task(ID);
      Await.until("it plans", () -> view.status().state() == MirrorState.PLANNED);
      assertEquals(0, environment.registries().pushCalls());
    }
  }
}
