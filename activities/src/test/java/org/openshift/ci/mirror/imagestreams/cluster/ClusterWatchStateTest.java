package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.watching;
import static org.openshift.ci.mirror.imagestreams.cluster.ClusterSamples.imageStream;
import static org.openshift.ci.mirror.imagestreams.cluster.ScriptedCluster.bookmark;
import static org.openshift.ci.mirror.imagestreams.cluster.ScriptedCluster.event;
import static org.openshift.ci.mirror.imagestreams.cluster.ScriptedCluster.gone;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.imagestreams.RecordingSink;
import org.openshift.ci.mirror.model.WatchPosition;

/** What the watch of a cluster says about itself. */
class ClusterWatchStateTest {

  private final ScriptedCluster cluster = new ScriptedCluster();
  private final RecordingSink sink = new RecordingSink();
  private final ClusterImageStreamSource source =
      new ClusterImageStreamSource(cluster.client(), () -> watching("ocp"));
  private RunningWatch watch;

  @AfterEach
  void close() throws InterruptedException {
    watch.end();
    source.close();
    cluster.close();
  }

  private void start(String from) {
    watch = RunningWatch.start(source, new WatchPosition(from), sink);
  }

  @Test
  void listsThenFollows() throws Exception {
    cluster
        .page(null, "second", "10", imageStream("ocp/a", "3", "x=1"))
        .page("second", null, "10", imageStream("ocp/b", "9", "x=2"))
        .watchThatStays("10", bookmark("11"), event("MODIFIED", imageStream("ocp/a", "12", "x=3")));
    start(null);
    sink.awaitState("event");
    assertEquals(List.of("listing", "up to date", "event"), sink.states());
  }

  @Test
  void aWatchThatGoesOnIsUpToDateWithoutAnEvent() throws Exception {
    cluster.watchThatStays("10");
    start("10");
    sink.awaitState("up to date");
    assertEquals(List.of("up to date"), sink.states());
  }

  @Test
  void aListThatFailsIsFailingUntilItSucceeds() throws Exception {
    cluster
        .pageFails(null, 503)
        .pageFails(null, 503)
        .list("10", imageStream("ocp/a", "3", "x=1"))
        .watchThatStays("10");
    start(null);
    sink.awaitState("up to date");
    List<String> states = sink.states();
    assertEquals(3, states.size(), states::toString);
    assertTrue(
        states.getFirst().startsWith("failing: cannot list image streams at http://localhost:"),
        states::toString);
    assertTrue(states.getFirst().endsWith(": scripted failure 503"), states::toString);
    assertEquals("listing", states.get(1));
  }

  @Test
  void aWatchThatIsRefusedIsFailing() throws Exception {
    cluster.watchFails("10", 500).watchThatStays("10");
    start("10");
    sink.awaitState("up to date");
    assertEquals(2, sink.states().size(), () -> "" + sink.states());
    assertTrue(
        sink.states().getFirst().startsWith("failing: cannot watch image streams at "),
        () -> "" + sink.states());
  }

  @Test
  void aWatchThatTheClusterClosesInTurnIsNotFailing() throws Exception {
    cluster
        .list("10", imageStream("ocp/a", "3", "x=1"))
        .watchThatCloses("10", event("MODIFIED", imageStream("ocp/a", "11", "x=2")))
        .watchThatCloses("11", bookmark("12"))
        .watchThatStays("12", event("MODIFIED", imageStream("ocp/a", "13", "x=3")));
    start(null);
    sink.awaitPosition("13");
    sink.awaitState("event");
    assertTrue(
        sink.states().stream().noneMatch(state -> state.startsWith("failing")),
        () -> "" + sink.states());
  }

  @Test
  void aPositionThatIsGoneLeadsToAnotherList() throws Exception {
    cluster
        .watchThatCloses("10", gone())
        .list("20", imageStream("ocp/a", "15", "x=2"))
        .watchThatStays("20");
    start("10");
    sink.awaitStateOnce("listing");
    sink.awaitState("up to date");
    assertTrue(
        sink.states().stream().noneMatch(state -> state.startsWith("failing")),
        () -> "" + sink.states());
  }
}
