package org.openshift.ci.mirror.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter.Urgency;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.workflow.DateTagRetentionWorkflowImpl;
import org.openshift.ci.mirror.workflow.ImageStreamWatchWorkflowImpl;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.RegistryOutageWorkflowImpl;
import org.openshift.ci.mirror.workflow.RulesInForceWorkflowImpl;
import org.openshift.ci.mirror.workflow.SweepWorkflowImpl;
import org.openshift.ci.mirror.workflow.WatcherWorkflowImpl;
import org.openshift.ci.mirror.workflow.testing.Histories;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;
import org.openshift.ci.mirror.workflow.testing.Samples;

/**
 * In the in-memory server, which keeps the headers of starts and loses those of signals: {@link
 * TracingIT} has these.
 */
class TracingTest {

  private static final Class<?>[] WORKFLOWS = {
    MirrorTaskWorkflowImpl.class,
    WatcherWorkflowImpl.class,
    ImageStreamWatchWorkflowImpl.class,
    SweepWorkflowImpl.class,
    DateTagRetentionWorkflowImpl.class,
    RegistryOutageWorkflowImpl.class,
    RulesInForceWorkflowImpl.class
  };

  private final Spans spans = new Spans();
  private final Tracing tracing = spans.tracing();

  @AfterEach
  void close() {
    tracing.close();
  }

  private static void start(MirrorEnvironment temporal) {
    temporal.registries().want(Samples.claim(Samples.CLI, Samples.DIGEST_A));
    temporal.starter().startOrTrigger(Samples.CLI_MIRROR, MirrorOwner.DISTRIBUTOR, Urgency.FRESH);
  }

  @Test
  void theActivitiesOfATaskAreInTheTraceOfItsTrigger() {
    try (MirrorEnvironment temporal = MirrorEnvironment.startTraced(tracing)) {
      start(temporal);
      temporal.task(Samples.CLI_MIRROR).result();
    }
    SpanData trigger = spans.only("signal trigger");
    assertEquals("mirror/ocp_4.20_cli", trigger.getAttributes().asMap().values().iterator().next());
    assertTrue(!trigger.getParentSpanContext().isValid(), trigger::toString);
    Spans.assertParent(trigger, spans.only("ResolveSourceDigest"));
    Spans.assertParent(trigger, spans.only("CheckQuayDigest"));
    Spans.assertParent(trigger, spans.only("PushTags"));
  }

  @Test
  void oneTraceLeadsFromAChangedTagToItsPush() {
    try (MirrorEnvironment temporal = MirrorEnvironment.startTraced(tracing)) {
      temporal.fakes(MirrorMode.REAL).watcher().onCompare(tags -> start(temporal));
      temporal.watcher().tell(List.of(Samples.CLI), true);
      temporal.awaitIdleWatcher();
      temporal.task(Samples.CLI_MIRROR).result();
    }
    SpanData changed = spans.only("signal tagsChanged");
    SpanData compare = spans.only("CompareTags");
    SpanData trigger = spans.only("signal trigger");
    Spans.assertParent(changed, compare);
    Spans.assertParent(compare, trigger);
    Spans.assertParent(trigger, spans.only("PushTags"));
  }

  @Test
  void whatServesTheServiceItselfHasNoTrace() {
    try (MirrorEnvironment temporal = MirrorEnvironment.startTraced(tracing)) {
      temporal.standing().ensureRunning();
    }
    assertEquals(List.of(), spans.all());
  }

  static List<Path> histories() {
    return Histories.all();
  }

  /** Open workflows go on when traces are switched on. */
  @ParameterizedTest
  @MethodSource("histories")
  void historiesWithoutTracesAreReplayedWithThem(Path history) throws Exception {
    replay(WorkflowExecutionHistory.fromJson(Files.readString(history)), tracing);
  }

  /** And when they are switched off. */
  @Test
  void aHistoryWithTracesIsReplayedWithoutThem() throws Exception {
    WorkflowExecutionHistory history;
    try (MirrorEnvironment temporal = MirrorEnvironment.startTraced(tracing)) {
      start(temporal);
      temporal.task(Samples.CLI_MIRROR).result();
      history = temporal.client().fetchHistory("mirror/ocp_4.20_cli");
    }
    assertTrue(history.toJson(false).contains("traceparent"));
    replay(history, new Tracing(null));
  }

  private static void replay(WorkflowExecutionHistory history, Tracing with) throws Exception {
    try (TestWorkflowEnvironment temporal =
        TestWorkflowEnvironment.newInstance(
            TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(
                    WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(with.aroundWork().toArray(WorkerInterceptor[]::new))
                        .build())
                .build())) {
      Worker worker = temporal.newWorker("replay");
      worker.registerWorkflowImplementationTypes(WORKFLOWS);
      WorkflowReplayer.replayWorkflowExecution(history, worker);
    }
  }
}
