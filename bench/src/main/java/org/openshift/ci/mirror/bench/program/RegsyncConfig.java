package org.openshift.ci.mirror.bench.program;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A configuration file of regsync.
 *
 * @param registries the registries, which use plain HTTP, {@code host:port}
 * @param entries the images to copy
 */
public record RegsyncConfig(Set<String> registries, List<Entry> entries) {

  /** Steps at a time, as its documentation recommends for a mirror on one machine. */
  private static final int PARALLEL = 4;

  public RegsyncConfig {
    registries = new LinkedHashSet<>(registries);
    entries = List.copyOf(entries);
  }

  /**
   * One image.
   *
   * @param source pull spec by tag
   * @param target pull spec by tag
   */
  public record Entry(String source, String target) {}

  /** The text of the file. */
  public String yaml() {
    List<String> lines = new ArrayList<>();
    lines.add("version: 1");
    lines.add("creds:");
    for (String registry : registries) {
      lines.add("  - registry: \"" + registry + "\"");
      lines.add("    tls: disabled");
    }
    lines.add("defaults:");
    lines.add("  parallel: " + PARALLEL);
    lines.add("sync:");
    for (Entry entry : entries) {
      lines.add("  - source: \"" + entry.source() + "\"");
      lines.add("    target: \"" + entry.target() + "\"");
      lines.add("    type: image");
    }
    return String.join("\n", lines) + "\n";
  }
}
