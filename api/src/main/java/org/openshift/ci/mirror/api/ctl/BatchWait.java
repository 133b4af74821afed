package org.openshift.ci.mirror.api.ctl;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Follows a batch to its end, through outages of the service. */
final class BatchWait {

  private static final String RUNNING = "running";
  private static final String COMPLETED = "completed";

  private final CtlCommand command;
  private final ApiClient api;
  private final String id;
  private final String done;
  private final WaitOptions waiting;
  private final FailedAgain again;

  /**
   * A batch.
   *
   * @param id as the answer to its start has it
   * @param done what is done to the tasks
   * @param again what its tasks do after that
   */
  BatchWait(
      CtlCommand command,
      ApiClient api,
      String id,
      String done,
      WaitOptions waiting,
      FailedAgain again) {
    this.command = command;
    this.api = api;
    this.id = id;
    this.done = done;
    this.waiting = waiting;
    this.again = again;
  }

  /** Waits for the end, and returns the exit status. */
  int untilItEnds() throws InterruptedException {
    long end = System.nanoTime() + waiting.timeout().toNanos();
    JsonNode last = MissingNode.getInstance();
    String said = "";
    while (true) {
      JsonNode next = look();
      last = next.isMissingNode() ? last : next;
      String state = Text.of(last, "state");
      if (!state.isEmpty() && !state.equals(RUNNING)) {
        int status = finish(last, state.equals(COMPLETED) ? 0 : CtlException.FAILED);
        if (status != 0) {
          command.complain("the batch ended early, and the rest was not asked; repeat the command");
        }
        List<String> failing = again.lines(end);
        failing.forEach(command::note);
        return failing.isEmpty() ? status : CtlException.FAILED;
      }
      String line = "batch " + id + ": " + words(last);
      if (!line.equals(said)) {
        command.note(line);
        said = line;
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        command.complain(
            "the time is up after " + Text.duration(waiting.timeout()) + "; the batch goes on");
        return finish(last, CtlException.TIME_IS_UP);
      }
      waiting.pause(left);
    }
  }

  /** The batch; missing while Temporal does not know it yet, or does not answer. */
  private JsonNode look() throws InterruptedException {
    try {
      return api.find("/api/v1/batches/" + id).orElse(MissingNode.getInstance());
    } catch (ApiUnreachable e) {
      command.note(e.getMessage());
    } catch (ApiRefusal e) {
      if (!e.is(ApiRefusal.UNAVAILABLE)) {
        throw e;
      }
      command.note(e.getMessage());
    }
    return MissingNode.getInstance();
  }

  private int finish(JsonNode batch, int status) {
    if (command.json() && !batch.isMissingNode()) {
      command.print(batch);
    } else if (status != CtlException.TIME_IS_UP) {
      command.out().println("batch " + id + " " + Text.of(batch, "state") + ": " + words(batch));
    }
    return status;
  }

  private String words(JsonNode batch) {
    long total = batch.path("total").asLong(0);
    if (total == 0) {
      return "its tasks are being counted";
    }
    long failed = batch.path("failed").asLong(0);
    return "%d of %d tasks %s%s"
        .formatted(
            batch.path("done").asLong(0),
            total,
            done,
            failed == 0
                ? ""
                : ", %d could not be, probably because they had ended".formatted(failed));
  }
}
