package org.openshift.ci.mirror.api.ctl;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** The command {@code events}: changes of open tasks as they happen. */
@Command(
    name = "events",
    description =
        "Prints changes of open tasks as they happen, one line for each, until it is stopped. With"
            + " JSON, each line is an object with 'kind' and 'task'. When the API does not answer"
            + " any more, it goes on asking.")
final class EventsCommand extends CtlCommand {

  /** The service ends each stream after 50 seconds; one that lasts longer is a dead connection. */
  private static final Duration LONGEST_STREAM = Duration.ofSeconds(90);

  @Option(
      names = "--count",
      paramLabel = "N",
      description = "End after so many changes. Default: never.")
  private int count = Integer.MAX_VALUE;

  /** The service asks its clients to wait for a second. */
  @Option(names = "--retry-millis", hidden = true, defaultValue = "1000")
  private long retryMillis;

  @Spec private CommandSpec command;

  private int printed;
  private String lastId = "";
  private boolean connected;

  private EventsCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    if (count < 1) {
      throw new ParameterException(command.commandLine(), "--count must be 1 or more");
    }
    while (true) {
      try (InputStream stream = api.events(lastId)) {
        connected = true;
        Thread watchdog = Thread.startVirtualThread(() -> closeLater(stream));
        try {
          print(new ServerSentEvents(stream));
        } finally {
          watchdog.interrupt();
        }
      } catch (ApiUnreachable e) {
        goOnAfter(e);
      } catch (ApiRefusal e) {
        if (!e.is(ApiRefusal.UNAVAILABLE)) {
          throw e;
        }
        goOnAfter(e);
      } catch (IOException e) {
        note("the stream of events broke off, and is read again: " + Text.line(e.toString()));
      }
      if (isDone()) {
        return 0;
      }
      Thread.sleep(retryMillis);
    }
  }

  private static void closeLater(InputStream stream) {
    try {
      Thread.sleep(LONGEST_STREAM);
      stream.close();
    } catch (InterruptedException | IOException e) {
      // The stream has ended by itself.
      return;
    }
  }

  /** A first failure is a wrong address, or a refusal; later ones pass. */
  private void goOnAfter(CtlException failure) {
    if (!connected) {
      throw failure;
    }
    note(failure.getMessage());
  }

  /** Also when nobody reads the output any more, as after {@code | head}. */
  private boolean isDone() {
    return printed >= count || out().checkError();
  }

  private void print(ServerSentEvents events) throws IOException {
    Optional<ServerSentEvents.Event> next = events.next();
    while (next.isPresent() && !isDone()) {
      ServerSentEvents.Event event = next.get();
      switch (event.type()) {
        case "task" -> printTask(event.data());
        case "problem" -> printProblem(ApiClient.JSON.readTree(event.data()));
        case "reset" -> {
          if (!lastId.isEmpty()) {
            note("changes may have been missed; 'list' has what is open now");
          }
        }
        default -> {
          // A newer service may have more.
        }
      }
      lastId = event.id();
      next = isDone() ? Optional.empty() : events.next();
    }
  }

  private void printProblem(JsonNode problem) {
    String detail = Text.of(problem, "detail");
    note(detail.isEmpty() ? "changes are seen again" : "no changes are seen now: " + detail);
  }

  private void printTask(String data) {
    printed++;
    JsonNode change = ApiClient.JSON.readTree(data);
    JsonNode task = change.path("task");
    out()
        .println(
            json()
                ? change.toString()
                : "%s %-7s %s %s %s"
                    .formatted(
                        now().truncatedTo(ChronoUnit.SECONDS),
                        Text.of(change, "kind"),
                        Text.tag(task),
                        Text.orDash(task, "state"),
                        Text.error(task))
                    .strip());
  }
}
