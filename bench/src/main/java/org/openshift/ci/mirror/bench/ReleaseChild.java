package org.openshift.ci.mirror.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.bench.release.ReleaseScenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The process that 'release' starts: reads a release repository with a heap of its own. */
@Command(
    name = ReleaseChild.COMMAND,
    description = "The process that 'release' starts.",
    hidden = true)
final class ReleaseChild implements Callable<Integer> {

  static final String COMMAND = "release-child";

  @Parameters(index = "0", description = "A checkout.")
  Path first;

  @Parameters(index = "1", description = "An equal checkout.")
  Path second;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    spec.commandLine().getOut().println(new ReleaseScenario(first, second).run().toLine());
    return 0;
  }
}
