package org.openshift.ci.mirror.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds programs that are installed, or that hack/get-tools.sh has fetched. */
public final class Programs {

  private Programs() {}

  /** Where it is, if it is: the PATH, .local/bin of the project, ~/go/bin, ~/.local/bin. */
  public static Optional<Path> find(String program) {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      folders.add(Path.of(folder));
    }
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      folders.add(folder.resolve(".local").resolve("bin"));
    }
    Path home = Path.of(System.getProperty("user.home"));
    folders.add(home.resolve("go").resolve("bin"));
    folders.add(home.resolve(".local").resolve("bin"));
    return folders.stream()
        .map(folder -> folder.resolve(program).toAbsolutePath())
        .filter(Files::isExecutable)
        .findFirst();
  }
}
