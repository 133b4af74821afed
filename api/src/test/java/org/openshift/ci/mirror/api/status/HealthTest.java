package org.openshift.ci.mirror.api.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.MirrorEntry.WaitsFor;
import org.openshift.ci.mirror.api.listing.OpenEntries;
import org.openshift.ci.mirror.api.status.StatusReport.Finding;
import org.openshift.ci.mirror.api.status.StatusReport.Verdict;
import org.openshift.ci.mirror.api.sweep.SweepListing;
import org.openshift.ci.mirror.api.sweep.SweepRun;
import org.openshift.ci.mirror.api.sweep.SweepSchedule;
import org.openshift.ci.mirror.api.watch.WatchEntry;

/** The one rule for whether all is well. */
class HealthTest {

  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final WatchEntry CONNECTED = watch("image-stream-watch", "connected", 3);

  private final List<MirrorEntry> tasks = new ArrayList<>();
  private SweepListing sweeps = resync(Duration.ofMinutes(10));
  private List<WatchEntry> watches = List.of(CONNECTED);
  private boolean dryRunOnly;
  private long withdrawn;
  private final SequencedMap<String, Instant> outages = new LinkedHashMap<>();

  private static WatchEntry watch(String id, String state, long lag) {
    return new WatchEntry(
        id, state, null, state.equals("failing") ? "no answer" : null, null, lag, 0, null, null);
  }

  private static SweepListing resync(Duration ago) {
    return new SweepListing(
        new SweepListing.Summary("20 watched tags", 20, 20, 0, NOW.minus(ago)), List.of());
  }

  private static SweepListing sweep(String outcome, boolean paused) {
    SweepRun run =
        new SweepRun(
            "a-1", outcome, NOW, NOW, null, null, outcome.equals("failed") ? "no file" : null, "u");
    SweepRun running = new SweepRun("a-2", null, NOW, null, null, null, null, "u");
    return new SweepListing(
        resync(Duration.ofMinutes(1)).summary(),
        List.of(
            new SweepSchedule(
                "art-images",
                SweepSchedule.Kind.ART,
                paused,
                paused ? "upgrade" : null,
                null,
                List.of(running, run)),
            new SweepSchedule(
                "dry-run/art-images",
                SweepSchedule.Kind.ART,
                true,
                null,
                null,
                List.of(run.outcome().equals("failed") ? run : running))));
  }

  /** Opens a task a minute ago. */
  private void open(String state, String errorType) {
    open(state, errorType, null, Duration.ofMinutes(1), "mirror/");
  }

  private void open(
      String state, String errorType, String registry, Duration age, String idPrefix) {
    MirrorEntry entry = OpenEntries.of("t" + tasks.size(), state, NOW.minus(age));
    tasks.add(
        new MirrorEntry(
            entry.sourceTag(),
            "",
            "",
            "",
            entry.createdAt(),
            true,
            tasks.size() % 2 == 0 ? "distributor" : "art",
            null,
            state,
            errorType,
            errorType,
            1,
            null,
            registry == null ? null : new WaitsFor(registry, 5),
            null,
            null,
            idPrefix + tasks.size(),
            "u"));
  }

  private StatusReport report() {
    return Health.of(
        sweeps, dryRunOnly, watches, outages, TaskCounter.of(tasks, NOW), withdrawn, "", NOW);
  }

  private void assertNotWell(String meaning, String... problems) {
    StatusReport report = report();
    assertEquals(Verdict.NOT_WELL, report.verdict());
    assertEquals("Not all is well. " + meaning, report.sentence());
    assertEquals(List.of(problems), report.problems().stream().map(Finding::text).toList());
  }

  private void assertWell(String... notes) {
    StatusReport report = report();
    assertEquals("All is well.", report.sentence(), report.problems().toString());
    assertEquals(Verdict.WELL, report.verdict());
    assertEquals(List.of(notes), report.notes());
  }

  @Test
  void newTasksThatGoOnAreWell() {
    assertWell();
    open("checking", null);
    open("copying", null);
    assertWell();
  }

  @Test
  void beforeTheFirstResyncItCannotBeKnown() {
    sweeps = new SweepListing(null, List.of());
    StatusReport report = report();
    assertEquals(Verdict.UNKNOWN, report.verdict());
    assertEquals("It is not known yet whether all is well.", report.sentence());
    assertEquals(
        "No full resync has ended yet, so nobody knows whether all tags are equal.",
        report.problems().getFirst().text());
  }

  @Test
  void whatIsNotWellIsKnownBeforeTheFirstResyncToo() {
    sweeps = new SweepListing(null, List.of());
    open("parked", "SourceTagEmpty");
    assertNotWell(
        "Some tags need a person.",
        "1 task is parked and needs a person: distributor 1",
        "No full resync has ended yet, so nobody knows whether all tags are equal.");
  }

  @Test
  void whatAPersonParkedIsWellAndIsTold() {
    open("parked", "ParkedByHand");
    open("parked", "ParkedByHand", null, Duration.ofDays(7), "mirror/");
    assertWell("2 tasks are parked by hand.");
  }

  @Test
  void whatAPersonWithdrewSinceTheLastResyncIsTold() {
    withdrawn = 1;
    assertWell(
        "1 task was withdrawn by hand since the last full resync; the next one compares its tag"
            + " again.");
    withdrawn = 2;
    assertWell(
        "2 tasks were withdrawn by hand since the last full resync; the next one compares their"
            + " tags again.");
  }

  @Test
  void parkedTasksAreCountedByOwnerWithoutThoseParkedByHand() {
    open("parked", "SourceTagEmpty");
    open("parked", "ParkedByHand");
    open("parked", "AccessDenied");
    open("parked", "AccessDenied");
    StatusReport report = report();
    Finding parked = report.problems().getFirst();
    assertEquals("3 tasks are parked and need a person: distributor 2, art 1", parked.text());
    assertEquals(
        List.of("?state=parked", "?state=parked&owner=distributor", "?state=parked&owner=art"),
        parked.links().stream().map(StatusReport.Link::view).toList());
    assertEquals(List.of("1 task is parked by hand."), report.notes());
  }

  @Test
  void aTaskThatWasStartedByHandHasNoOwnerAndCountsToo() {
    open("parked", "PullSpecInvalid");
    MirrorEntry task = tasks.removeFirst();
    tasks.add(
        new MirrorEntry(
            task.sourceTag(),
            "",
            "",
            "",
            task.createdAt(),
            true,
            "",
            null,
            "parked",
            "PullSpecInvalid",
            "x",
            1,
            null,
            null,
            null,
            null,
            "mirror/x",
            "u"));
    assertNotWell("Some tags need a person.", "1 task is parked and needs a person: no owner 1");
    assertEquals(1, report().problems().getFirst().links().size());
  }

  /** A trigger makes a parked task check again; that it has failed is shown until it succeeds. */
  @ParameterizedTest
  @CsvSource({"checking", "copying", "retrying"})
  void aTaskThatHasFailedIsNotWellUntilItHasMirrored(String state) {
    open(state, "SourceMissing");
    open("copying", null);
    assertNotWell(
        "Some tags fail to be mirrored.", "1 task has failed and tries again: SourceMissing 1");
    assertEquals(
        "?error_type=SourceMissing", report().problems().getFirst().links().getFirst().view());
  }

  @Test
  void anOutageOfARegistryIsOneProblem() {
    open("retrying", "RegistryUnreachable", "quay.io", Duration.ofMinutes(1), "mirror/");
    open("retrying", "RegistryUnreachable", "quay.io", Duration.ofMinutes(1), "mirror/");
    assertNotWell(
        "A registry does not serve.",
        "quay.io does not serve: 2 tasks wait for it, and go on when it does.");
  }

  @Test
  void anOutageIsToldSinceWhenAndAlsoWhenNoTaskIsKnownToWait() {
    outages.put("quay.io", NOW.minus(Duration.ofMinutes(25)));
    assertNotWell("A registry does not serve.", "quay.io has not served for 25 min.");
    open("retrying", "RegistryUnreachable", "quay.io", Duration.ofMinutes(1), "mirror/");
    assertNotWell(
        "A registry does not serve.",
        "quay.io has not served for 25 min: 1 task waits for it, and goes on when it does.");
  }

  @Test
  void aTagThatIsStaleForTooLongIsNotWell() {
    open("checking", null, null, Duration.ofHours(7), "mirror/");
    open("copying", null);
    assertNotWell(
        "Some tags are stale.",
        "2 tags are stale: the target has an old image, or none. The oldest task, of ocp/4.20:t0,"
            + " has been open for 7 h.");
    assertEquals("#ocp/4.20:t0", report().problems().getFirst().links().getLast().view());
  }

  /** As of an empty target on the first day: no task has failed, and none is the known oldest. */
  @Test
  void tooManyTasksToBeReadAreNotWellWhenManyAreStaleForTooLong() {
    SequencedMap<String, Long> none = new LinkedHashMap<>();
    TaskCounts many =
        new TaskCounts(45_000, 45_000, none, none, 0, none, none, none, 17_000, Optional.empty());
    StatusReport report = Health.of(sweeps, false, watches, outages, many, 0, "", NOW);
    assertEquals(
        List.of(
            "45,000 tags are stale: the target has an old image, or none. Open for more than 2 h:"
                + " 17,000 tasks."),
        report.problems().stream().map(Finding::text).toList());
  }

  @Test
  void aDryRunsTasksSayNothingOfTheRealTarget() {
    open("planned", null, null, Duration.ofHours(7), "dry-run/mirror/");
    open("retrying", "SourceMissing", null, Duration.ofHours(7), "dry-run/mirror/");
    assertWell();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          failing   | 3    | The watch of image streams is failing: no answer
          waiting   | 3    | No worker has the watch of image streams, so changed tags are not noticed.
          connected | 1200 | The watch of image streams has heard nothing for 20 min.
          """)
  void aWatchThatSeesNothingIsNotWell(String state, long lag, String problem) {
    watches = List.of(watch("image-stream-watch", state, lag));
    assertNotWell("Changed tags are not noticed.", problem);
  }

  @Test
  void aDryRunsWatchIsNoneAndADryRunAloneIsNotWell() {
    watches = List.of(watch("dry-run/image-stream-watch", "connected", 3));
    assertNotWell(
        "Changed tags are not noticed.",
        "No watch of image streams is open, so changed tags are not noticed.");
    dryRunOnly = true;
    assertNotWell("Nothing is pushed.", "Only a dry run has workers: nothing is pushed.");
  }

  @Test
  void aResyncThatIsOverdueAndAFailedSweepAreNotWell() {
    sweeps = resync(Duration.ofHours(5));
    assertNotWell(
        "Tags are not compared as they should be.",
        "The last full resync ended 5 h ago, and should be run every hour.");
    sweeps = sweep("failed", false);
    assertNotWell(
        "Tags are not compared as they should be.",
        "The last sweep art-images ended as failed: no file");
    sweeps = sweep("timed_out", false);
    assertNotWell(
        "Tags are not compared as they should be.",
        "The last sweep art-images ended as timed out.");
  }

  @Test
  void whatAPersonPausedIsWellAndIsTold() {
    sweeps = sweep("completed", true);
    assertWell("The schedule art-images is paused: upgrade");
  }

  @Test
  void theWorstComesFirst() {
    watches = List.of();
    sweeps = resync(Duration.ofHours(5));
    open("retrying", "SourceMissing");
    open("parked", "AccessDenied");
    StatusReport report = report();
    assertEquals("Not all is well. Changed tags are not noticed.", report.sentence());
    assertEquals(4, report.problems().size(), report.problems().toString());
  }
}
