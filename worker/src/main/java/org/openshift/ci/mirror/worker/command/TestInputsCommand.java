package org.openshift.ci.mirror.worker.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;
import org.openshift.ci.mirror.worker.settings.ReleaseArguments;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.wiring.ReleaseWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code test-inputs}: lists what the tests of a release repository use. */
@Command(
    name = "test-inputs",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description = {
      "Lists the image stream tags and streams that the tests of a release repository use, sorted,"
          + " one per line: 'tag namespace/name:tag' or 'stream namespace/name'.",
      "Files and entries that cannot be read or resolved are reported on standard error, and they"
          + " alone are left out of the list. The exit status is still 0; it is 2 if the folder is not a checkout of"
          + " openshift/release."
    })
public final class TestInputsCommand implements Callable<Integer> {

  @Mixin ReleaseArguments arguments;

  @Spec CommandSpec command;

  private TestInputsCommand() {}

  @Override
  public Integer call() {
    ReleaseInputs inputs = read(arguments);
    PrintWriter err = command.commandLine().getErr();
    inputs.problems().all().forEach((path, reason) -> err.println(path + ": " + reason));
    inputs.warnings().forEach((what, reason) -> err.println("warning: " + what + ": " + reason));
    PrintWriter out = command.commandLine().getOut();
    Stream.concat(
            inputs.index().used().tags().stream().map(tag -> "tag " + tag),
            inputs.index().used().streams().stream().map(stream -> "stream " + stream))
        .sorted()
        .forEach(out::println);
    return 0;
  }

  /**
   * Reads a release repository.
   *
   * @throws SettingsException if the flag is missing, or the folder is not a checkout
   */
  static ReleaseInputs read(ReleaseArguments arguments) {
    Path folder = arguments.releaseRepository();
    if (folder == null) {
      throw new SettingsException(
          ReleaseWiring.FLAG + " is missing: give a checkout of openshift/release");
    }
    try {
      return ReleaseInputs.read(folder, arguments.githubRaw());
    } catch (IllegalArgumentException e) {
      throw new SettingsException(ReleaseWiring.FLAG + ": " + e.getMessage(), e);
    }
  }
}
