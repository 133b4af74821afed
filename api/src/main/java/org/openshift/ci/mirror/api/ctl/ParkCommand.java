package org.openshift.ci.mirror.api.ctl;

import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code park}. */
@Command(
    name = "park",
    description =
        "The open task of a tag finishes a push under way, then pushes nothing until somebody unparks it.")
final class ParkCommand extends CtlCommand {

  @Parameters(
      paramLabel = TagArgument.LABEL,
      converter = TagArgument.class,
      description = "The image stream tag.")
  private TagReference tag;

  @Mixin private ReasonOption reason;

  private ParkCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    return TaskRequest.send(this, api, tag, "park", reason.parameters());
  }
}
