package org.openshift.ci.mirror.testing;

import java.nio.file.Path;
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

  /** Where it is installed, if it is. */
  public Optional<Path> find() {
    return Programs.find(program);
  }
}
