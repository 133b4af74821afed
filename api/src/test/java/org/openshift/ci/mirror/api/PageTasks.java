package org.openshift.ci.mirror.api;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.openshift.ci.mirror.api.FakeWiring.FakeTasks;
import org.openshift.ci.mirror.api.history.HistoryReport;
import org.openshift.ci.mirror.api.history.HistoryReport.Hour;
import org.openshift.ci.mirror.api.history.HistoryReport.LastMirrored;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.RunningPush;
import org.openshift.ci.mirror.api.listing.TagReport;
import org.openshift.ci.mirror.api.runs.TagRun;
import org.openshift.ci.mirror.api.sweep.SweepListing;
import org.openshift.ci.mirror.api.sweep.SweepRun;
import org.openshift.ci.mirror.api.sweep.SweepSchedule;
import org.openshift.ci.mirror.api.watch.WatchEntry;
import org.openshift.ci.mirror.model.TagReference;

/** Tasks as the page may meet them. */
final class PageTasks {

  private static final String DIGEST =
      "sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

  /** As long as messages are whose registry says much. */
  private static final Map<String, String> ERRORS =
      Map.of(
          "parked",
          ("the source registry.ci.openshift.org/ocp/4.22@%s was not read: the registry answered 404"
                  + " to GET /v2/ocp/4.22/manifests/%s with MANIFEST_UNKNOWN (manifest unknown:"
                  + " the repository has pruned the image, or its import was never finished);"
                  + " check that the image still exists, import the tag again, and trigger this task")
              .formatted(DIGEST, DIGEST),
          "retrying",
          ("blob %s of registry.ci.openshift.org/ocp/4.22 was not copied to quay.io/openshift/ci: the"
                  + " target answered 502 to PATCH after 211,812,352 of 431,002,112 bytes (upstream"
                  + " connect error or disconnect before headers, reset reason: connection"
                  + " termination); the upload is started again at the next attempt, and blobs that"
                  + " have arrived are kept. No action is needed unless this lasts for hours")
              .formatted(DIGEST));

  private PageTasks() {}

  /** Tasks in all states, the newest first; every fifth is parked, by two owners in turns. */
  static List<MirrorEntry> some(int number) {
    return IntStream.range(0, number).mapToObj(PageTasks::entry).toList();
  }

  static MirrorEntry entry(int index) {
    return entry(index, "SourceMissing");
  }

  /** The task with this state, error type, and registry that it waits for; null for none. */
  private static MirrorEntry with(
      MirrorEntry task, String state, String errorType, String registry) {
    return new MirrorEntry(
        task.sourceTag(),
        task.source(),
        task.destination(),
        task.currentQuayDigest(),
        task.createdAt(),
        task.stale(),
        task.owner(),
        task.dateDestination(),
        state,
        errorType,
        ERRORS.get("parked"),
        3,
        registry == null ? null : Instant.now().plus(Duration.ofHours(3)),
        registry == null ? null : new MirrorEntry.WaitsFor(registry, 5),
        task.sourceDigest(),
        task.lastRequest(),
        task.workflowId(),
        task.workflowUrl());
  }

  private static MirrorEntry entry(int index, String parkedFor) {
    String state = List.of("parked", "copying", "checking", "retrying", "copying").get(index % 5);
    boolean failed = List.of("parked", "retrying").contains(state);
    String tag = "component-%04d".formatted(index);
    return new MirrorEntry(
        new MirrorEntry.SourceTag("ocp", "4.22", tag),
        "registry.ci.openshift.org/ocp/4.22@" + DIGEST,
        "quay.io/openshift/ci:ocp_4.22_" + tag,
        index % 3 == 0 ? "" : DIGEST.replace('f', 'e'),
        Instant.now().minus(Duration.ofSeconds(40L + 97L * index)),
        index % 3 == 0,
        index % 2 == 0 ? "distributor" : "art",
        "quay.io/openshift/ci:20261126_sha256_" + DIGEST.substring(7),
        state,
        !failed ? null : state.equals("parked") ? parkedFor : "UploadInterrupted",
        ERRORS.get(state),
        failed ? 3 : 0,
        state.equals("retrying") ? Instant.now().plus(Duration.ofMinutes(4)) : null,
        null,
        DIGEST,
        null,
        "mirror/ocp_4.22_" + tag,
        "http://ui.example/namespaces/default/workflows/" + tag);
  }

  /** A cluster whose watch runs and whose last full check is ten minutes old. */
  static void calm(FakeTasks tasks) {
    Instant now = Instant.now();
    tasks.failure = null;
    tasks.selects = PageTasks::selects;
    tasks.open.clear();
    tasks.reports.clear();
    tasks.runs.clear();
    tasks.requests.clear();
    tasks.watches.clear();
    tasks.watches.add(
        new WatchEntry(
            "image-stream-watch",
            "connected",
            now.minus(Duration.ofHours(30)),
            null,
            now.minus(Duration.ofMinutes(3)),
            12L,
            1,
            "worker-1",
            "http://ui.example/watch"));
    tasks.history = new HistoryReport(day(now), lastMirrored(now));
    Instant ended = now.minus(Duration.ofMinutes(10));
    SweepRun resync =
        new SweepRun(
            "Resync-1",
            "completed",
            ended.minus(Duration.ofMinutes(1)),
            ended,
            new SweepRun.Found(20_113, 20_103, 10, 0, new TreeMap<>(Map.of()), List.of()),
            null,
            null,
            "http://ui.example/resync");
    tasks.sweeps =
        new SweepListing(
            new SweepListing.Summary(
                "20,113 watched tags, 20,103 equal, 10 open", 20_113, 20_103, 10, ended),
            List.of(
                new SweepSchedule(
                    "resync",
                    SweepSchedule.Kind.RESYNC,
                    false,
                    null,
                    now.plus(Duration.ofMinutes(50)),
                    List.of(resync))));
  }

  /** A day with a busy morning, some trouble, and a backlog that went away. */
  private static List<Hour> day(Instant now) {
    Instant first = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(23));
    return IntStream.range(0, 24)
        .mapToObj(
            at ->
                new Hour(
                    first.plus(Duration.ofHours(at)),
                    60L + (37L * at * at) % 140,
                    at % 7 == 3 ? at : 0L,
                    at < 8 ? 10L + at : Math.max(10L, 120L - 9L * at)))
        .toList();
  }

  private static List<LastMirrored> lastMirrored(Instant now) {
    return IntStream.range(0, 10)
        .mapToObj(
            at ->
                new LastMirrored(
                    new MirrorEntry.SourceTag("ocp", "4.22", "mirrored-%04d".formatted(at)),
                    now.minus(Duration.ofMinutes(2 + (long) at * at)),
                    DIGEST,
                    "http://ui.example/mirrored/" + at))
        .toList();
  }

  /** Adds tasks, with a report and runs of the first. */
  static void open(FakeTasks tasks, int number) {
    List<MirrorEntry> some = some(number);
    tasks.open.addAll(some);
    if (number == 0) {
      return;
    }
    MirrorEntry first = some.getFirst();
    TagReference tag =
        new TagReference(
            first.sourceTag().namespace(), first.sourceTag().name(), first.sourceTag().tag());
    report(tasks, new TagReport(first, null, null, null, List.of()));
    List<TagRun> runs = new ArrayList<>();
    runs.add(run("open", null, "parked", 0, 40, "SourceMissing"));
    runs.add(run("second", "mirrored", null, 26, 41, null));
    runs.add(run("third", "equal", null, 50, 2, null));
    runs.add(run("fourth", "terminated", null, 70, 3_000, "RegistryUnreachable"));
    tasks.runs.put(tag, runs);
  }

  /** A person parked the first task. */
  static void parkedByHand(FakeTasks tasks) {
    only(tasks, entry(0, "ParkedByHand"));
  }

  /** The first task was parked and has just been triggered. */
  static void triggered(FakeTasks tasks) {
    only(tasks, with(entry(0), "checking", "SourceMissing", null));
  }

  /** Two tasks wait for a registry that does not serve. */
  static void registryAway(FakeTasks tasks) {
    only(tasks, with(entry(0), "retrying", "RegistryUnreachable", "quay.io"));
    tasks.open.add(with(entry(1), "retrying", "RegistryUnreachable", "quay.io"));
  }

  private static void only(FakeTasks tasks, MirrorEntry task) {
    open(tasks, 1);
    tasks.open.set(0, task);
    report(tasks, new TagReport(task, null, null, null, List.of()));
  }

  /** The first task has mirrored its image just now. */
  static void mirrored(FakeTasks tasks) {
    TagReport.Result result = new TagReport.Result(DIGEST, 1, 431_002_112L);
    report(tasks, new TagReport(entry(0), Instant.now(), "mirrored", result, List.of()));
  }

  private static void report(FakeTasks tasks, TagReport report) {
    MirrorEntry.SourceTag tag = report.task().sourceTag();
    tasks.reports.put(new TagReference(tag.namespace(), tag.name(), tag.tag()), report);
  }

  /** The push of the second task is half done. */
  static void pushing(FakeTasks tasks) {
    open(tasks, 2);
    Instant now = Instant.now();
    RunningPush push =
        new RunningPush(
            now.minusSeconds(20), now.minusSeconds(8), 211_812_352L, 431_002_112L, 17_651_029L);
    MirrorEntry task = tasks.open.get(1);
    tasks.reports.put(
        new TagReference("ocp", "4.22", task.sourceTag().tag()),
        new TagReport(task, null, null, null, push, List.of()));
  }

  private static TagRun run(
      String id, String outcome, String state, int hoursAgo, long seconds, String errorType) {
    Instant started = Instant.now().minus(Duration.ofHours(hoursAgo)).minusSeconds(seconds);
    boolean pushed = "mirrored".equals(outcome);
    return new TagRun(
        "mirror/ocp_4.22_component-0000",
        id,
        outcome,
        state,
        started,
        outcome == null ? null : started.plusSeconds(seconds),
        seconds,
        errorType == null ? DIGEST : null,
        outcome == null ? null : pushed ? 1 : 0,
        outcome == null ? null : pushed ? 431_000_000L : 0L,
        errorType,
        errorType == null ? null : ERRORS.get("parked").substring(0, 108),
        pushed ? "trigger by alice: the base image was rebuilt" : null,
        "http://ui.example/run/" + id);
  }

  private static boolean selects(String query, MirrorEntry entry) {
    return matches(query, "MirrorState", entry.state())
        && matches(query, "MirrorOwner", entry.owner())
        && matches(query, "MirrorErrorType", entry.errorType())
        && (!query.contains("Stale=true") || entry.stale())
        && (!query.contains("MirrorErrorType IS NOT NULL") || entry.errorType() != null)
        && (!query.contains("MirrorErrorType!='ParkedByHand'")
            || !"ParkedByHand".equals(entry.errorType()))
        && (!query.contains("MirrorState!='parked'") || !"parked".equals(entry.state()));
  }

  private static boolean matches(String query, String name, String value) {
    return !query.contains(name + "='") || query.contains(name + "='" + value + "'");
  }
}
