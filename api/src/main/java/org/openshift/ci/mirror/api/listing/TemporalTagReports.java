package org.openshift.ci.mirror.api.listing;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.api.temporal.TagExecution;
import org.openshift.ci.mirror.api.temporal.TagExecutions;
import org.openshift.ci.mirror.api.temporal.TaskEnds;
import org.openshift.ci.mirror.api.temporal.TaskEnds.TaskEnd;
import org.openshift.ci.mirror.model.TagReference;

/** Reports from the state of the executions, which, unlike visibility, is always up to date. */
public final class TemporalTagReports implements TagReports {

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
    List<TagExecution> known =
        executions.of(tag).stream().filter(execution -> execution.isAbout(tag)).toList();
    List<MirrorEntry> open =
        known.stream()
            .filter(TagExecution::open)
            .map(execution -> entries.of(execution.info()))
            .toList();
    if (!open.isEmpty()) {
      return Optional.of(
          new TagReport(open.getFirst(), null, null, null, open.subList(1, open.size())));
    }
    return known.stream()
        .max(Comparator.comparing(TemporalTagReports::closeTime, Timestamps.comparator()))
        .map(this::ended);
  }

  private TagReport ended(TagExecution execution) {
    TaskEnd end = ends.of(execution);
    MirrorEntry entry = entries.of(execution.info());
    return new TagReport(
        end.failure().map(entry::withLastError).orElse(entry),
        Instant.ofEpochMilli(Timestamps.toMillis(closeTime(execution))),
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
