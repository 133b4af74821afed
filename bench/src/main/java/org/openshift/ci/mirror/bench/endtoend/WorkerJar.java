package org.openshift.ci.mirror.bench.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the worker that is measured. */
public final class WorkerJar {

  private static final Path BUILT = Path.of("worker", "target", "ci-images-mirror-worker.jar");

  private WorkerJar() {}

  /** Where Maven puts it, in this folder or one above; empty when it is not built. */
  public static Optional<Path> find() {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path jar = folder.resolve(BUILT);
      if (Files.isRegularFile(jar)) {
        return Optional.of(jar);
      }
    }
    return Optional.empty();
  }

  /** Why it cannot be measured, and what helps; empty when it can. */
  public static Optional<String> absence(Optional<Path> jar) {
    if (jar.isEmpty() || !Files.isRegularFile(jar.get())) {
      return Optional.of(
          "the worker is not built: no %s; run 'mvn package' or hack/bench.sh"
              .formatted(jar.orElse(BUILT)));
    }
    return TemporalServer.TEMPORAL.absence();
  }
}
