package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI_MIRROR;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_B;
import static org.openshift.ci.mirror.workflow.testing.Samples.claim;
import static org.openshift.ci.mirror.workflow.testing.Samples.destination;
import static org.openshift.ci.mirror.workflow.testing.Samples.source;

import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.DevServer;
import org.openshift.ci.mirror.workflow.testing.Failures;
import org.openshift.ci.mirror.workflow.testing.LogCapture;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** On a real server that suggests new runs early, a task keeps its state and what it shows. */
class MirrorTaskContinueAsNewIT {

  private static final MirrorMode MODE = MirrorMode.REAL;

  private static DevServer temporal;

  @BeforeAll
  static void start() {
    temporal = DevServer.start(Map.of("limit.historyCount.suggestContinueAsNew", "60"));
  }

  @AfterAll
  static void stop() {
    temporal.close();
  }

  @Test
  void aNewRunKeepsStateMemoAndSearchAttributes() {
    temporal
        .registries()
        .onPush(
            call -> {
              if (call > 1) {
                throw Failures.of(MirrorErrorType.LAYER_UNSUPPORTED);
              }
              temporal.registries().want(claim(CLI, DIGEST_B));
              temporal.trigger(CLI_MIRROR, MODE);
            });
    temporal.registries().want(claim(CLI, DIGEST_A));
    TaskView view = temporal.trigger(CLI_MIRROR, MODE).await(MirrorState.PARKED);
    String firstRun = view.run();
    String createdAt = view.memo(MirrorMemo.CREATED_AT);
    assertTrue(!Instant.parse(createdAt).isAfter(Instant.now()), createdAt);

    while (view.run().equals(firstRun)) {
      int pushes = temporal.registries().pushCalls();
      view.signals().trigger();
      Await.until(
          "parked again",
          () -> temporal.registries().pushCalls() > pushes && view.state() == MirrorState.PARKED);
    }

    assertEquals(createdAt, view.memo(MirrorMemo.CREATED_AT));
    assertEquals("ocp/4.20:cli", view.memo(MirrorMemo.TAG));
    assertEquals(source(CLI, DIGEST_B), view.memo(MirrorMemo.SOURCE));
    assertEquals(destination(CLI), view.memo(MirrorMemo.DESTINATION));
    assertEquals(
        Failures.message(MirrorErrorType.LAYER_UNSUPPORTED), view.memo(MirrorMemo.LAST_ERROR));
    assertEquals("ocp", view.attribute(MirrorSearchAttributes.IMAGE_NAMESPACE));
    assertEquals("4.20", view.attribute(MirrorSearchAttributes.IMAGE_NAME));
    assertEquals("cli", view.attribute(MirrorSearchAttributes.IMAGE_TAG));
    assertEquals("distributor", view.attribute(MirrorSearchAttributes.MIRROR_OWNER));
    assertEquals(DIGEST_B, view.attribute(MirrorSearchAttributes.SOURCE_DIGEST));
    assertEquals(DIGEST_A, view.attribute(MirrorSearchAttributes.QUAY_DIGEST));
    assertEquals("LayerUnsupported", view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
    assertEquals(claim(CLI, DIGEST_B), view.status().claim());
    assertListed(
        "MirrorState='parked' AND MirrorErrorType='LayerUnsupported' AND ExecutionStatus='Running'",
        view);

    temporal.registries().onPush(call -> {});
    view.signals().trigger();
    MirrorResult result = view.result();
    assertEquals(DIGEST_B, result.digest());
    assertEquals(2, result.pushes());
    assertEquals(2_000, result.bytesCopied());
    assertNull(view.attribute(MirrorSearchAttributes.MIRROR_ERROR_TYPE));
    assertListed("Stale=false AND ImageTag='cli' AND ExecutionStatus='Completed'", view);
  }

  @Test
  void aNewRunKeepsWhatWasPlanned() {
    TagReference tag = TagReference.parse("ocp/4.20:planned");
    Destination destination = Destination.mirror(tag);
    temporal.registries().want(claim(tag, DIGEST_A));
    try (LogCapture log = LogCapture.of(MirrorTaskWorkflowImpl.class)) {
      TaskView view = temporal.trigger(destination, MirrorMode.DRY_RUN).await(MirrorState.PLANNED);
      String firstRun = view.run();
      Await.until(
          "a new run",
          () -> {
            view.signals().trigger();
            return !view.run().equals(firstRun);
          });

      view.await(MirrorState.PLANNED);
      assertEquals("ocp/4.20:planned", view.memo(MirrorMemo.TAG));
      assertEquals(1, log.lines("dry run").size());
      view.stub().cancel();
    }
  }

  private static void assertListed(String query, TaskView view) {
    Await.until(
        () -> query + " lists " + listed(query),
        Duration.ofSeconds(10),
        () -> listed(query).equals(List.of(view.run())));
  }

  private static List<String> listed(String query) {
    return temporal
        .client()
        .listExecutions("WorkflowType='MirrorTask' AND " + query)
        .map(WorkflowExecutionMetadata::getExecution)
        .map(execution -> execution.getRunId())
        .toList();
  }
}
