package org.openshift.ci.mirror.bench.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.contest.Contestant;
import org.openshift.ci.mirror.bench.contest.Turn;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.images.ImageSet;
import org.openshift.ci.mirror.bench.measure.CpuClock;

/**
 * The service from the event to the last readable tag. A service runs for weeks, so its worker has
 * mirrored other images before it is measured.
 *
 * @param name as on the command line
 * @param jar the worker's
 * @param heap its largest heap; empty for Java's default
 * @param trigger the event
 * @param warmUp images to mirror before, one set after the other; the source must have them, and no
 *     tag is in two sets
 */
public record EndToEndCopy(
    String name, Optional<Path> jar, String heap, Trigger trigger, List<ImageSet> warmUp)
    implements Contestant<CopyJob> {

  /** Its name with the heap of production and a signal as the event. */
  public static final String NAME = "service";

  /** The namespace of the images that are measured. */
  public static final String NAMESPACE = "bench";

  /** What makes the service work. */
  public enum Trigger {
    /** The watcher is told by signal. */
    SIGNAL,
    /** A file with image streams appears. */
    FILE
  }

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
  public Turn prepare(CopyJob job) throws IOException, InterruptedException {
    MirrorService service = MirrorService.start(job, jar.orElseThrow(), heap, warmUp);
    try {
      for (ImageSet set : warmUp) {
        service.signal(set);
        service.awaitTags(set);
      }
      return new ServiceTurn(job, service, trigger, CpuSplit.begin(service));
    } catch (IOException | InterruptedException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  private record ServiceTurn(CopyJob job, MirrorService service, Trigger trigger, CpuSplit split)
      implements Turn {

    @Override
    public long perform() throws IOException, InterruptedException {
      switch (trigger) {
        case SIGNAL -> service.signal(job.set());
        case FILE -> service.writeImageStreams(job.set());
      }
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
