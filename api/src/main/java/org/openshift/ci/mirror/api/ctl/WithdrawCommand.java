package org.openshift.ci.mirror.api.ctl;

import picocli.CommandLine.Command;

/** The command {@code withdraw}. */
@Command(
    name = "withdraw",
    description =
        "The open task of a tag ends without mirroring; a sweep or a change of the tag that finds the target to differ starts a new task.")
final class WithdrawCommand extends OpenTaskCommand {

  private WithdrawCommand() {
    super("withdraw");
  }
}
