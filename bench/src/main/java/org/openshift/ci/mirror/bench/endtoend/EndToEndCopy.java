package org.openshift.ci.mirror.bench.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.measure.CpuClock;
import org.openshift.ci.mirror.bench.trial.Tool;
import org.openshift.ci.mirror.bench.trial.Trial;

/**
 * The whole service, from the event (a file of image streams appears) to the last readable tag. A
 * service runs for weeks, so its worker mirrors other images before it is measured.
 *
 * @param name its name on the command line and in tables
 * @param jar the worker's jar; empty if it is not built
 * @param heap the worker's largest heap, such as {@code 256m}; empty for Java's default
 * @param warmUp images to mirror before, one set after the other. The source must have them, and no
 *     tag may be in two sets
 */
public record EndToEndCopy(String name, Optional<Path> jar, String heap, List<ImageSet> warmUp)
    implements Tool<CopyJob> {

  /** Its name with the heap size of production. */
  public static final String NAME = "service";

  /** The namespace of the images that are measured. */
  public static final String NAMESPACE = "bench";

  public EndToEndCopy {
    warmUp = List.copyOf(warmUp);
  }

  @Override
  public Optional<String> absence() {
    return WorkerJar.absence(jar);
  }

  @Override
  public Optional<String> version() {
    return TemporalServer.TEMPORAL.version("--version");
  }

  @Override
  public Trial prepare(CopyJob job) throws IOException, InterruptedException {
    MirrorService service = MirrorService.start(job, jar.orElseThrow(), heap, warmUp);
    try {
      for (ImageSet set : warmUp) {
        service.writeImageStreams(set.images().getFirst().tag().namespace(), set);
        service.awaitTags(set);
      }
      return new ServiceTrial(job, service, CpuSplit.begin(service));
    } catch (IOException | InterruptedException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private record ServiceTrial(CopyJob job, MirrorService service, CpuSplit split) implements Trial {

    @Override
    public long perform() throws IOException, InterruptedException {
      service.writeImageStreams(NAMESPACE, job.set());
      service.awaitTags(job.set());
      return job.tagCount();
    }

    @Override
    public CpuClock cpuClock() {
      return CpuClock.ofRunning(service.processes());
    }

    @Override
    public String remark() {
      return split.since();
    }

    @Override
    public void close() {
      service.close();
    }
  }
}
