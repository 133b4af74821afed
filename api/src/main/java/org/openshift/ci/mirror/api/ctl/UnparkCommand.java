package org.openshift.ci.mirror.api.ctl;

import picocli.CommandLine.Command;

/** The command {@code unpark}: ends what 'park' began. */
@Command(
    name = "unpark",
    description =
        "Makes the task of a tag that a person parked go on, and check again now; or all such tasks"
            + " that the filters select.",
    exitCodeList = {
      "0:done; with --wait, all tasks were unparked that were still open, and none was seen to fail again",
      "1:it was refused; with --wait, some tasks fail again, or Temporal ended the batch early",
      "2:a flag, a value or a file that the flags name is wrong",
      "3:with --wait, the time is up; the batch goes on"
    })
final class UnparkCommand extends ManyTasksCommand {

  private UnparkCommand() {
    super("unpark", "unparked", true);
  }
}
