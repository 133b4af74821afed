package org.openshift.ci.mirror.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.openshift.ci.mirror.bench.program.Program;
import org.openshift.ci.mirror.bench.trial.LineUp;
import org.openshift.ci.mirror.testing.RegistryBinary;

/** Describes the machine and the programs that figures were measured with. */
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

  /** One line: the registry server and its version. */
  static String describe(RegistryBinary registry) {
    String name =
        registry.find().map(program -> program.getFileName().toString()).orElse("not installed");
    return "both registries: " + new Program(name, "").version("--version").orElse(name);
  }

  /** The notes of a table: machine, registry server, and tools. */
  static List<String> notes(RegistryBinary registry, LineUp<?> lineUp) {
    List<String> notes = new ArrayList<>(List.of(describe(), describe(registry)));
    notes.addAll(lineUp.notes());
    return notes;
  }
}
