package org.openshift.ci.mirror.api.ctl;

import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code unpark}. */
@Command(name = "unpark", description = "The open task of a tag checks again now, and ends a park.")
final class UnparkCommand extends CtlCommand {

  @Parameters(
      paramLabel = TagArgument.LABEL,
      converter = TagArgument.class,
      description = "The image stream tag.")
  private TagReference tag;

  @Mixin private ReasonOption reason;

  private UnparkCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    return TaskRequest.send(this, api, tag, "unpark", reason.parameters());
  }
}
