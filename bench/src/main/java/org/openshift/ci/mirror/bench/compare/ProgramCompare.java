package org.openshift.ci.mirror.bench.compare;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.program.Peers;
import org.openshift.ci.mirror.bench.program.Program;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/**
 * A program that prints the digest or the manifest of one image, run twice for each pair. Since
 * this is slow, it compares only a sample of the pairs.
 *
 * @param program the program
 * @param versionArguments the arguments that print its version
 * @param arguments the arguments for a pull spec
 */
public record ProgramCompare(
    Program program, List<String> versionArguments, Function<String, List<String>> arguments)
    implements Tool<CompareJob> {

  private static final int SAMPLE = 60;
  private static final int AT_ONCE = 4;

  /** {@code crane digest}. */
  public static ProgramCompare crane() {
    return new ProgramCompare(
        Peers.CRANE, List.of("version"), pullSpec -> List.of("digest", "--insecure", pullSpec));
  }

  /** {@code skopeo inspect --raw}, which prints the manifest itself. */
  public static ProgramCompare skopeo() {
    return new ProgramCompare(
        Peers.SKOPEO,
        List.of("--version"),
        pullSpec -> List.of("inspect", "--raw", "--tls-verify=false", "docker://" + pullSpec));
  }

  @Override
  public String name() {
    return program.name() + "-" + AT_ONCE;
  }

  @Override
  public Optional<String> absence() {
    return program.absence();
  }

  @Override
  public Optional<String> version() {
    return program.version(versionArguments.toArray(String[]::new));
  }

  @Override
  public Trial prepare(CompareJob job) {
    return new SampleTrial(job, this);
  }

  private record SampleTrial(CompareJob job, ProgramCompare tool) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      List<CompareJob.Pair> sample = job.sample(SAMPLE);
      ConcurrentJobs.forEach(sample, AT_ONCE, this::compare);
      return sample.size();
    }

    private void compare(CompareJob.Pair pair) throws IOException, InterruptedException {
      job.requireEqual(
          pair, Optional.of(output(job.source(pair))), Optional.of(output(job.target(pair))));
    }

    private String output(String pullSpec) throws IOException, InterruptedException {
      return tool.program().run(job.folder(), tool.arguments().apply(pullSpec)).text();
    }

    @Override
    public CpuClock cpuClock() {
      return CpuClock.ofEndedChildren();
    }
  }
}
