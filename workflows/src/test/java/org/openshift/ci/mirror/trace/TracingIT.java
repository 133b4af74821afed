package org.openshift.ci.mirror.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.DevServer;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.Samples;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** Signals to workflows that are open, on a real server. */
class TracingIT {

  private final Spans spans = new Spans();
  private final Tracing tracing = spans.tracing();

  @AfterEach
  void close() {
    tracing.close();
  }

  @Test
  void anOpenTaskGoesOnInTheTraceOfItsLatestSignal() {
    try (DevServer temporal = DevServer.startTraced(tracing)) {
      temporal.registries().want(Samples.claim(Samples.CLI, Samples.DIGEST_A));
      temporal.registries().onPush(FakeRegistries.failing(1, MirrorErrorType.LAYER_UNSUPPORTED));
      TaskView task = temporal.trigger(Samples.CLI_MIRROR, MirrorMode.REAL);
      task.await(MirrorState.PARKED).signals().trigger();
      task.result();
    }
    List<SpanData> triggers = spans.named("signal trigger");
    List<SpanData> pushes = spans.named("PushTags");
    assertEquals(2, triggers.size());
    assertEquals(2, pushes.size());
    Spans.assertParent(triggers.getFirst(), pushes.getFirst());
    assertEquals(StatusCode.ERROR, pushes.getFirst().getStatus().getStatusCode());
    Spans.assertParent(triggers.getLast(), pushes.getLast());
    assertEquals(StatusCode.UNSET, pushes.getLast().getStatus().getStatusCode());
    assertNotEquals(triggers.getFirst().getTraceId(), triggers.getLast().getTraceId());
  }

  @Test
  void aWatcherThatRunsLeadsEachChangedTagToItsPush() {
    try (DevServer temporal = DevServer.startTraced(tracing)) {
      temporal.watcher().ensureRunning();
      temporal
          .fakes()
          .watcher()
          .onCompare(
              tags -> {
                temporal.registries().want(Samples.claim(Samples.CLI, Samples.DIGEST_A));
                temporal.trigger(Samples.CLI_MIRROR, MirrorMode.REAL);
              });
      temporal.watcher().tell(List.of(Samples.CLI), true);
      for (String last : List.of("PushTags", "CompareTags")) {
        Await.until(last + " ends", () -> !spans.named(last).isEmpty());
      }
    }
    SpanData compare = spans.only("CompareTags");
    SpanData trigger = spans.only("signal trigger");
    Spans.assertParent(spans.only("signal tagsChanged"), compare);
    Spans.assertParent(compare, trigger);
    Spans.assertParent(trigger, spans.only("PushTags"));
  }
}
