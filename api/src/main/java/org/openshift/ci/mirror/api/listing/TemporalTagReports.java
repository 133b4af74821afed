package org.openshift.ci.mirror.api.listing;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.TagExecution;
import org.openshift.ci.mirror.api.temporal.TagExecutions;
import org.openshift.ci.mirror.api.temporal.TaskEnds;
import org.openshift.ci.mirror.api.temporal.TaskEnds.TaskEnd;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.TagReference;

/** Reports from the state of the executions, which, unlike visibility, is always up to date. */
public final class TemporalTagReports implements TagReports {

  private static final Comparator<TagExecution> LATEST =
      Comparator.comparing(TemporalTagReports::closeTime, Timestamps.comparator());

  private final TagExecutions executions;
  private final TaskEnds ends;
  private final MirrorEntries entries;

  public TemporalTagReports(TagExecutions executions, TaskEnds ends, MirrorEntries entries) {
    this.executions = executions;
    this.ends = ends;
    this.entries = entries;
  }

  @Override
  public Optional<TagReport> find(TagReference tag) {
    List<TagExecution> all = executions.of(tag);
    List<TagExecution> own = all.stream().filter(execution -> execution.isAbout(tag)).toList();
    List<TagExecution> open = own.stream().filter(TagExecution::open).toList();
    if (!open.isEmpty()) {
      return Optional.of(open(open));
    }
    return conflict(tag, all)
        .or(() -> own.stream().max(LATEST).map(this::ended))
        .or(() -> unlessHeld(tag, all));
  }

  private TagReport open(List<TagExecution> tasks) {
    List<MirrorEntry> all = tasks.stream().map(execution -> entries.of(execution.info())).toList();
    return new TagReport(
        all.getFirst(),
        null,
        null,
        null,
        RunningPush.of(tasks.getFirst()).orElse(null),
        all.subList(1, all.size()));
  }

  /** The open task of a tag with the same destination, if it waits because of both tags. */
  private Optional<TagReport> conflict(TagReference tag, List<TagExecution> all) {
    return all.stream()
        .filter(TagExecution::open)
        .map(execution -> entries.of(execution.info()))
        .filter(entry -> MirrorErrorType.DESTINATION_CONFLICT.wireName().equals(entry.errorType()))
        .filter(entry -> entry.lastError() != null && entry.lastError().contains(tag.toString()))
        .findFirst()
        .map(entry -> new TagReport(entry, null, null, null, List.of()));
  }

  /** Empty; throws when the destination's task, open or ended, is about another tag. */
  private Optional<TagReport> unlessHeld(TagReference tag, List<TagExecution> all) {
    if (all.isEmpty()) {
      return Optional.empty();
    }
    TagExecution holder = all.getFirst();
    MirrorEntry entry = entries.of(holder.info());
    throw ApiProblem.of(
        ApiProblem.Kind.NOT_FOUND,
        "%s has no mirror task of its own: %s has the same tag at the target, %s, and the %s task %s is about that one; see %s"
            .formatted(
                tag,
                holder.tagName(),
                tag.floatingTag(),
                holder.open() ? "open" : "last",
                holder.workflowId(),
                entry.workflowUrl()));
  }

  private TagReport ended(TagExecution execution) {
    TaskEnd end = ends.of(execution);
    MirrorEntry entry = entries.of(execution.info());
    return new TagReport(
        end.failure().map(entry::withLastError).orElse(entry),
        Times.instant(closeTime(execution)),
        end.outcome(),
        end.result()
            .map(
                result ->
                    new TagReport.Result(result.digest(), result.pushes(), result.bytesCopied()))
            .orElse(null),
        List.of());
  }

  private static Timestamp closeTime(TagExecution execution) {
    return execution.info().getCloseTime();
  }
}
