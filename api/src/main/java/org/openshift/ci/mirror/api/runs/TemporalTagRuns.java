package org.openshift.ci.mirror.api.runs;

import com.google.protobuf.ByteString;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.api.listing.MirrorEntries;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.temporal.TagExecution;
import org.openshift.ci.mirror.api.temporal.TaskEnds;
import org.openshift.ci.mirror.api.temporal.TaskEnds.TaskEnd;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.TagReference;

/** Runs from Temporal's visibility, found by the ids that the tag's tasks have. */
public final class TemporalTagRuns implements TagRuns {

  private static final int RUNS = 10;

  /** Some may be those of another tag with the same destination. */
  private static final int READ = 2 * RUNS;

  private final TemporalGateway temporal;
  private final TaskEnds ends;
  private final MirrorEntries entries;
  private final InstantSource clock;

  public TemporalTagRuns(
      TemporalGateway temporal, TaskEnds ends, MirrorEntries entries, InstantSource clock) {
    this.temporal = temporal;
    this.ends = ends;
    this.entries = entries;
    this.clock = clock;
  }

  private record Task(MirrorMode mode, Destination destination) {}

  @Override
  public List<TagRun> of(TagReference tag) {
    Map<String, Task> tasks = new LinkedHashMap<>();
    for (MirrorMode mode : MirrorMode.values()) {
      for (Destination destination : List.of(Destination.mirror(tag), Destination.backfill(tag))) {
        tasks.put(mode.taskId(destination), new Task(mode, destination));
      }
    }
    return temporal.list(query(tasks), READ, ByteString.EMPTY).getExecutionsList().stream()
        .map(info -> execution(tasks.get(info.getExecution().getWorkflowId()), info))
        .filter(execution -> execution.isAbout(tag))
        .limit(RUNS)
        .map(this::run)
        .toList();
  }

  private static String query(Map<String, Task> tasks) {
    String ids =
        tasks.keySet().stream()
            .map(id -> "'" + id.replace("'", "''") + "'")
            .collect(Collectors.joining(", "));
    return "WorkflowType='%s' AND WorkflowId IN (%s)".formatted(MirrorTaskWorkflow.TYPE, ids);
  }

  private static TagExecution execution(Task task, WorkflowExecutionInfo info) {
    return new TagExecution(task.mode(), task.destination(), info);
  }

  private TagRun run(TagExecution execution) {
    MirrorEntry entry = entries.of(execution.info());
    Optional<TaskEnd> end = execution.open() ? Optional.empty() : Optional.of(ends.of(execution));
    Optional<MirrorResult> result = end.flatMap(TaskEnd::result);
    Instant started = Times.instant(execution.info().getStartTime());
    Instant ended = execution.open() ? null : Times.instant(execution.info().getCloseTime());
    return new TagRun(
        execution.workflowId(),
        execution.runId(),
        end.map(TaskEnd::outcome).orElse(null),
        entry.state(),
        started,
        ended,
        Duration.between(started, ended == null ? clock.instant() : ended).toSeconds(),
        result.map(MirrorResult::digest).orElse(null),
        result.map(MirrorResult::pushes).orElse(null),
        result.map(MirrorResult::bytesCopied).orElse(null),
        entry.errorType(),
        end.flatMap(TaskEnd::failure).orElse(entry.lastError()),
        entry.lastRequest(),
        entry.workflowUrl());
  }
}
