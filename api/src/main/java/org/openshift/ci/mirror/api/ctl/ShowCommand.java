package org.openshift.ci.mirror.api.ctl;

import org.openshift.ci.mirror.model.TagReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code show}: one tag. */
@Command(
    name = "show",
    description =
        "Shows a tag: its open task, or how its last one ended, and the last ten runs. JSON has the"
            + " runs in the field 'runs'.")
final class ShowCommand extends CtlCommand {

  @Parameters(
      paramLabel = TagArgument.LABEL,
      converter = TagArgument.class,
      description = TagArgument.DESCRIPTION)
  private TagName name;

  @Option(
      names = "--check",
      description = "Also compare source and target now, which a worker does; at most ten seconds.")
  private boolean check;

  private ShowCommand() {}

  @Override
  int run(ApiClient api) throws InterruptedException {
    TagReference tag = name.resolve(this, api);
    String path = ApiClient.path(tag);
    JsonNode report = report(api, path);
    JsonNode runs = api.get(path + "/runs").path("runs");
    if (json()) {
      print(((ObjectNode) report).set("runs", runs));
      return 0;
    }
    TagText text = new TagText(now());
    out().print(text.report(tag, report));
    if (!runs.isEmpty()) {
      out().println();
      out().print(text.runs(runs));
    }
    return 0;
  }

  private JsonNode report(ApiClient api, String path) throws InterruptedException {
    try {
      return api.get(path + (check ? "?check=now" : ""));
    } catch (ApiRefusal e) {
      if (e.is(ApiRefusal.NOT_FOUND) && !check) {
        throw new CtlException(
            CtlException.FAILED, e.getMessage() + "; --check compares source and target now", e);
      }
      throw e;
    }
  }
}
