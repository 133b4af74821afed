package org.openshift.ci.mirror.api.ctl;

import picocli.CommandLine.Command;

/** The command {@code unpark}. */
@Command(name = "unpark", description = "The open task of a tag checks again now, and ends a park.")
final class UnparkCommand extends OpenTaskCommand {

  private UnparkCommand() {
    super("unpark");
  }
}
