package org.openshift.ci.mirror.bench;

import picocli.CommandLine.Option;

/** How often tools that run in this process are warmed up. */
final class WarmUpOptions {

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      description =
          "Trials that are not measured, of the tools that run in this process: a service runs for"
              + " days, with its code compiled. Default: ${DEFAULT-VALUE}.")
  int warmUps = 5;
}
