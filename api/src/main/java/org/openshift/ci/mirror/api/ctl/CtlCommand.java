package org.openshift.ci.mirror.api.ctl;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** A command that asks the service. */
abstract class CtlCommand implements Callable<Integer> {

  @ParentCommand private MirrorCtl ctl;

  @Spec private CommandSpec spec;

  @Override
  public final Integer call() throws InterruptedException {
    try (ApiClient api = ctl.connect()) {
      return run(api);
    } finally {
      out().flush();
    }
  }

  /** Runs the command, and returns its exit status. */
  abstract int run(ApiClient api) throws InterruptedException;

  /** Whether JSON is to be printed. */
  final boolean json() {
    return ctl.output() == Output.JSON;
  }

  final Instant now() {
    return ctl.now();
  }

  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Prints indented JSON. */
  final void print(JsonNode node) {
    out().println(ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(node));
  }

  /** Prints a line for people that is not part of the result. */
  final void note(String line) {
    spec.commandLine().getErr().println(line);
  }

  /** Prints a line with the name of the program before it. */
  final void complain(String line) {
    note(spec.root().name() + ": " + line);
  }
}
