package org.openshift.ci.mirror.worker.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import io.grpc.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateAnswerFilterTest {

  private static final String SDK = "io.temporal.internal.worker.";

  private static FilterReply decide(String logger, Throwable problem) {
    return new LateAnswerFilter()
        .decide(
            new LoggingEvent(
                LateAnswerFilterTest.class.getName(),
                new LoggerContext().getLogger(logger),
                Level.WARN,
                "Failure during reporting",
                problem,
                null));
  }

  private static Throwable refusal(Status.Code code, String text) {
    return code.toStatus().withDescription(text).asRuntimeException();
  }

  @ParameterizedTest
  @CsvSource({
    "WorkflowWorker, INVALID_ARGUMENT, UnhandledCommand",
    "ActivityWorker, NOT_FOUND, invalid activityID or activity already timed out",
    "ActivityWorker, NOT_FOUND, workflow execution already completed"
  })
  void anAnswerThatCameTooLateIsLeftOut(String worker, Status.Code code, String text) {
    assertEquals(FilterReply.DENY, decide(SDK + worker, refusal(code, text)));
  }

  @ParameterizedTest
  @CsvSource({
    "io.temporal.internal.worker.ActivityWorker, INVALID_ARGUMENT, the result is too large",
    "io.temporal.internal.worker.ActivityWorker, UNAVAILABLE, no connection",
    "io.temporal.internal.worker.BasePoller, NOT_FOUND, Namespace default is not found",
    "org.openshift.ci.mirror.Some, NOT_FOUND, workflow execution already completed"
  })
  void otherRefusalsAreLogged(String logger, Status.Code code, String text) {
    assertEquals(FilterReply.NEUTRAL, decide(logger, refusal(code, text)));
  }

  @Test
  void aWarningWithoutARefusalIsLogged() {
    assertEquals(FilterReply.NEUTRAL, decide(SDK + "ActivityWorker", null));
  }
}
