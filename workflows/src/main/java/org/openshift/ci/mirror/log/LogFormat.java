package org.openshift.ci.mirror.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * How events are written. In either format, an event without a stack trace is one line; and text of
 * strangers, whatever names of images, branches and files contain, has neither control characters
 * nor signatures of URLs nor tokens.
 */
public enum LogFormat {

  /** For people: time, level, the logger's class, message; then the stack trace. */
  PLAIN {
    @Override
    String write(ILoggingEvent event) {
      return "%s %-5s %s - %s\n%s"
          .formatted(time(event), event.getLevel(), className(event), message(event), trace(event));
    }
  },

  /**
   * For machines: a JSON object (RFC 8259) on one line, with {@code timestamp}, {@code level},
   * {@code logger}, {@code thread}, {@code message}, {@code stack_trace}, and what the SDK and this
   * project know of the task, such as {@code workflow_id}, {@code run_id}, {@code tag} and {@code
   * owner}. A field that has no value is absent.
   */
  JSON {
    @Override
    String write(ILoggingEvent event) {
      StringWriter line = new StringWriter();
      try (JsonGenerator json = FACTORY.createGenerator(line)) {
        json.writeStartObject();
        json.writeStringField("timestamp", time(event));
        json.writeStringField("level", event.getLevel().toString());
        json.writeStringField("logger", event.getLoggerName());
        field(json, "thread", event.getThreadName());
        json.writeStringField("message", message(event));
        for (Map.Entry<String, String> known : event.getMDCPropertyMap().entrySet()) {
          field(json, snakeCase(known.getKey()), known.getValue());
        }
        field(json, "stack_trace", trace(event));
        json.writeEndObject();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return line.append('\n').toString();
    }
  };

  private static final JsonFactory FACTORY = new JsonFactory();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final SafeStackTrace TRACES = new SafeStackTrace();

  private static volatile LogFormat inUse = PLAIN;

  /** Lets the process write its log so from now on. */
  public void use() {
    inUse = this;
  }

  /** The text of an event in the format that is in use, with the end of its line. */
  public static String text(ILoggingEvent event) {
    return inUse.write(event);
  }

  abstract String write(ILoggingEvent event);

  /** The name in flags. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String time(ILoggingEvent event) {
    return TIME.format(Instant.ofEpochMilli(event.getTimeStamp()));
  }

  private static String className(ILoggingEvent event) {
    String logger = event.getLoggerName();
    return logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static String message(ILoggingEvent event) {
    return safe(event.getFormattedMessage());
  }

  private static String trace(ILoggingEvent event) {
    return TRACES.convert(event);
  }

  private static void field(JsonGenerator json, String name, String value) throws IOException {
    if (value != null && !value.isEmpty()) {
      json.writeStringField(name, name.equals("stack_trace") ? value : safe(value));
    }
  }

  private static String safe(String text) {
    return text == null ? "" : SafeText.visible(SafeText.redacted(text));
  }

  /** The SDK's names are like {@code WorkflowId}. */
  private static String snakeCase(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }
}
