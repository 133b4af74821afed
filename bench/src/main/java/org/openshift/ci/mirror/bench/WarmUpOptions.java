package org.openshift.ci.mirror.bench;

import picocli.CommandLine.Option;

/** How often contestants inside this process run before they are measured. */
final class WarmUpOptions {

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description =
          "Turns of those inside this process that do not count: a service runs for days, with"
              + " its code compiled. Default: ${DEFAULT-VALUE}.")
  int warmUps = 5;
}
