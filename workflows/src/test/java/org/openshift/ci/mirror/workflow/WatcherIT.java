package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;
import static org.openshift.ci.mirror.workflow.testing.Samples.digest;

import io.temporal.activity.Activity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.DevServer;
import org.openshift.ci.mirror.workflow.testing.Eventually;
import org.openshift.ci.mirror.workflow.testing.FakeWatcherActivities;
import org.openshift.ci.mirror.workflow.testing.Gate;

/** The watcher under a stream of signals, on a real server. */
@Timeout(300)
class WatcherIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SENDERS = 8;
  private static final int SIGNALS_OF_EACH = 300;
  private static final int TAGS_OF_EACH = 60;

  private final FakeWatcherActivities activities = new FakeWatcherActivities();

  /**
   * With a suggestion at few events, runs end again and again in the middle of the stream; with the
   * server's default, the number of signals ends them.
   */
  @ParameterizedTest
  @ValueSource(ints = {300, 4_096})
  void noSignalIsLostWhileRunsEnd(int suggestedEvents) throws Exception {
    try (DevServer temporal = start(suggestedEvents);
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<Map<TagReference, String>>> sent = new ArrayList<>();
      for (int sender = 0; sender < SENDERS; sender++) {
        int number = sender;
        sent.add(senders.submit(() -> send(temporal, number)));
      }
      Map<TagReference, String> newest = new HashMap<>();
      for (Future<Map<TagReference, String>> one : sent) {
        newest.putAll(one.get());
      }
      awaitIdle(temporal);

      assertEquals(newest, activities.started());
      assertTrue(runs(temporal) > 1, "no run ended");
    }
  }

  @Test
  void aBatchThatStallsIsCalledBackForANewRunAndNotLost() {
    AtomicBoolean stalls = new AtomicBoolean(true);
    Gate stalled = new Gate();
    activities.onCompare(
        batch -> {
          if (batch.getFirst().tag().equals(tag(0, 0)) && stalls.get()) {
            stalled.passHeartbeating(() -> Activity.getExecutionContext().heartbeat(null));
          }
        });
    try (DevServer temporal = start(100)) {
      WatcherStarter watcher = new WatcherStarter(temporal.client(), MirrorMode.REAL);
      watcher.tell(List.of(TagChange.image(tag(0, 0), DIGEST_A, T0)));
      stalled.awaitReached();
      int others = 200;
      for (int i = 1; i <= others; i++) {
        watcher.tell(List.of(TagChange.image(tag(0, i), DIGEST_A, T0)));
      }
      Eventually.until(
          () -> "a new run, all others started; now " + activities.started().size(),
          PATIENCE,
          () -> runs(temporal) > 1 && activities.started().size() == others);
      stalls.set(false);
      stalled.open();
      awaitIdle(temporal);

      assertEquals(others + 1, activities.started().size());
    }
  }

  private DevServer start(int suggestedEvents) {
    return DevServer.start(
        Map.of("limit.historyCount.suggestContinueAsNew", Integer.toString(suggestedEvents)),
        activities);
  }

  /** Sends changes of tags of its own, in order, and returns the newest digest of each. */
  private static Map<TagReference, String> send(DevServer temporal, int sender) {
    WatcherStarter watcher = new WatcherStarter(temporal.client(), MirrorMode.REAL);
    Map<TagReference, String> newest = new HashMap<>();
    for (int i = 0; i < SIGNALS_OF_EACH; i++) {
      TagReference tag = tag(sender, i % TAGS_OF_EACH);
      String digest = digest(sender * SIGNALS_OF_EACH + i);
      watcher.tell(List.of(TagChange.image(tag, digest, T0.plusSeconds(i))));
      newest.put(tag, digest);
    }
    return newest;
  }

  private static void awaitIdle(DevServer temporal) {
    WatcherWorkflow watcher =
        temporal.client().newWorkflowStub(WatcherWorkflow.class, MirrorMode.REAL.watcherId());
    Eventually.until(() -> "nothing is pending", PATIENCE, () -> watcher.pending() == 0);
  }

  private static long runs(DevServer temporal) {
    return temporal.client().listExecutions("WorkflowType='Watcher'").count();
  }

  private static TagReference tag(int sender, int number) {
    return new TagReference("ns-" + sender, "stream-" + number, "latest");
  }
}
