package org.openshift.ci.mirror.bench.memory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.openshift.ci.mirror.bench.endtoend.MirrorService;
import org.openshift.ci.mirror.bench.images.BenchImage;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.images.ImageSet;

/**
 * The worker, without the memory of Temporal.
 *
 * @param jar the worker's jar
 * @param heap the worker's largest heap, such as {@code 256m}
 */
public record WorkerSubject(Path jar, String heap) implements Subject {

  @Override
  public String name() {
    return "worker";
  }

  @Override
  public List<Reading> mirror(CopyJob job, int step) throws IOException, InterruptedException {
    List<BenchImage> images = job.set().images();
    List<Reading> readings = new ArrayList<>();
    try (MirrorService service = MirrorService.start(job, jar, heap, List.of())) {
      long start = System.nanoTime();
      for (int from = 0; from < images.size(); from += step) {
        int to = Math.min(from + step, images.size());
        ImageSet part = new ImageSet(images.subList(from, to));
        service.writeImageStreams("all", new ImageSet(images.subList(0, to)));
        service.awaitTags(part);
        readings.add(
            new Reading(
                to,
                (System.nanoTime() - start) / 1e9,
                Footprint.of(service.worker()),
                OptionalLong.empty()));
      }
    }
    return readings;
  }
}
