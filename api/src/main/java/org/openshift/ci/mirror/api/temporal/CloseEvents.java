package org.openshift.ci.mirror.api.temporal;

import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.Optional;

/** What the last event of an ended execution says. */
public final class CloseEvents {

  private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

  private CloseEvents() {}

  /** The result; empty when the execution did not complete, or the result cannot be read. */
  public static <T> Optional<T> result(HistoryEvent last, Class<T> type) {
    if (!last.hasWorkflowExecutionCompletedEventAttributes()) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          CONVERTER.fromPayloads(
              0,
              Optional.of(last.getWorkflowExecutionCompletedEventAttributes().getResult()),
              type,
              type));
    } catch (DataConverterException e) {
      return Optional.empty();
    }
  }

  /** The message of the failure; empty when the execution did not fail. */
  public static Optional<String> failure(HistoryEvent last) {
    return last.hasWorkflowExecutionFailedEventAttributes()
        ? Optional.of(rootMessage(last.getWorkflowExecutionFailedEventAttributes().getFailure()))
        : Optional.empty();
  }

  /** The message of the root cause; the failures around it only say where it happened. */
  private static String rootMessage(Failure failure) {
    return failure.hasCause() ? rootMessage(failure.getCause()) : failure.getMessage();
  }
}
