package org.openshift.ci.mirror.api.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.MirrorEntry.SourceTag;
import org.openshift.ci.mirror.api.status.StatusReport.Finding;
import org.openshift.ci.mirror.api.status.StatusReport.Link;
import org.openshift.ci.mirror.api.status.StatusReport.Verdict;
import org.openshift.ci.mirror.api.sweep.SweepListing;
import org.openshift.ci.mirror.api.sweep.SweepRun;
import org.openshift.ci.mirror.api.sweep.SweepSchedule;
import org.openshift.ci.mirror.api.watch.WatchEntry;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The rule for whether all is well. Its limits are those of the alerts in {@code
 * deploy/monitoring}, which fire later: an alert wakes somebody, and this answers a question.
 */
final class Health {

  private static final Duration RESYNC_OVERDUE = Duration.ofHours(3);
  private static final Duration WATCH_SILENT = Duration.ofMinutes(10);

  private static final String NOT_NOTICED = "Changed tags are not noticed.";
  private static final String SWEEPS_FAIL = "Tags are not compared as they should be.";

  private static final String DRY_RUN = MirrorMode.DRY_RUN.workflowIdPrefix();

  private final Instant now;
  private final List<Finding> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /** What the worst problem means; empty for none. */
  private String worst = "";

  /** Why it is not known whether all is well; empty if it is. */
  private Optional<Finding> unknown = Optional.empty();

  private Health(Instant now) {
    this.now = now;
  }

  static StatusReport of(
      SweepListing sweeps,
      boolean dryRunOnly,
      List<WatchEntry> watches,
      SequencedMap<String, Instant> outages,
      TaskCounts tasks,
      long withdrawnByHand,
      String tokenSource,
      Instant now) {
    Health health = new Health(now);
    if (dryRunOnly) {
      health.problem("Nothing is pushed.", "Only a dry run has workers: nothing is pushed.");
    } else {
      health.watches(watches);
    }
    health.tasks(tasks, outages);
    health.withdrawn(withdrawnByHand);
    health.resync(Optional.ofNullable(sweeps.summary()));
    sweeps.sweeps().stream()
        .filter(schedule -> !schedule.id().startsWith(DRY_RUN))
        .forEach(health::schedule);
    return health.report(sweeps, dryRunOnly, watches, tasks, tokenSource);
  }

  private StatusReport report(
      SweepListing sweeps,
      boolean dryRunOnly,
      List<WatchEntry> watches,
      TaskCounts tasks,
      String tokenSource) {
    Verdict verdict =
        !problems.isEmpty()
            ? Verdict.NOT_WELL
            : unknown.isPresent() ? Verdict.UNKNOWN : Verdict.WELL;
    unknown.ifPresent(problems::add);
    return new StatusReport(
        verdict,
        switch (verdict) {
          case WELL -> "All is well.";
          case NOT_WELL -> "Not all is well. " + worst;
          case UNKNOWN -> "It is not known yet whether all is well.";
        },
        problems,
        notes,
        sweeps.summary(),
        sweeps.sweeps().stream()
            .filter(schedule -> schedule.kind() == SweepSchedule.Kind.RESYNC)
            .findFirst()
            .map(SweepSchedule::nextDue)
            .orElse(null),
        dryRunOnly,
        watches,
        tasks,
        tokenSource);
  }

  private void problem(String meaning, String text, Link... links) {
    problems.add(new Finding(text, List.of(links)));
    worst = worst.isEmpty() ? meaning : worst;
  }

  private void watches(List<WatchEntry> watches) {
    List<WatchEntry> real =
        watches.stream().filter(watch -> !watch.workflowId().startsWith(DRY_RUN)).toList();
    if (real.isEmpty()) {
      problem(NOT_NOTICED, "No watch of image streams is open, so changed tags are not noticed.");
    }
    real.forEach(this::watch);
  }

  private void watch(WatchEntry watch) {
    Duration lag = Duration.ofSeconds(watch.lagSeconds() == null ? 0 : watch.lagSeconds());
    switch (watch.state()) {
      case "failing" ->
          problem(NOT_NOTICED, "The watch of image streams is failing: " + watch.lastError());
      case "waiting" ->
          problem(
              NOT_NOTICED,
              "No worker has the watch of image streams, so changed tags are not noticed.");
      default -> {
        if (lag.compareTo(WATCH_SILENT) > 0) {
          problem(
              NOT_NOTICED,
              "The watch of image streams has heard nothing for " + Words.duration(lag) + ".");
        }
      }
    }
  }

  private void tasks(TaskCounts tasks, SequencedMap<String, Instant> outages) {
    long parked = Words.sum(tasks.parkedByOwner());
    if (parked > 0) {
      list(
          "Some tags need a person.",
          Words.count(parked, "task"),
          parked == 1 ? " is parked and needs a person: " : " are parked and need a person: ",
          Optional.of("?state=parked"),
          "?state=parked&owner=",
          tasks.parkedByOwner());
    }
    Set<String> registries = new TreeSet<>(tasks.waitingFor().keySet());
    registries.addAll(outages.keySet());
    registries.forEach(
        registry ->
            outage(
                registry,
                Optional.ofNullable(outages.get(registry)),
                tasks.waitingFor().getOrDefault(registry, 0L)));
    long failing = Words.sum(tasks.retrying());
    if (failing > 0) {
      list(
          "Some tags fail to be mirrored.",
          Words.count(failing, "task"),
          failing == 1 ? " has failed and tries again: " : " have failed and try again: ",
          // Those that a trigger makes check again have failed too, whatever their state.
          Optional.empty(),
          "?error_type=",
          tasks.retrying());
    }
    if (tasks.staleTooLong() > 0) {
      stale(tasks);
    }
    if (tasks.parkedByHand() > 0) {
      notes.add(Words.are(tasks.parkedByHand(), "task", "parked by hand."));
    }
  }

  /** A sentence that counts tasks, and whose parts lead to lists of them. */
  private void list(
      String meaning,
      String number,
      String words,
      Optional<String> viewOfAll,
      String view,
      SequencedMap<String, Long> parts) {
    List<Link> links = new ArrayList<>();
    viewOfAll.ifPresent(all -> links.add(new Link(number, all)));
    List<String> each = new ArrayList<>();
    parts.forEach(
        (name, count) -> {
          String part = name + " " + Words.number(count);
          each.add(part);
          // What is no name of the API's, such as "no owner", cannot be a filter.
          if (!name.contains(" ")) {
            links.add(new Link(part, view + name));
          }
        });
    problem(meaning, number + words + String.join(", ", each), links.toArray(Link[]::new));
  }

  private void outage(String registry, Optional<Instant> since, long waiting) {
    String outage =
        registry
            + since
                .map(time -> " has not served for " + Words.duration(Duration.between(time, now)))
                .orElse(" does not serve");
    String meaning = "A registry does not serve.";
    if (waiting == 0) {
      problem(meaning, outage + ".");
      return;
    }
    String number = Words.count(waiting, "task");
    problem(
        meaning,
        "%s: %s %s for it, and %s on when it does."
            .formatted(
                outage, number, waiting == 1 ? "waits" : "wait", waiting == 1 ? "goes" : "go"),
        new Link(number, "?state=retrying"));
  }

  private void stale(TaskCounts tasks) {
    String stale = Words.are(tasks.stale(), "tag", "stale");
    List<Link> links = new ArrayList<>();
    links.add(new Link(stale, "?stale=true"));
    String since =
        tasks
            .oldestStale()
            .map(task -> oldest(task, links))
            .orElseGet(() -> howMany(tasks.staleTooLong()));
    problem(
        "Some tags are stale.",
        stale + ": the target has an old image, or none. " + since,
        links.toArray(Link[]::new));
  }

  private String oldest(MirrorEntry task, List<Link> links) {
    SourceTag source = task.sourceTag();
    String tag = new TagReference(source.namespace(), source.name(), source.tag()).toString();
    links.add(new Link(tag, "#" + tag));
    return "The oldest task, of %s, has been open for %s."
        .formatted(tag, Words.duration(Duration.between(task.createdAt(), now)));
  }

  /** Since the last full resync, which knows nothing of it. */
  private void withdrawn(long byHand) {
    if (byHand > 0) {
      notes.add(
          "%s withdrawn by hand since the last full resync; the next one compares %s again."
              .formatted(
                  Words.count(byHand, "task") + (byHand == 1 ? " was" : " were"),
                  byHand == 1 ? "its tag" : "their tags"));
    }
  }

  private static String howMany(long staleTooLong) {
    return "Open for more than %s: %s."
        .formatted(Words.duration(TaskCounts.STALE_TOO_LONG), Words.count(staleTooLong, "task"));
  }

  private void resync(Optional<SweepListing.Summary> summary) {
    if (summary.isEmpty()) {
      unknown =
          Optional.of(
              new Finding(
                  "No full resync has ended yet, so nobody knows whether all tags are equal.",
                  List.of()));
    } else if (summary.get().comparedAt().plus(RESYNC_OVERDUE).isBefore(now)) {
      problem(
          SWEEPS_FAIL,
          "The last full resync ended %s ago, and should be run every hour."
              .formatted(Words.duration(Duration.between(summary.get().comparedAt(), now))));
    }
  }

  private void schedule(SweepSchedule schedule) {
    schedule.runs().stream()
        .filter(run -> run.outcome() != null)
        .findFirst()
        .filter(run -> !List.of("completed", "canceled").contains(run.outcome()))
        .ifPresent(run -> failed(schedule.id(), run));
    if (schedule.paused()) {
      notes.add(
          "The schedule %s is paused%s"
              .formatted(schedule.id(), schedule.note() == null ? "." : ": " + schedule.note()));
    }
  }

  private void failed(String schedule, SweepRun run) {
    problem(
        SWEEPS_FAIL,
        "The last sweep %s ended as %s%s"
            .formatted(
                schedule,
                run.outcome().replace('_', ' '),
                run.lastError() == null ? "." : ": " + run.lastError()));
  }
}
