package org.openshift.ci.mirror.api.ctl;

import picocli.CommandLine.Command;

/** The command {@code trigger}: tasks check again now. */
@Command(
    name = "trigger",
    description = {
      "Makes the task of a tag check again now, and starts one if none is open; or makes all open"
          + " tasks that the filters select check again, but those that a person parked.",
      "It cannot do harm: a task finds out by itself what its destination should hold."
    },
    exitCodeList = {
      "0:done; with --wait, all tasks were triggered that were still open, and none was seen to fail again",
      "1:it was refused, or a person parked the tag's task; with --wait, some tasks fail again, or Temporal ended the batch early",
      "2:a flag, a value or a file that the flags name is wrong",
      "3:with --wait, the time is up; the batch goes on"
    })
final class TriggerCommand extends ManyTasksCommand {

  private TriggerCommand() {
    super("trigger", "triggered", false);
  }
}
