package org.openshift.ci.mirror.bench.copy;

import java.io.IOException;
import java.util.List;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.program.Program;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.bench.trial.Trial;

/**
 * Runs a program for each image, one image after the other or several at a time.
 *
 * @param atOnce images to copy at a time
 * @param commands the arguments of the program's runs for one image, in their order
 */
record ProgramTrial(CopyJob job, Program program, int atOnce, Commands commands) implements Trial {

  /** The arguments that copy an image to its two tags. */
  @FunctionalInterface
  interface Commands {
    List<List<String>> of(CopyJob job, BenchImage image);
  }

  @Override
  public long perform() throws IOException, InterruptedException {
    ConcurrentJobs.forEach(
        job.set().images(),
        atOnce,
        image -> {
          for (List<String> arguments : commands.of(job, image)) {
            program.run(job.folder(), arguments);
          }
        });
    return job.tagCount();
  }

  @Override
  public CpuClock cpuClock() {
    return CpuClock.ofEndedChildren();
  }
}
