package org.openshift.ci.mirror.api.temporal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.temporal.api.history.v1.HistoryEvent;
import java.util.Locale;
import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorResult;

/** Reads how mirror tasks ended. */
public final class TaskEnds {

  private static final String STATUS_PREFIX = "WORKFLOW_EXECUTION_STATUS_";

  /** Of the last tasks that anybody asked for. */
  private static final int MAX_KNOWN = 1_000;

  private final TemporalGateway temporal;

  /** By run id: how a run ended never changes. */
  private final Cache<String, TaskEnd> known = Caffeine.newBuilder().maximumSize(MAX_KNOWN).build();

  public TaskEnds(TemporalGateway temporal) {
    this.temporal = temporal;
  }

  /**
   * How a task ended.
   *
   * @param outcome in lower case: its {@link MirrorResult.Outcome}, or else Temporal's status, such
   *     as {@code failed} or {@code terminated}
   * @param result the task's result, if it completed
   * @param failure the message of its failure, if it failed
   */
  public record TaskEnd(String outcome, Optional<MirrorResult> result, Optional<String> failure) {}

  /** How this task, which must not be open, ended. */
  public TaskEnd of(TagExecution ended) {
    TaskEnd end = known.getIfPresent(ended.runId());
    if (end == null) {
      end = read(ended);
      known.put(ended.runId(), end);
    }
    return end;
  }

  private TaskEnd read(TagExecution ended) {
    Optional<HistoryEvent> last = temporal.closeEvent(ended.info().getExecution());
    Optional<MirrorResult> result =
        last.flatMap(event -> CloseEvents.result(event, MirrorResult.class));
    Optional<String> failure = last.flatMap(CloseEvents::failure);
    String status = ended.info().getStatus().name().substring(STATUS_PREFIX.length());
    String outcome = result.map(value -> value.outcome().name()).orElse(status);
    return new TaskEnd(outcome.toLowerCase(Locale.ROOT), result, failure);
  }
}
