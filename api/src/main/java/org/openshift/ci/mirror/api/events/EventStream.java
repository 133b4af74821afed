package org.openshift.ci.mirror.api.events;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** One answer with events. */
final class EventStream {

  /** A minute is as long as a request may take while all connections are in use. */
  private static final Duration LASTS = Duration.ofSeconds(50);

  /** How soon it is noticed that a client has gone, or that this service ends. */
  private static final Duration TICK = Duration.ofSeconds(1);

  private static final int TICKS_BETWEEN_COMMENTS = 10;
  private static final long RETRY_MILLIS = 1_000;

  /** Ids of another process mean nothing here. */
  private static final String PROCESS = UUID.randomUUID().toString().substring(0, 8);

  private static final Pattern ID = Pattern.compile(PROCESS + "-([0-9]{1,18})");

  private final EventFeed feed;
  private final JsonMapper json;
  private final PrintWriter out;

  EventStream(EventFeed feed, JsonMapper json, PrintWriter out) {
    this.feed = feed;
    this.json = json;
    this.out = out;
  }

  /**
   * Writes the events after one that the client has seen.
   *
   * @param lastSeen the id of that event; null for a client that has seen none
   * @throws IOException when the client has gone
   */
  void writeFrom(String lastSeen) throws IOException, InterruptedException {
    long end = System.nanoTime() + LASTS.toNanos();
    long now = feed.events().last();
    long number = now;
    Matcher id = ID.matcher(Objects.requireNonNullElse(lastSeen, ""));
    out.write("retry: " + RETRY_MILLIS + "\n\n");
    if (id.matches() && Long.parseLong(id.group(1)) <= now) {
      number = Long.parseLong(id.group(1));
    } else {
      // Also for a new client, which so learns where its stream begins.
      write(number, "reset", Map.of());
    }
    flush();
    String problem = null;
    for (int ticks = 1; System.nanoTime() < end && feed.isOpen(); ticks++) {
      EventLog.Batch batch = feed.events().after(number, TICK);
      if (!batch.complete()) {
        write(batch.last(), "reset", Map.of());
      } else {
        long first = batch.last() - batch.events().size() + 1;
        for (int i = 0; i < batch.events().size(); i++) {
          write(first + i, "task", batch.events().get(i));
        }
      }
      number = batch.last();
      if (!Objects.equals(problem, feed.problem())) {
        problem = feed.problem();
        write(number, "problem", problem == null ? Map.of() : Map.of("detail", problem));
      } else if (ticks % TICKS_BETWEEN_COMMENTS == 0) {
        out.write(":\n\n");
      }
      flush();
    }
  }

  private void write(long number, String event, Object data) {
    out.write("id: " + PROCESS + "-" + number + "\n");
    out.write("event: " + event + "\n");
    out.write("data: " + json.writeValueAsString(data) + "\n\n");
  }

  private void flush() throws IOException {
    if (out.checkError()) {
      throw new IOException("the client has closed the connection");
    }
  }
}
