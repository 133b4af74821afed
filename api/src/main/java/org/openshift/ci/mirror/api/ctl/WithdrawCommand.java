package org.openshift.ci.mirror.api.ctl;

import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code withdraw}. */
@Command(
    name = "withdraw",
    description =
        "The open task of a tag ends without mirroring; a sweep or a change of the tag that finds the target to differ starts a new task.")
final class WithdrawCommand extends CtlCommand {

  @Parameters(
      paramLabel = TagArgument.LABEL,
      converter = TagArgument.class,
      description = "The image stream tag.")
  private TagReference tag;

  @Mixin private ReasonOption reason;

  private WithdrawCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    return TaskRequest.send(this, api, tag, "withdraw", reason.parameters());
  }
}
