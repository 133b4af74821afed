package org.openshift.ci.mirror.registry.internal.error;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;

/**
 * The error that a registry reports (OCI distribution specification, "Error Codes").
 *
 * @param codes its error codes, in upper case; empty when the body has another format
 * @param text its message on one line, cut if long; empty when there is none
 */
public record ErrorBody(Set<String> codes, String text) {

  /** The rest of a longer body is not read. */
  static final int MAX_BYTES = 16 * 1024;

  private static final int MAX_TEXT = 300;
  private static final int MAX_CODES = 10;
  private static final JsonFactory JSON = new JsonFactory();

  static final ErrorBody EMPTY = new ErrorBody(Set.of(), "");

  boolean has(String code) {
    return codes.contains(code);
  }

  /** Parses the first bytes of a body of any format. */
  public static ErrorBody parse(byte[] bytes, String contentType) {
    return parse(bytes, contentType, List.of());
  }

  /** Parses the first bytes of a body of any format, and removes these secrets from it. */
  public static ErrorBody parse(byte[] bytes, String contentType, List<String> secrets) {
    if (contentType.contains("html")) {
      return EMPTY;
    }
    Set<String> codes = new LinkedHashSet<>();
    Set<String> texts = new LinkedHashSet<>();
    try (JsonParser json = JSON.createParser(bytes)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.VALUE_STRING && json.currentName() != null) {
          switch (json.currentName()) {
            case "code" -> addCode(codes, without(secrets, json.getText()));
            // Quay and token services give "error", "error_description" or "details" instead.
            case "message", "detail", "details", "error", "error_description", "reason" ->
                texts.add(LogSanitizer.oneLine(without(secrets, json.getText()), MAX_TEXT));
            default -> {
              // Not useful in a message.
            }
          }
        }
      }
    } catch (IOException e) {
      if (codes.isEmpty() && texts.isEmpty()) {
        texts.add(without(secrets, new String(bytes, StandardCharsets.UTF_8)));
      }
    }
    return new ErrorBody(codes, LogSanitizer.oneLine(String.join(": ", texts), MAX_TEXT));
  }

  private static void addCode(Set<String> codes, String code) {
    if (codes.size() < MAX_CODES && code.length() <= 64) {
      codes.add(LogSanitizer.oneLine(code, 64).toUpperCase(Locale.ROOT));
    }
  }

  /** Secrets are removed before the text is cut, since part of a secret would not be found. */
  private static String without(List<String> secrets, String text) {
    String rest = text;
    for (String secret : secrets) {
      rest = rest.replace(secret, "(credential)");
    }
    return rest;
  }

  @Override
  public String toString() {
    String code = String.join(" ", codes);
    if (text.isEmpty()) {
      return code;
    }
    return code.isEmpty() ? text : code + ": " + text;
  }
}
