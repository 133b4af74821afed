package org.openshift.ci.mirror.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A registry server that tests can start: which program it is, and where it is looked for. */
public enum RegistryBinary {
  /** CNCF distribution, version 3. */
  DISTRIBUTION_3("registry"),
  /** CNCF distribution, version 2.8, as Debian packages it. */
  DISTRIBUTION_2("docker-registry"),
  /** zot. */
  ZOT("zot"),
  /** olareg, which lists referrers. */
  OLAREG("olareg"),
  /** The registry within crane: it keeps manifests in memory. */
  CRANE("crane");

  private final String program;

  RegistryBinary(String program) {
    this.program = program;
  }

  /** The first version of distribution that is installed. */
  static RegistryBinary any() {
    for (RegistryBinary binary : List.of(DISTRIBUTION_3, DISTRIBUTION_2)) {
      if (binary.find().isPresent()) {
        return binary;
      }
    }
    throw new IllegalStateException(
        "No registry server found: neither 'registry' nor 'docker-registry' is on the PATH, in"
            + " ~/go/bin or in .local/bin; run hack/get-tools.sh, which fetches one");
  }

  /** Where it is installed, if it is: the PATH, ~/go/bin, .local/bin of the project. */
  public Optional<Path> find() {
    List<Path> folders = new ArrayList<>();
    String path = System.getenv("PATH");
    if (path != null) {
      for (String folder : path.split(File.pathSeparator, -1)) {
        folders.add(Path.of(folder));
      }
    }
    folders.add(Path.of(System.getProperty("user.home"), "go", "bin"));
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      folders.add(folder.resolve(".local").resolve("bin"));
    }
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
