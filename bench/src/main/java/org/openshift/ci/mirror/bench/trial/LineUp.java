package org.openshift.ci.mirror.bench.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tools of a measurement.
 *
 * @param <J> the job
 * @param present the tools to measure, in the order of their trials
 * @param notes the versions of these tools, and why others are not measured
 */
public record LineUp<J>(List<Tool<J>> present, List<String> notes) {

  /**
   * Selects the tools that are requested and installed.
   *
   * @param asked names of the requested tools; empty requests all that are installed
   * @throws IllegalArgumentException if a name is unknown, or that tool is not installed
   */
  public static <J> LineUp<J> of(List<Tool<J>> all, List<String> asked) {
    for (String name : asked) {
      if (all.stream().noneMatch(tool -> tool.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is no tool '%s'; choose from: %s"
                .formatted(name, all.stream().map(Tool::name).collect(Collectors.joining(", "))));
      }
    }
    List<Tool<J>> present = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Tool<J> tool : all) {
      if (!asked.isEmpty() && !asked.contains(tool.name())) {
        continue;
      }
      if (tool.absence().isEmpty()) {
        present.add(tool);
        tool.version().ifPresent(version -> note(notes, version));
      } else if (asked.isEmpty()) {
        note(notes, "not measured: " + tool.absence().get());
      } else {
        throw new IllegalArgumentException(tool.name() + ": " + tool.absence().get());
      }
    }
    return new LineUp<>(List.copyOf(present), List.copyOf(notes));
  }

  /** Adds a line once: several tools may be the same program, used in different ways. */
  private static void note(List<String> notes, String line) {
    if (!notes.contains(line)) {
      notes.add(line);
    }
  }
}
