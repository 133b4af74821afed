package org.openshift.ci.mirror.api.ctl;

import picocli.CommandLine.Command;

/** The command {@code park}. */
@Command(
    name = "park",
    description =
        "The task of a tag finishes a push under way, then pushes nothing until somebody unparks it. If"
            + " none is open, one is started for that.")
final class ParkCommand extends OpenTaskCommand {

  private ParkCommand() {
    super("park");
  }
}
