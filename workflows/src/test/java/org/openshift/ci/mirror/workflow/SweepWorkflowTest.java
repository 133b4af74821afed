package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.tag;
import static org.openshift.ci.mirror.workflow.testing.Samples.tags;

import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.contract.SweepTypes;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.FakeSweepActivities;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** How a sweep goes over its list. */
class SweepWorkflowTest {

  private MirrorEnvironment environment;
  private FakeSweepActivities activities;

  @BeforeEach
  void start() {
    environment = MirrorEnvironment.start();
    activities = environment.fakes(MirrorMode.REAL).sweeps();
  }

  @AfterEach
  void stop() {
    environment.close();
  }

  @ParameterizedTest
  @EnumSource(SweepKind.class)
  void looksAtEveryEntryOnceAndStartsTasksForThoseThatDiffer(SweepKind kind) {
    activities.list(tags(0, 7));
    activities.differ(List.of(tag(1), tag(6)));

    SweepSummary summary = run(kind, SweepInput.all(MirrorMode.REAL));

    assertEquals(new SweepSummary(7, 5, 2, 1, null, null), summary);
    assertEquals(
        Arrays.asList(null, tag(1), tag(3), tag(5)),
        activities.requests().stream().map(SweepPageRequest::after).toList());
    assertTrue(activities.requests().stream().allMatch(request -> request.kind() == kind));
    assertEquals(List.of(new SweepSummary(7, 5, 2, 0, null, null)), activities.finished());
  }

  @Test
  void theListIsNotOlderThanTheSweep() {
    activities.list(tags(0, 5));
    Instant before = environment.clock().instant();
    run(SweepKind.RESYNC, SweepInput.all(MirrorMode.REAL));

    Set<Instant> since = new HashSet<>();
    activities.requests().forEach(request -> since.add(request.since()));
    assertEquals(1, since.size(), () -> "one list for all pages: " + since);
    assertTrue(!since.iterator().next().isBefore(before));
  }

  @Test
  void aListThatChangesBetweenPagesNeitherRepeatsNorEndsTheSweep() {
    activities.list(tags(0, 6));
    activities.onCompare(
        request -> {
          if (tag(1).equals(request.after())) {
            // The entry that the page begins after is gone, and the list has new entries.
            activities.list(List.of(tag(0), tag(3), tag(4), tag(5), tag(7)));
          }
        });

    SweepSummary summary = run(SweepKind.SUPPLEMENTAL, SweepInput.all(MirrorMode.REAL));
    assertEquals(2 + 4, summary.lookedAt());
  }

  @Test
  void aSweepOverSomeEntriesLooksAtNoOthers() {
    activities.list(tags(0, 6));
    activities.differ(tags(0, 6));
    SweepSummary summary =
        run(SweepKind.SUPPLEMENTAL, SweepInput.only(MirrorMode.REAL, List.of(tag(2), tag(4))));
    assertEquals(2, summary.lookedAt());
    assertEquals(2, summary.started());
  }

  @Test
  void aPageIsTriedAgainAfterAFailure() {
    activities.list(tags(0, 4));
    AtomicInteger failures = new AtomicInteger();
    activities.onCompare(
        request -> {
          if (request.after() != null && failures.incrementAndGet() <= 3) {
            throw new IllegalStateException("the cluster does not answer");
          }
        });
    SweepSummary summary = run(SweepKind.RESYNC, SweepInput.all(MirrorMode.REAL));
    assertEquals(4, summary.lookedAt());
    assertEquals(4, failures.get());
  }

  @Test
  void aSweepThatCannotGoOnForTwoHoursFailsAndSaysWhy() {
    activities.onCompare(
        request -> {
          // Without a delay of its own, the activity would be tried thousands of times.
          throw ApplicationFailure.newBuilder()
              .setType("Unavailable")
              .setMessage("the cluster does not answer")
              .setNextRetryDelay(Duration.ofMinutes(5))
              .build();
        });
    WorkflowStub run = start(SweepKind.RESYNC, MirrorMode.REAL, SweepInput.all(MirrorMode.REAL));
    WorkflowFailedException failure =
        assertThrows(WorkflowFailedException.class, () -> run.getResult(SweepSummary.class));
    assertTrue(causes(failure).contains("the cluster does not answer"), () -> causes(failure));
    List<HistoryEvent> events =
        environment
            .client()
            .fetchHistory(run.getExecution().getWorkflowId())
            .getHistory()
            .getEventsList();
    long seconds =
        events.getLast().getEventTime().getSeconds()
            - events.getFirst().getEventTime().getSeconds();
    long minutes = seconds / 60;
    assertTrue(minutes >= 115 && minutes <= 125, () -> minutes + " min");
    assertEquals(List.of(), activities.finished());
  }

  @Test
  void aDryRunUsesItsOwnTaskQueues() {
    activities.list(tags(0, 2));
    environment.fakes(MirrorMode.DRY_RUN).sweeps().list(tags(0, 3));
    SweepSummary summary = run(SweepKind.SUPPLEMENTAL, SweepInput.all(MirrorMode.DRY_RUN));
    assertEquals(3, summary.lookedAt());
    assertEquals(List.of(), activities.requests());
  }

  @Test
  void aSweepStartedByHandOnADryRunsQueueIsADryRunWhateverItsInput() {
    environment.fakes(MirrorMode.DRY_RUN).sweeps().list(tags(0, 3));
    SweepSummary summary =
        start(SweepKind.RESYNC, MirrorMode.DRY_RUN, SweepInput.all(MirrorMode.REAL))
            .getResult(SweepSummary.class);
    assertEquals(3, summary.lookedAt());
    assertEquals(List.of(), activities.requests());
  }

  @Test
  void aSweepStartedByHandWithoutInputLooksAtAll() {
    activities.list(tags(0, 3));
    WorkflowStub run = start(SweepKind.BACKFILL, MirrorMode.REAL);
    assertEquals(3, run.getResult(SweepSummary.class).lookedAt());
  }

  @Test
  void aLongListIsContinuedInANewRunFromWhereTheLastOneStopped() {
    List<TagReference> list = tags(0, 400).stream().sorted().toList();
    activities.list(list);
    activities.pageSize(1);
    activities.differ(tags(0, 10));
    WorkflowStub sweep = start(SweepKind.RESYNC, MirrorMode.REAL, SweepInput.all(MirrorMode.REAL));
    String firstRun = sweep.getExecution().getRunId();
    assertEquals(
        new SweepSummary(400, 390, 10, 1, null, null), sweep.getResult(SweepSummary.class));
    assertNotEquals(
        firstRun, environment.task(sweep.getExecution().getWorkflowId()).run(), "no new run");
    List<SweepPageRequest> pages = activities.requests();
    assertEquals(
        list.subList(0, 399), pages.stream().skip(1).map(SweepPageRequest::after).toList());
    assertEquals(1, pages.stream().map(SweepPageRequest::since).distinct().count(), "one list");
  }

  private SweepSummary run(SweepKind kind, SweepInput input) {
    return start(kind, MirrorMode.of(input.dryRun()), input).getResult(SweepSummary.class);
  }

  private WorkflowStub start(SweepKind kind, MirrorMode mode, Object... arguments) {
    WorkflowStub run =
        environment
            .client()
            .newUntypedWorkflowStub(
                SweepTypes.of(kind),
                WorkflowOptions.newBuilder()
                    .setWorkflowId(mode.scheduleId(kind) + "-now")
                    .setTaskQueue(mode.sweepQueue())
                    .build());
    run.start(arguments);
    return run;
  }

  private static String causes(Throwable failure) {
    List<String> messages = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.add(cause.getMessage());
    }
    return messages.toString();
  }
}
