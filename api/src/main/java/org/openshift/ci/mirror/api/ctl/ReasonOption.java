package org.openshift.ci.mirror.api.ctl;

import java.util.Map;
import picocli.CommandLine.Option;

/** Why somebody asks. */
final class ReasonOption {

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, in one line; it stands in the task's history and report, with who asked.")
  private String reason;

  /** The parameter; none if no reason is given. */
  Map<String, String> parameters() {
    return reason == null ? Map.of() : Map.of("reason", reason);
  }
}
