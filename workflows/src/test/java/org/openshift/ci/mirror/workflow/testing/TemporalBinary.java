package org.openshift.ci.mirror.workflow.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Temporal's command-line tool, which contains the dev server. */
final class TemporalBinary {

  private TemporalBinary() {}

  /** Looks in the PATH, the project's .local/bin and ~/go/bin. */
  static Path find() {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder));
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      folders.add(folder.resolve(".local").resolve("bin"));
    }
    folders.add(Path.of(System.getProperty("user.home"), "go", "bin"));
    return folders.stream()
        .map(folder -> folder.resolve("temporal"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No Temporal server found: 'temporal' is not on the PATH, in .local/bin or in"
                        + " ~/go/bin; run hack/get-tools.sh, which fetches it"));
  }
}
