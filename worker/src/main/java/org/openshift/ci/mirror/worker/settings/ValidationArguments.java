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
          "Check the flags, the files they name, and what the file of --config brings in anew; and"
              + " end. Needs neither Temporal nor a cluster.")
  boolean requested;

  @Option(
      names = "--validate-against",
      paramLabel = "FILE|URL",
      description =
          "What is new is what this file does not have. Default: the file on the main branch of"
              + " openshift/release, at GitHub.")
  String against;

  @Option(
      names = "--offline",
      arity = "0..1",
      fallbackValue = "true",
      paramLabel = "BOOL",
      description =
          "Validate without asking a registry, or GitHub: without --validate-against, every target"
              + " counts as new.")
  boolean offline;

  /** Whether only a validation is asked for. */
  public boolean requested() {
    return requested;
  }

  /** Whether nothing but files may be read, and a URL that was given. */
  public boolean offline() {
    return offline;
  }

  /** What to compare with, a file or a URL; null for nothing. */
  public String against() {
    return against != null || offline ? against : MAIN_BRANCH;
  }
}
