package org.openshift.ci.mirror.api.temporal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Locale;
import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorResult;

/** Reads how mirror tasks ended. */
public final class TaskEnds {

  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

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
        last.filter(HistoryEvent::hasWorkflowExecutionCompletedEventAttributes)
            .map(event -> event.getWorkflowExecutionCompletedEventAttributes().getResult())
            .flatMap(TaskEnds::result);
    Optional<String> failure =
        last.filter(HistoryEvent::hasWorkflowExecutionFailedEventAttributes)
            .map(event -> event.getWorkflowExecutionFailedEventAttributes().getFailure())
            .map(TaskEnds::rootMessage);
    String status = ended.info().getStatus().name().substring(STATUS_PREFIX.length());
    String outcome = result.map(value -> value.outcome().name()).orElse(status);
    return new TaskEnd(outcome.toLowerCase(Locale.ROOT), result, failure);
  }

  private static Optional<MirrorResult> result(Payloads payloads) {
    try {
      return Optional.ofNullable(
          CONVERTER.fromPayloads(0, Optional.of(payloads), MirrorResult.class, MirrorResult.class));
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }

  /** The message of the root cause; the failures around it only say where it happened. */
  private static String rootMessage(Failure failure) {
    return failure.hasCause() ? rootMessage(failure.getCause()) : failure.getMessage();
  }
}
