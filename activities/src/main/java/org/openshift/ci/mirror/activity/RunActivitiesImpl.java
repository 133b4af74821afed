package org.openshift.ci.mirror.activity;

import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.openshift.ci.mirror.cluster.TagInventoryException;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.RunActivities;
import org.openshift.ci.mirror.contract.RunPage;
import org.openshift.ci.mirror.contract.RunPageRequest;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A run's work: comparing at the registries, and looking up what is open at Temporal. */
public final class RunActivitiesImpl implements RunActivities {

  private static final Logger log = LoggerFactory.getLogger(RunActivitiesImpl.class);

  /** Their tasks take some 600 bytes each, and Temporal warns of more than 512 KiB. */
  private static final int PAGE = 250;

  private static final int LONGEST_NOTE = 400;
  private static final int COMPARED_AT_ONCE = 32;

  private final RunSources sources;
  private final RunLists lists;
  private final EntryComparer comparer;
  private final TaskBook tasks;
  private final RunMetrics metrics;
  private final Clock clock;
  private final Fanout comparing = new Fanout(COMPARED_AT_ONCE);

  /** The activities of a worker. */
  public static RunActivitiesImpl create(
      RegistryEngine engine,
      RunSources sources,
      BulkDigests bulk,
      WorkflowClient client,
      MirrorMode mode,
      RunMetrics metrics) {
    return new RunActivitiesImpl(
        engine, sources, bulk, new OpenTasks(client, mode), metrics, Clock.systemUTC());
  }

  RunActivitiesImpl(
      RegistryEngine engine,
      RunSources sources,
      BulkDigests bulk,
      TaskBook tasks,
      RunMetrics metrics,
      Clock clock) {
    this.sources = sources;
    this.lists = new RunLists(sources, bulk);
    this.comparer = new EntryComparer(engine, tasks, clock);
    this.tasks = tasks;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public RunPage comparePage(RunPageRequest request) {
    return working(
        () -> {
          RunList list = lists.of(request);
          List<RunEntry> page = list.behind(request.after(), PAGE);
          List<Verdict> verdicts =
              comparing.map(page, entry -> comparer.compare(entry, list.targets()));
          if (request.kind().fromImageStreams()) {
            verdicts = renew(request.kind(), verdicts);
          }
          boolean last = list.endsWith(page);
          RunPage result =
              result(last ? null : page.getLast().tag(), comparing.map(verdicts, this::unlessOpen));
          if (last) {
            lists.forget(request);
          }
          metrics.compared(request.kind(), result.found());
          return result;
        });
  }

  /**
   * What differs is looked up again where it comes from: the list may be minutes old, and a task
   * for an image that was current then would put it in the place of a newer one.
   */
  private List<Verdict> renew(RunKind kind, List<Verdict> verdicts) {
    List<TagReference> differing = new ArrayList<>();
    for (Verdict verdict : verdicts) {
      if (verdict instanceof Verdict.Differs(RunEntry entry, _) && entry.problem() == null) {
        differing.add(entry.tag());
      }
    }
    Map<TagReference, TagChange> now = new HashMap<>();
    sources.look(differing).forEach(tag -> now.put(tag.tag(), tag));
    return verdicts.stream()
        .map(
            verdict ->
                verdict instanceof Verdict.Differs differs && now.containsKey(differs.entry().tag())
                    ? renew(differs, sources.entry(kind, now.get(differs.entry().tag())), now)
                    : verdict)
        .toList();
  }

  private static Verdict renew(
      Verdict.Differs differs, RunEntry entry, Map<TagReference, TagChange> now) {
    if (now.get(entry.tag()).removed()) {
      return new Verdict.Skipped(RunSummary.GONE, null);
    }
    if (entry.problem() != null) {
      return EntryComparer.withProblem(entry);
    }
    return entry.digest().equals(differs.targetDigest())
        ? new Verdict.Equal()
        : new Verdict.Differs(entry, differs.targetDigest());
  }

  private Verdict unlessOpen(Verdict verdict) {
    return verdict instanceof Verdict.Differs(RunEntry entry, _) && tasks.isSameOpen(entry.task())
        ? new Verdict.Skipped(RunSummary.ALREADY_OPEN, null)
        : verdict;
  }

  private static RunPage result(TagReference last, List<Verdict> verdicts) {
    List<MirrorTask> toStart = new ArrayList<>();
    SortedMap<String, Integer> skipped = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    int equal = 0;
    for (Verdict verdict : verdicts) {
      switch (verdict) {
        case Verdict.Equal it -> equal++;
        case Verdict.Differs it -> toStart.add(it.entry().task());
        case Verdict.Skipped it -> {
          skipped.merge(it.reason(), 1, Integer::sum);
          if (it.note() != null) {
            log.warn("left out of this run: {}", it.note());
            notes.add(shorten(it.note()));
          }
        }
      }
    }
    RunSummary found = new RunSummary(verdicts.size(), equal, toStart.size(), 0, skipped, notes);
    return new RunPage(last, toStart, found);
  }

  private static String shorten(String note) {
    return note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE) + "…";
  }

  @Override
  public List<MirrorTask> lookAgain(RunKind kind, List<MirrorTask> started) {
    return working(
        () -> {
          Map<TagReference, MirrorTask> byTag = new HashMap<>();
          started.stream()
              .filter(task -> task.problem() == null)
              .forEach(task -> byTag.put(task.tag(), task));
          return sources.look(byTag.keySet()).stream()
              .filter(now -> !now.removed() && now.problem() == null)
              .filter(now -> !now.digest().equals(byTag.get(now.tag()).sourceDigest()))
              .map(now -> sources.entry(kind, now).task())
              .toList();
        });
  }

  @Override
  public RunSummary finishRun(RunKind kind, RunSummary soFar) {
    return working(
        () -> {
          List<TagReference> forgotten =
              kind == RunKind.RESYNC
                  ? List.of()
                  : sources.notWanted(kind, tasks.open(kind.owner()));
          forgotten.forEach(
              tag -> {
                log.info("{} is not in the list of {} any more: its task ends", tag, kind);
                tasks.unlisted(kind.owner(), tag, clock.instant());
              });
          RunSummary whole = soFar.withWithdrawn(forgotten.size());
          log.info("run of {}: {}", kind.wireName(), whole.line());
          metrics.finished(kind);
          return whole;
        });
  }

  private static <T> T working(Supplier<T> work) {
    return Heartbeat.during(() -> ActivityFailures.translating(() -> readingStreams(work)));
  }

  private static <T> T readingStreams(Supplier<T> work) {
    try {
      return work.get();
    } catch (TagInventoryException e) {
      throw ApplicationFailure.newFailure(e.getMessage(), "ImageStreamsUnreadable");
    }
  }
}
