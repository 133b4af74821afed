package org.openshift.ci.mirror.api.ctl;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that asks something of the open task of one tag. */
abstract class OpenTaskCommand extends CtlCommand {

  private final String action;

  @Parameters(
      paramLabel = TagArgument.LABEL,
      converter = TagArgument.class,
      description = TagArgument.DESCRIPTION)
  private TagName name;

  @Mixin private ReasonOption reason;

  /**
   * A command.
   *
   * @param action as the service names it
   */
  OpenTaskCommand(String action) {
    this.action = action;
  }

  @Override
  final int run(ApiClient api) throws InterruptedException {
    return TaskRequest.send(this, api, name.resolve(this, api), action, reason.parameters());
  }
}
