package org.openshift.ci.mirror.api.ctl;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads a stream of server-sent events as the HTML standard describes it in section 9.2.6. Fields
 * that the service does not use are ignored.
 */
final class ServerSentEvents {

  /**
   * An event.
   *
   * @param id the id of the last event with one; empty for none
   * @param type the type, such as {@code task}
   * @param data the data
   */
  record Event(String id, String type, String data) {}

  private final BufferedReader reader;
  private String id = "";

  ServerSentEvents(InputStream stream) {
    reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** The next event; empty at the end of the stream. An event that is cut off there is dropped. */
  Optional<Event> next() throws IOException {
    String type = "message";
    StringBuilder data = new StringBuilder();
    boolean begun = false;
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.isEmpty()) {
        if (begun) {
          return Optional.of(new Event(id, type, data.toString()));
        }
        continue;
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "id" -> id = value;
        case "event" -> type = value;
        case "data" -> {
          data.append(begun ? "\n" : "").append(value);
          begun = true;
        }
        default -> {
          // A comment, or a field that is of no use here.
        }
      }
    }
    return Optional.empty();
  }
}
