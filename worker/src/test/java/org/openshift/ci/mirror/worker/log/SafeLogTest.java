package org.openshift.ci.mirror.worker.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.spi.FilterReply;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The lines that the worker's own logback.xml writes. */
class SafeLogTest {

  /** What the console shows of an event; nothing if its filters leave it out. */
  private static String written(String logger, String message, Throwable problem)
      throws JoranException {
    LoggerContext context = new LoggerContext();
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(SafeLogTest.class.getResource("/logback.xml"));
    ConsoleAppender<ILoggingEvent> console =
        (ConsoleAppender<ILoggingEvent>) context.getLogger("ROOT").getAppender("OUT");
    LoggingEvent event =
        new LoggingEvent(
            SafeLogTest.class.getName(),
            context.getLogger(logger),
            Level.WARN,
            message,
            problem,
            null);
    byte[] written =
        console.getFilterChainDecision(event) == FilterReply.DENY
            ? new byte[0]
            : console.getEncoder().encode(event);
    context.stop();
    return new String(written, StandardCharsets.UTF_8);
  }

  private static String[] lines(String message, Throwable problem) throws JoranException {
    return written("some.Logger", message, problem).split("\n", -1);
  }

  @Test
  void aNameWithControlCharactersStaysOnItsLine() throws JoranException {
    String[] lines = lines("a\u001b[31mb\r\n2026 ERROR forged\u202e\u0085\u2028", null);
    assertEquals(2, lines.length, String.join("|", lines));
    assertTrue(lines[0].endsWith(" WARN  Logger - a?[31mb??2026 ERROR forged???"), lines[0]);
  }

  @Test
  void secretsAreRedacted() throws JoranException {
    String[] lines =
        lines(
            "GET https://me:secret@host/blob?X-Amz-Signature=secret&x=1 with Bearer s3cretsecret",
            null);
    assertTrue(
        lines[0].endsWith(
            "GET https://(credential)@host/blob?X-Amz-Signature=(credential)&x=1 with Bearer"
                + " (credential)"),
        lines[0]);
  }

  @Test
  void soAreStackTraces() throws JoranException {
    String[] lines =
        lines(
            "failed",
            new IllegalStateException(
                "outer", new IllegalArgumentException("a\u001bb https://me:secret@host/")));
    assertEquals("java.lang.IllegalArgumentException: a?b https://(credential)@host/", lines[1]);
    assertTrue(
        lines[2].startsWith("\tat org.openshift.ci.mirror.worker.log.SafeLogTest"), lines[2]);
    assertFalse(String.join("", lines).contains("secret@"));
  }

  @Test
  void aSignalThatCameAtTheEndOfARunIsNoFault() throws JoranException {
    Throwable refused =
        Status.INVALID_ARGUMENT.withDescription("UnhandledCommand").asRuntimeException();
    String sdk = "io.temporal.internal.worker.WorkflowWorker";
    assertEquals("", written(sdk, "Failure while reporting workflow progress", refused));
    assertTrue(written("some.Logger", "failed", refused).contains("UnhandledCommand"));
    Throwable other = Status.INVALID_ARGUMENT.withDescription("BadBinary").asRuntimeException();
    assertTrue(written(sdk, "failed", other).contains("BadBinary"));
  }
}
