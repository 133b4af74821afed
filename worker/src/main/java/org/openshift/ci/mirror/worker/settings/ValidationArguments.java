package org.openshift.ci.mirror.worker.settings;

import picocli.CommandLine.Option;

/** The flags of {@code --validate-config-only}. */
public final class ValidationArguments {

  private static final String MAIN_BRANCH =
      "https://raw.githubusercontent.com/openshift/release/main/core-services/image-mirroring/_config.yaml";

  @Option(
      names = "--validate-config-only",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description =
          "Check the flags, the files they name, and the new targets in the file of --config; then"
              + " exit. Needs neither Temporal nor a cluster.")
  boolean requested;

  @Option(
      names = "--validate-against",
      paramLabel = "FILE|URL",
      description =
          "Targets that this file does not have count as new. Default: the file on the main branch"
              + " of openshift/release, at GitHub.")
  String against;

  @Option(
      names = "--offline",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description =
          "Validate without contacting a registry or GitHub. Without --validate-against, every target"
              + " counts as new.")
  boolean offline;

  /** Whether the command validates instead of running a worker. */
  public boolean requested() {
    return requested;
  }

  /** Whether only files, and a URL of {@code --validate-against}, may be read. */
  public boolean offline() {
    return offline;
  }

  /** The file or URL to compare with; null for none. */
  public String against() {
    return against != null || offline ? against : MAIN_BRANCH;
  }
}
