package org.openshift.ci.mirror.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.bench.release.ReleaseFixture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a release repository with a heap of its own: the process that 'release' starts. */
@Command(
    name = ReleaseChild.COMMAND,
    description = "What 'release' runs in a process of its own.",
    hidden = true)
final class ReleaseChild implements Callable<Integer> {

  static final String COMMAND = "release-child";

  @Parameters(index = "0", description = "A tree.")
  Path first;

  @Parameters(index = "1", description = "An equal tree.")
  Path second;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    spec.commandLine().getOut().println(new ReleaseFixture(first, second).run().toLine());
    return 0;
  }
}
