package org.openshift.ci.mirror.bench.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the jar of the worker to measure. */
public final class WorkerJar {

  private static final Path BUILT = Path.of("worker", "target", "ci-images-mirror-worker.jar");

  private WorkerJar() {}

  /** The jar that Maven built, below the working directory or one above; empty if there is none. */
  public static Optional<Path> find() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path jar = folder.resolve(BUILT);
      if (Files.isRegularFile(jar)) {
        return Optional.of(jar);
      }
    }
    return Optional.empty();
  }

  /** Why the service cannot be measured, and how to mend that; empty if it can. */
  public static Optional<String> absence(Optional<Path> jar) {
    if (jar.isEmpty() || !Files.isRegularFile(jar.get())) {
      return Optional.of(
          "the worker is not built: there is no %s; run 'mvn package' or hack/bench.sh"
              .formatted(jar.orElse(BUILT)));
    }
    return TemporalServer.TEMPORAL.absence();
  }
}
