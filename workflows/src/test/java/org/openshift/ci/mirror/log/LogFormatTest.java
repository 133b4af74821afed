package org.openshift.ci.mirror.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogFormatTest {

  private static final String HOSTILE =
      "a\u001b[31mb\r\n{\"level\":\"ERROR\"}\u2028 \"quoted\" \\ https://me:secret@host/?sig=secret";
  private static final String SAFE =
      "a?[31mb??{\"level\":\"ERROR\"}? \"quoted\" \\ https://(credential)@host/?sig=(credential)";

  private static ILoggingEvent event(String message, Throwable problem, Map<String, String> mdc) {
    LoggerContext context = new LoggerContext();
    LoggingEvent event =
        new LoggingEvent(
            LogFormatTest.class.getName(),
            context.getLogger("some.place.Logger"),
            Level.WARN,
            message,
            problem,
            null);
    event.setInstant(Instant.parse("2026-03-01T12:00:00.125Z"));
    event.setMDCPropertyMap(mdc);
    event.setThreadName("main");
    return event;
  }

  private static JsonNode json(String message, Throwable problem, Map<String, String> mdc)
      throws JsonProcessingException {
    String text = LogFormat.JSON.write(event(message, problem, mdc));
    assertEquals(text.length() - 1, text.indexOf('\n'), text);
    assertTrue(text.chars().filter(c -> c != '\n').noneMatch(Character::isISOControl), text);
    return new ObjectMapper().readTree(text);
  }

  @Test
  void aPlainLineHasTimeLevelClassAndMessage() {
    assertEquals(
        "2026-03-01T12:00:00.125Z WARN  Logger - " + SAFE + "\n",
        LogFormat.PLAIN.write(event(HOSTILE, null, Map.of("tag", "ocp/4.20:cli"))));
  }

  @Test
  void aJsonLineHasTheSameAndTheTask() throws JsonProcessingException {
    assertEquals(
        new ObjectMapper()
            .createObjectNode()
            .put("timestamp", "2026-03-01T12:00:00.125Z")
            .put("level", "WARN")
            .put("logger", "some.place.Logger")
            .put("thread", "main")
            .put("message", SAFE)
            .put("workflow_id", "mirror/ocp_4.20_cli")
            .put("run_id", "1-2")
            .put("tag", "ocp/4.20:cli")
            .put("owner", "art"),
        json(
            HOSTILE,
            null,
            Map.of(
                "WorkflowId", "mirror/ocp_4.20_cli",
                "RunId", "1-2",
                "tag", "ocp/4.20:cli",
                "owner", "art")));
  }

  @Test
  void whatIsKnownOfATaskIsSafeToo() throws JsonProcessingException {
    assertEquals(SAFE, json("x", null, Map.of("tag", HOSTILE)).path("tag").asText());
  }

  @Test
  void aStackTraceIsInTheLineOfItsEvent() throws JsonProcessingException {
    JsonNode line =
        json(
            "failed",
            new IllegalStateException("outer", new IllegalArgumentException(HOSTILE)),
            Map.of());
    String trace = line.path("stack_trace").asText();
    assertTrue(trace.startsWith("java.lang.IllegalArgumentException: a?[31mb"), trace);
    assertTrue(trace.contains("\n\tat " + LogFormatTest.class.getName()), trace);
    assertFalse(trace.contains("secret"), trace);
  }

  @Test
  void whatHasNoValueIsAbsent() throws JsonProcessingException {
    JsonNode line = json("x", null, Map.of("tag", ""));
    assertFalse(line.has("tag") || line.has("stack_trace"), line::toString);
  }
}
