package org.openshift.ci.mirror.api.temporal;

import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Locale;
import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorResult;

/** Reads how an ended mirror task ended. */
public final class TaskEnds {

  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  private static final String STATUS_PREFIX = "WORKFLOW_EXECUTION_STATUS_";

  private final TemporalGateway temporal;

  public TaskEnds(TemporalGateway temporal) {
    this.temporal = temporal;
  }

  /**
   * How a task ended.
   *
   * @param outcome in lower case: its {@link MirrorResult.Outcome}, or else the status that
   *     Temporal gave it, as {@code failed} or {@code terminated}
   * @param result what it returned, if it did
   * @param failure the message it failed with, if it did
   */
  public record TaskEnd(String outcome, Optional<MirrorResult> result, Optional<String> failure) {}

  /** How this task ended; it must have. */
  public TaskEnd of(TagExecution ended) {
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

  /** The failure that began it: those around it only say where it happened. */
  private static String rootMessage(Failure failure) {
    return failure.hasCause() ? rootMessage(failure.getCause()) : failure.getMessage();
  }
}
