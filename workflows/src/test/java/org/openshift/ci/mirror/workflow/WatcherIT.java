package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.tag;
import static org.openshift.ci.mirror.workflow.testing.Samples.tags;

import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowTargetOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.workflow.testing.DevServer;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities;

/** The watcher under a stream of signals, on a real server for each test. */
@Execution(ExecutionMode.CONCURRENT)
@Order(1)
@Timeout(300)
class WatcherIT {

  private static final Duration DEADLINE = Duration.ofMinutes(2);
  private static final String SUGGEST = "limit.historyCount.suggestContinueAsNew";
  private static final String ID = MirrorMode.REAL.watcherId();
  private static final int SENDERS = 8;
  private static final int SIGNALS_OF_EACH = 150;
  private static final int TAGS_OF_EACH = 60;

  @Test
  void aListOf25000TagsMeetsNoLimit() {
    int tags = 25_000;
    try (DevServer temporal = DevServer.start(Map.of())) {
      WatcherStarter watcher = temporal.watcher();
      for (int from = 0; from < tags; from += TagReference.MAX_BATCH) {
        watcher.tell(tags(from, from + TagReference.MAX_BATCH), false);
        Await.until(() -> "it takes more", DEADLINE, () -> !watcher.isBusy());
      }
      awaitIdle(temporal);

      assertEquals(tags, temporal.fakes().watcher().compared().size());
      List<WorkflowExecutionMetadata> runs = runs(temporal);
      assertTrue(runs.size() > 1, "no run ended");
      for (WorkflowExecutionMetadata run : runs) {
        long bytes = run.getWorkflowExecutionInfo().getHistorySizeBytes();
        assertTrue(run.getHistoryLength() < 4_096, () -> run.getHistoryLength() + " events");
        assertTrue(bytes < 4 * 1024 * 1024, () -> bytes + " bytes");
      }
    }
  }

  /**
   * With an early suggestion, runs end again and again between the signals; with the server's
   * default, the watcher's own limit ends them.
   */
  @ParameterizedTest
  @ValueSource(ints = {300, 4_096})
  void theLatestStateOfATagIsComparedAlthoughRunsEnd(int suggestedEvents) throws Exception {
    Map<TagReference, Integer> cluster = new ConcurrentHashMap<>();
    Map<TagReference, Integer> seen = new ConcurrentHashMap<>();
    try (DevServer temporal = DevServer.start(Map.of(SUGGEST, Integer.toString(suggestedEvents)));
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      temporal
          .fakes()
          .watcher()
          .onCompare(batch -> batch.forEach(tag -> seen.merge(tag, cluster.get(tag), Math::max)));
      List<Future<?>> sent = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        int number = sender;
        sent.add(senders.submit(() -> send(temporal, number, cluster)));
      }
      for (Future<?> one : sent) {
        one.get();
      }
      awaitIdle(temporal);

      assertEquals(SENDERS * TAGS_OF_EACH, cluster.size());
      assertEquals(cluster, seen);
      assertTrue(runs(temporal).size() > 1, "no run ended");
    }
  }

  @Test
  void aTerminatedWatcherIsStartedAgain() {
    try (DevServer temporal = DevServer.start(Map.of(SUGGEST, "40"))) {
      WatcherStarter watcher = temporal.watcher();
      FakeWatcherActivities activities = temporal.fakes().watcher();
      String first = watcher.ensureRunning();
      assertFalse(first.isEmpty());
      for (int tag = 0; run(temporal).equals(first); tag++) {
        watcher.tell(tags(tag, tag + 1), true);
      }
      assertEquals(first, watcher.ensureRunning(), "the same watcher, in another run");

      activities.leave(tag -> true);
      for (int from = 0; from <= WatcherWorkflow.ENOUGH_PENDING; from += 500) {
        watcher.tell(tags(from, from + 500), false);
      }
      Await.until("it is busy", watcher::isBusy);
      temporal.client().newUntypedWorkflowStub(ID).terminate("by hand");
      assertFalse(watcher.isBusy());
      activities.leave(tag -> false);
      watcher.tell(tags(9_000, 9_001), true);

      Await.until("it is compared", () -> activities.compared().contains(tag(9_000)));
      String second = watcher.ensureRunning();
      assertNotEquals(first, second, "another watcher, which knows nothing");
      temporal.client().newUntypedWorkflowStub(ID).terminate("by hand");
      String third = watcher.ensureRunning();
      assertEquals(3, Set.of(first, second, third).size());
      assertEquals(third, watcher.ensureRunning());
    }
  }

  /** Changes tags that no other sender changes, and signals each change. */
  private static void send(DevServer temporal, int sender, Map<TagReference, Integer> cluster) {
    WatcherStarter watcher = temporal.watcher();
    for (int i = 0; i < SIGNALS_OF_EACH; i++) {
      TagReference tag = tag(sender * TAGS_OF_EACH + i % TAGS_OF_EACH);
      cluster.put(tag, i);
      watcher.tell(List.of(tag), i % 2 == 0);
    }
  }

  private static void awaitIdle(DevServer temporal) {
    WatcherWorkflow watcher = temporal.client().newWorkflowStub(WatcherWorkflow.class, ID);
    Await.until(() -> "nothing is pending", DEADLINE, () -> watcher.pending() == 0);
  }

  private static String run(DevServer temporal) {
    return temporal.client().newUntypedWorkflowStub(ID).describe().getExecution().getRunId();
  }

  /** Every run, by the chain of their ids instead of visibility, which lags behind. */
  private static List<WorkflowExecutionMetadata> runs(DevServer temporal) {
    List<WorkflowExecutionMetadata> runs = new ArrayList<>();
    Set<String> known = new HashSet<>();
    String run = run(temporal);
    while (!run.isEmpty() && known.add(run)) {
      runs.add(
          temporal
              .client()
              .newUntypedWorkflowStub(
                  WorkflowTargetOptions.newBuilder().setWorkflowId(ID).setRunId(run).build())
              .describe());
      run =
          temporal
              .client()
              .fetchHistory(ID, run)
              .getHistory()
              .getEvents(0)
              .getWorkflowExecutionStartedEventAttributes()
              .getContinuedExecutionRunId();
    }
    return runs;
  }
}
