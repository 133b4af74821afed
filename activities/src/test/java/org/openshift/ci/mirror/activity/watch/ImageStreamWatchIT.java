package org.openshift.ci.mirror.activity.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.DevTemporal;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.contract.ImageStreamWatchActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.imagestreams.ImageStreamSourceException;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPhase;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.model.WatchState;
import org.openshift.ci.mirror.workflow.ImageStreamWatchWorkflowImpl;

/** The watch of image streams at a real Temporal: what it signals, and where it goes on. */
@Order(1)
@Timeout(180)
class ImageStreamWatchIT {

  private static final MirrorMode MODE = MirrorMode.REAL;
  private static final WatchPosition REACHED = new WatchPosition("17", "rules");

  private static DevTemporal temporal;

  private final World world = new World();
  private final ScriptedSource source = new ScriptedSource();
  private final WatchMonitor monitor = new WatchMonitor(InstantSource.system());
  private final Claims claims =
      new Claims(world.owners, this::newestRules, world.outages, world.bulkhead);

  /** The next question for the newest rules has no answer before this; null for at once. */
  private final AtomicReference<CountDownLatch> heldUntil = new AtomicReference<>();

  private final Semaphore ended = new Semaphore(0);
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final WorkerFactory workers = temporal.workers();

  @BeforeAll
  static void startServer() {
    temporal = DevTemporal.start();
  }

  @AfterAll
  static void stopServer() {
    temporal.close();
  }

  @BeforeEach
  void startWorkers() {
    workers
        .newWorker(MODE.watcherQueue())
        .registerWorkflowImplementationFactory(
            WatcherWorkflow.class, () -> new ScriptedWatcher(this::pending));
    Worker watch = workers.newWorker(MODE.watchQueue());
    watch.registerWorkflowImplementationTypes(ImageStreamWatchWorkflowImpl.class);
    watch.registerActivitiesImplementations((ImageStreamWatchActivities) this::watchThenCount);
    workers.start();
  }

  private WatchPosition watchThenCount(WatchPosition from) {
    try {
      return new ImageStreamWatchActivitiesImpl(source, claims, temporal.client(), MODE, monitor)
          .watchImageStreams(from);
    } finally {
      ended.release();
    }
  }

  @AfterEach
  void stopWorkers() {
    end(MODE.imageStreamWatchId());
    end(MODE.watcherId());
    workers.shutdownNow();
  }

  private static void end(String workflowId) {
    try {
      temporal.client().newUntypedWorkflowStub(workflowId).terminate("a test");
    } catch (WorkflowNotFoundException e) {
      // It ended before.
    }
  }

  private Optional<RulesVersion> newestRules(boolean askAnew) {
    CountDownLatch held = heldUntil.getAndSet(null);
    if (held != null) {
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return world.register.newest(askAnew);
  }

  private int pending() {
    asked.incrementAndGet();
    return pending.get();
  }

  private static void begin() {
    new StandingWorkflows(temporal.client(), MODE).ensureRunning();
  }

  private static List<TagReference> tags(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> TagReference.parse("test/s" + n + ":1"))
        .toList();
  }

  /** The names of the signals that the watcher got. */
  private static List<String> signals() {
    return temporal.client().fetchHistory(MODE.watcherId()).getEvents().stream()
        .map(event -> event.getWorkflowExecutionSignaledEventAttributes().getSignalName())
        .filter(name -> !name.isEmpty())
        .toList();
  }

  @Test
  void signalsTheWatcherAndGoesOnWhereItEnded() throws InterruptedException {
    source.next(
        (from, sink) -> {
          sink.accept(tags(2), true);
          sink.accept(tags(3), false);
          return REACHED;
        });
    begin();
    assertEquals(WatchPosition.start(), source.began());
    assertEquals(REACHED, source.began());
    assertEquals(List.of(WatcherWorkflow.TAGS_CHANGED, WatcherWorkflow.TAGS_LISTED), signals());
  }

  @Test
  void signalsAreAQuarterOfASecondApart() throws InterruptedException {
    AtomicInteger took = new AtomicInteger();
    source.next(
        (from, sink) -> {
          sink.accept(tags(1), true);
          long first = System.nanoTime();
          sink.accept(tags(1), true);
          sink.accept(tags(1), true);
          took.set((int) Duration.ofNanos(System.nanoTime() - first).toMillis());
          return REACHED;
        });
    begin();
    source.began();
    source.began();
    assertTrue(took.get() >= 500, took + " ms");
  }

  @Test
  void anotherAttemptGoesOnFromTheLastHeartbeat() throws InterruptedException {
    source.next(
        (from, sink) -> {
          sink.position(REACHED);
          DevTemporal.until("the position is known", () -> heartbeat().contains("17"));
          throw new IllegalStateException("its worker dies");
        });
    begin();
    assertEquals(WatchPosition.start(), source.began());
    assertEquals(REACHED, source.began());
  }

  private static String heartbeat() {
    return temporal
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .describeWorkflowExecution(
            DescribeWorkflowExecutionRequest.newBuilder()
                .setNamespace("default")
                .setExecution(
                    WorkflowExecution.newBuilder().setWorkflowId(MODE.imageStreamWatchId()))
                .build())
        .getPendingActivities(0)
        .getHeartbeatDetails()
        .toString();
  }

  /** As with refused credentials: no attempt lasts long enough for a heartbeat of its own pace. */
  @Test
  void everyAttemptThatFailsIsShownWithItsReason() throws InterruptedException {
    for (int attempt = 0; attempt < 3; attempt++) {
      source.next(
          (from, sink) -> {
            throw new ImageStreamSourceException("the credentials were refused", null);
          });
    }
    begin();
    for (int attempt = 0; attempt < 3; attempt++) {
      source.began();
    }
    WatchState state = monitor.here().orElseThrow();
    assertEquals(WatchPhase.FAILING, state.phase());
    assertEquals("the credentials were refused", state.lastError());
    DevTemporal.until(
        "the heartbeat says it",
        () ->
            heartbeat().contains("failing")
                && heartbeat().contains("the credentials were refused"));
    assertTrue(
        heartbeat().contains(state.since().toString()), "failing since the first of the attempts");
  }

  /** A defect ends the watch as well, and must not stay unseen. */
  @Test
  void anUnexpectedErrorIsShownToo() throws InterruptedException {
    source.next(
        (from, sink) -> {
          sink.upToDate(true);
          throw new IllegalStateException("a defect");
        });
    begin();
    source.began();
    source.began();
    WatchState state = monitor.here().orElseThrow();
    assertEquals(WatchPhase.FAILING, state.phase());
    assertTrue(state.lastError().contains("a defect"), state.lastError());
  }

  @Test
  void theEndOfATerminatedWatchLeavesTheNextOneAsItIs() throws InterruptedException {
    theNextWatchStaysConnectedWhenThisOneEnds((from, sink) -> REACHED);
  }

  @Test
  void theFailureOfATerminatedWatchLeavesTheNextOneAsItIs() throws InterruptedException {
    theNextWatchStaysConnectedWhenThisOneEnds(
        (from, sink) -> {
          sink.failing("its last request failed");
          throw new IllegalStateException("its last step failed");
        });
  }

  /**
   * A watch hears seconds later that it was terminated. Meanwhile the workflow is back, and has its
   * watch on the same worker.
   */
  private void theNextWatchStaysConnectedWhenThisOneEnds(ScriptedSource.Script lastSteps)
      throws InterruptedException {
    CountDownLatch nextIsConnected = new CountDownLatch(1);
    source.next(
        (from, sink) -> {
          sink.upToDate(true);
          nextIsConnected.await();
          return lastSteps.watch(from, sink);
        });
    source.next(connectedForLong(nextIsConnected));
    begin();
    source.began();
    end(MODE.imageStreamWatchId());
    begin();
    source.began();
    assertTrue(ended.tryAcquire(60, TimeUnit.SECONDS), "the terminated watch ends");
    assertEquals(Optional.of(WatchPhase.CONNECTED), monitor.here().map(WatchState::phase));
  }

  private static ScriptedSource.Script connectedForLong(CountDownLatch isConnected) {
    return (from, sink) -> {
      sink.upToDate(true);
      isConnected.countDown();
      new CountDownLatch(1).await();
      return REACHED;
    };
  }

  /** Its first request to Temporal has no answer until the next one runs. */
  @Test
  void aWatchThatBeginsAfterTheNextOneLeavesThatAsItIs() throws InterruptedException {
    CountDownLatch nextIsConnected = new CountDownLatch(1);
    heldUntil.set(nextIsConnected);
    source.next(connectedForLong(nextIsConnected));
    source.next((from, sink) -> REACHED);
    begin();
    DevTemporal.until("the first one asks", () -> heldUntil.get() == null);
    end(MODE.imageStreamWatchId());
    begin();
    source.began();
    source.began();
    assertTrue(ended.tryAcquire(60, TimeUnit.SECONDS), "the first one ends");
    assertEquals(Optional.of(WatchPhase.CONNECTED), monitor.here().map(WatchState::phase));
  }

  @Test
  void aWatcherThatWasStartedAnewGetsEverything() throws InterruptedException {
    source.next(
        (from, sink) -> {
          end(MODE.watcherId());
          return REACHED;
        });
    begin();
    assertEquals(WatchPosition.start(), source.began());
    assertEquals(WatchPosition.start(), source.began());
  }

  @Test
  void aWatchEndsWhenItsWatcherWasStartedAnew() throws InterruptedException {
    source.next(
        (from, sink) -> {
          end(MODE.watcherId());
          DevTemporal.until("the watch is to end", sink::stopRequested);
          return REACHED;
        });
    begin();
    assertEquals(WatchPosition.start(), source.began());
    assertEquals(WatchPosition.start(), source.began());
    // The new watcher runs although nothing was signalled to it.
    assertEquals(List.of(), signals());
  }

  /** It would miss tags that only the newer configuration watches. */
  @Test
  void aWorkerWithAnOlderConfigurationLeavesTheWatchToAnother() throws InterruptedException {
    RulesVersion mine = world.owners.rulesVersion();
    RulesVersion newer = new RulesVersion("newer", "newer");
    world.register.newest(newer);
    source.next(
        (from, sink) -> {
          assertFalse(sink.stopRequested());
          world.register.newest(newer);
          DevTemporal.until("the watch is to end", sink::stopRequested);
          world.register.newest(mine);
          return REACHED;
        });
    begin();
    DevTemporal.until("it asked twice", () -> world.register.questions.size() > 1);
    world.register.newest(mine);
    assertEquals(WatchPosition.start(), source.began());
    assertEquals(REACHED, source.began());
  }

  @Test
  void aBusyWatcherGetsItsSignalsLater() throws InterruptedException {
    pending.set(WatcherWorkflow.ENOUGH_PENDING + 1);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch handedOver = new CountDownLatch(1);
    source.next(
        (from, sink) -> {
          begun.countDown();
          sink.accept(tags(TagReference.MAX_BATCH), false);
          handedOver.countDown();
          return REACHED;
        });
    begin();
    begun.await();
    DevTemporal.until("the watcher was asked twice", () -> asked.get() > 1);
    assertEquals(1, handedOver.getCount());
    assertEquals(List.of(), signals());
    pending.set(WatcherWorkflow.ENOUGH_PENDING);
    handedOver.await();
    assertEquals(List.of(WatcherWorkflow.TAGS_LISTED), signals());
  }
}
