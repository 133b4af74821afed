package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.watching;
import static org.openshift.ci.mirror.imagestreams.cluster.ClusterSamples.imageStream;
import static org.openshift.ci.mirror.imagestreams.cluster.ScriptedCluster.bookmark;
import static org.openshift.ci.mirror.imagestreams.cluster.ScriptedCluster.event;
import static org.openshift.ci.mirror.imagestreams.cluster.ScriptedCluster.gone;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.imagestreams.ImageStreamSourceException;
import org.openshift.ci.mirror.imagestreams.RecordingSink;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.testing.LogRecorder;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.TestInputs;
import org.openshift.ci.mirror.watchrules.WatchRules;

/** Against a scripted cluster: pages, closed watches, 410 Gone, refusals, continuing. */
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class ClusterWatchTest {

  private final ScriptedCluster cluster = new ScriptedCluster();
  private final AtomicReference<WatchRules> rules = new AtomicReference<>(watching("ocp"));
  private final RecordingSink sink = new RecordingSink();
  private final ClusterImageStreamSource source =
      new ClusterImageStreamSource(cluster.client(), rules::get);
  private RunningWatch watch;

  @AfterEach
  void close() throws InterruptedException {
    if (watch != null) {
      watch.end();
    }
    source.close();
    cluster.close();
  }

  @Test
  void listsInPagesAndWatchesFromTheListsVersion() throws Exception {
    cluster
        .page(null, "second", "10", imageStream("ocp/a", "3", "x=1"))
        .page("second", "third", "10", imageStream("ocp/b", "9", "x=2"))
        .page("third", null, "10", imageStream("other/c", "9", "x=2"))
        .watchThatStays("10", event("MODIFIED", imageStream("ocp/a", "11", "x=3")));
    start(null);
    sink.await("ocp/a:x");
    sink.awaitPosition("11");
    assertEquals(List.of("list ocp/a:x", "list ocp/b:x", "ocp/a:x"), sink.inShort());
    assertEquals("11", watch.stop().resourceVersion());
  }

  @Test
  void aListWhosePagesExpiredBeginsAgain() throws Exception {
    cluster
        .page(
            null,
            "second",
            "10",
            imageStream("ocp/a", "3", "x=1"),
            imageStream("ocp/z", "3", "x=1"))
        .pageFails("second", 410)
        .page(null, null, "20", imageStream("ocp/a", "3", "x=1"), imageStream("ocp/b", "9", "x=2"))
        .watchThatStays("20");
    start(null);
    sink.awaitPosition("20");
    assertEquals(
        Set.of("list ocp/a:x", "list ocp/b:x", "list ocp/z:x"), Set.copyOf(sink.inShort()));
    assertFalse(sink.resourceVersions().contains("10"), "the first list never ended");
  }

  @Test
  void aWatchThatTheServerClosesGoesOnFromTheLastEvent() throws Exception {
    cluster
        .list("10", imageStream("ocp/a", "3", "x=1"))
        .watchThatCloses("10", event("MODIFIED", imageStream("ocp/a", "11", "x=2")))
        .watchThatCloses("11", event("ADDED", imageStream("ocp/b", "12", "x=1")))
        .watchThatCloses("12", bookmark("20"))
        .watchThatStays("20", event("DELETED", imageStream("ocp/a", "21", "x=2")));
    start(null);
    sink.awaitPosition("21");
    assertEquals(List.of("list ocp/a:x", "ocp/a:x", "ocp/b:x", "ocp/a:x"), sink.inShort());
    assertEquals(1, lists());
  }

  @Test
  void afterGoneItListsAgainAndNamesWhatDiffersAndWhatVanished() throws Exception {
    cluster
        .list(
            "10",
            imageStream("ocp/same", "3", "x=1"),
            imageStream("ocp/changed", "3", "x=1", "y=1"),
            imageStream("ocp/vanished", "3", "x=1"))
        .watchThatCloses("10", gone())
        .list(
            "20",
            imageStream("ocp/same", "3", "x=1"),
            imageStream("ocp/changed", "15", "x=2"),
            imageStream("ocp/new", "16", "x=1"))
        .watchThatStays("20");
    start(null);
    sink.awaitPosition("20");
    assertEquals(
        List.of(
            "list ocp/changed:x", "list ocp/changed:y", "list ocp/new:x", "list ocp/vanished:x"),
        sink.inShort().stream().skip(4).sorted().toList());
  }

  @Test
  void aWatchThatIsRefusedAsGoneListsAgain() throws Exception {
    cluster
        .watchFails("10", 410)
        .list("20", imageStream("ocp/a", "15", "x=2"))
        .watchThatStays("20");
    start("10");
    sink.awaitPosition("20");
    assertEquals(List.of("list ocp/a:x"), sink.inShort());
  }

  @Test
  void goesOnFromAPositionWithoutAList() throws Exception {
    cluster.watchThatStays(
        "10",
        event("MODIFIED", imageStream("ocp/a", "11", "x=1", "y=2")),
        event("MODIFIED", imageStream("ocp/a", "12", "x=1", "y=3")),
        event("DELETED", imageStream("ocp/never-seen", "13", "x=1", "y")),
        event("DELETED", imageStream("other/never-seen", "14", "x=1")));
    start("10");
    sink.awaitPosition("14");
    assertEquals(
        Set.of("ocp/a:x", "ocp/a:y", "ocp/never-seen:x", "ocp/never-seen:y"),
        Set.copyOf(sink.inShort()));
    assertEquals(0, lists());
  }

  /** A watcher that was started anew has no names from an earlier watch. */
  @Test
  void fromTheStartItNamesEveryTagAgainAndThoseThatAreGone() throws Exception {
    cluster
        .list("10", imageStream("ocp/a", "3", "x=1", "y=1"), imageStream("ocp/b", "3", "x=1"))
        .watchThatStays("10");
    start(null);
    sink.awaitPosition("10");
    watch.stop();

    RecordingSink second = new RecordingSink();
    cluster.list("20", imageStream("ocp/a", "3", "x=1")).watchThatStays("20");
    watch = RunningWatch.start(source, WatchPosition.start(), second);
    second.awaitPosition("20");
    assertEquals(
        List.of("list ocp/a:x", "list ocp/a:y", "list ocp/b:x"),
        second.inShort().stream().sorted().toList());
  }

  /** As when the machine at the other end vanished: not even bookmarks come. */
  @Test
  void aConnectionWithoutEventsIsReplaced() throws Exception {
    cluster
        .list("10", imageStream("ocp/a", "3", "x=1"))
        .watchThatStays("10")
        .watchThatStays("10", event("MODIFIED", imageStream("ocp/a", "11", "x=2")));
    try (Relay relay = Relay.to(cluster.port());
        ClusterImageStreamSource impatient =
            new ClusterImageStreamSource(
                cluster.client(relay.port()), rules::get, Duration.ofSeconds(1))) {
      watch = RunningWatch.start(impatient, WatchPosition.start(), sink);
      sink.awaitPosition("10");
      relay.freeze();
      relay.thaw();
      sink.await("ocp/a:x");
      assertTrue(sink.longestSilence().toMillis() < 4_000, "silent for " + sink.longestSilence());
      watch.end();
    }
  }

  @Test
  void silenceIsNoticedWithinTwoAndAHalfMinutes() {
    assertTrue(ClusterWatch.LONGEST_SILENCE.plusSeconds(10).compareTo(Duration.ofSeconds(150)) < 0);
  }

  @Test
  void otherRulesNeedAListWhereTheIndexIsIncomplete() throws Exception {
    cluster
        .watchThatStays("10", event("MODIFIED", imageStream("ocp/a", "11", "x=1")))
        .list("20", imageStream("ocp/a", "11", "x=1"), imageStream("other/b", "3", "x=2"))
        .watchThatStays("20");
    start("10");
    sink.await("ocp/a:x");
    rules.set(watching("ocp", "other"));
    sink.await("list other/b:x");
    assertEquals(List.of("ocp/a:x", "list other/b:x"), sink.inShort());
  }

  /** As after a restart with other flags, or a change of the release repository meanwhile. */
  @Test
  void aWatchThatGoesOnByOtherRulesBeginsWithAList() throws Exception {
    cluster
        .list("10", imageStream("ocp/a", "3", "x=1"), imageStream("other/b", "3", "x=2"))
        .watchThatStays("10");
    start(null);
    sink.awaitPosition("10");
    WatchPosition reached = watch.stop();
    source.close();

    rules.set(watching("ocp", "other"));
    cluster
        .list("20", imageStream("ocp/a", "3", "x=1"), imageStream("other/b", "3", "x=2"))
        .watchThatStays("20");
    try (ClusterImageStreamSource next =
        new ClusterImageStreamSource(cluster.client(), rules::get)) {
      RecordingSink second = new RecordingSink();
      watch = RunningWatch.start(next, reached, second);
      second.await("list other/b:x");
      second.awaitPosition("20");
    }
  }

  @Test
  void aWatchThatGoesOnByTheSameRulesDoesNotList() throws Exception {
    cluster.list("10", imageStream("ocp/a", "3", "x=1")).watchThatStays("10");
    start(null);
    sink.awaitPosition("10");
    WatchPosition reached = watch.stop();

    rules.set(watching("ocp"));
    cluster.watchThatStays("10", event("MODIFIED", imageStream("ocp/a", "11", "x=2")));
    try (ClusterImageStreamSource next =
        new ClusterImageStreamSource(cluster.client(), rules::get)) {
      RecordingSink second = new RecordingSink();
      watch = RunningWatch.start(next, reached, second);
      second.await("ocp/a:x");
      assertEquals(List.of("ocp/a:x"), second.inShort());
      assertEquals(reached.rules(), watch.stop().rules());
    }
  }

  @Test
  void otherRulesApplyInTimeThoughNoEventComes() throws Exception {
    cluster
        .list("10", imageStream("ocp/a", "3", "x=1"), imageStream("other/b", "3", "x=2"))
        .watchThatStays("10");
    start(null);
    sink.awaitPosition("10");
    long begin = System.nanoTime();
    rules.set(rules.get().withTestInputs(new OneInput(TagReference.parse("other/b:x"))));
    sink.await("other/b:x");
    assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 10);
    assertEquals(rules.get().fingerprint(), watch.stop().rules());
  }

  /** Pauses between attempts take up to 30 s; rules do not wait for the next attempt. */
  @Test
  void otherRulesApplyWhileTheClusterDoesNotAnswer() throws Exception {
    cluster.list("10", imageStream("ocp/a", "3", "x=1"), imageStream("other/b", "3", "x=2"));
    for (int attempt = 0; attempt < 20; attempt++) {
      cluster.watchFails("10", 500);
    }
    start(null);
    sink.awaitPosition("10");
    long begin = System.nanoTime();
    rules.set(watching("ocp", "other"));
    sink.await("other/b:x");
    assertTrue(Duration.ofNanos(System.nanoTime() - begin).toSeconds() < 10);
  }

  private record OneInput(TagReference tag) implements TestInputs {
    @Override
    public boolean containsTag(TagReference other) {
      return tag.equals(other);
    }

    @Override
    public boolean containsStream(StreamReference stream) {
      return false;
    }

    @Override
    public String fingerprint() {
      return tag.toString();
    }
  }

  @Test
  void thePositionStaysBeforeWhatCouldNotBeHandedOn() throws Exception {
    cluster.list("10", imageStream("ocp/a", "3", "x=1")).watchThatStays("10");
    IllegalStateException refusal = new IllegalStateException("no connection");
    sink.refuse(refusal);
    start(null);
    assertEquals(refusal, watch.failure());
    assertFalse(sink.resourceVersions().contains("10"), sink.positions()::toString);

    RecordingSink second = new RecordingSink();
    cluster.list("10", imageStream("ocp/a", "3", "x=1"));
    watch = RunningWatch.start(source, WatchPosition.start(), second);
    second.await("list ocp/a:x");
  }

  @ParameterizedTest
  @CsvSource({
    "401, the credentials were refused",
    "403, permission is missing",
    "404, this cluster has no image streams",
  })
  void aFailureThatWaitingWillNotHelpEndsTheWatch(int code, String why) throws Exception {
    cluster.pageFails(null, code);
    start(null);
    Throwable failure = assertInstanceOf(ImageStreamSourceException.class, watch.failure());
    assertTrue(
        failure.getMessage().startsWith("cannot list image streams at http://localhost:"),
        failure.getMessage());
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
    assertTrue(failure.getMessage().contains("scripted failure " + code), failure.getMessage());
    assertEquals(1, failure.getMessage().lines().count());
  }

  @Test
  void aTransientFailureIsRetried() throws Exception {
    cluster
        .pageFails(null, 503)
        .pageFails(null, 503)
        .list("10", imageStream("ocp/a", "3", "x=1"))
        .watchFails("10", 500)
        .watchThatStays("10", event("MODIFIED", imageStream("ocp/a", "11", "x=2")));
    try (LogRecorder log = new LogRecorder(ClusterWatch.class)) {
      start(null);
      sink.await("ocp/a:x");
      assertEquals(List.of("list ocp/a:x", "ocp/a:x"), sink.inShort());
      List<String> warnings = log.warnings();
      assertEquals(2, warnings.size(), warnings::toString);
      assertTrue(warnings.getFirst().startsWith("cannot list "), warnings::toString);
      assertTrue(warnings.getFirst().endsWith(": scripted failure 503; trying again"));
      assertTrue(warnings.getLast().startsWith("cannot watch "), warnings::toString);
    }
    assertTrue(sink.longestSilence().toMillis() < 4_000, "silent for " + sink.longestSilence());
  }

  private void start(String from) {
    watch = RunningWatch.start(source, new WatchPosition(from), sink);
  }

  private long lists() throws InterruptedException {
    return cluster.requests().stream().filter(path -> path.contains("limit=")).count();
  }
}
