package org.openshift.ci.mirror.bench;

import java.util.Locale;
import org.openshift.ci.mirror.bench.program.Program;
import org.openshift.ci.mirror.testing.RegistryBinary;

/** What the figures were taken on. */
final class Machine {

  private Machine() {}

  /** One line: cores, operating system, Java. */
  static String describe() {
    return String.format(
        Locale.ROOT,
        "%d cores, %s %s, Java %s",
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        System.getProperty("os.arch"),
        Runtime.version());
  }

  /** The registry server with its version. */
  static String describe(RegistryBinary registry) {
    String name =
        registry.find().map(program -> program.getFileName().toString()).orElse("not installed");
    return "both registries: " + new Program(name, "").version("--version").orElse(name);
  }
}
