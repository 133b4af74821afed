package org.openshift.ci.mirror.bench.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who takes part.
 *
 * @param <J> the job
 * @param present those that can, in the order of the turns
 * @param notes who is absent and why, and the versions of the others
 */
public record LineUp<J>(List<Tool<J>> present, List<String> notes) {

  /**
   * Those of all that were asked for and are installed.
   *
   * @param asked names; empty asks for all that are there
   * @throws IllegalArgumentException when one that was asked for by name is unknown or absent
   */
  public static <J> LineUp<J> of(List<Tool<J>> all, List<String> asked) {
    for (String name : asked) {
      if (all.stream().noneMatch(contestant -> contestant.name().equals(name))) {
        throw new IllegalArgumentException(
            "there is no contestant '%s'; there are %s"
                .formatted(name, all.stream().map(Tool::name).collect(Collectors.joining(", "))));
      }
    }
    List<Tool<J>> present = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Tool<J> contestant : all) {
      if (!asked.isEmpty() && !asked.contains(contestant.name())) {
        continue;
      }
      if (contestant.absence().isEmpty()) {
        present.add(contestant);
        contestant.version().ifPresent(version -> note(notes, version));
      } else if (asked.isEmpty()) {
        note(notes, "not measured: " + contestant.absence().get());
      } else {
        throw new IllegalArgumentException(contestant.name() + ": " + contestant.absence().get());
      }
    }
    return new LineUp<>(List.copyOf(present), List.copyOf(notes));
  }

  /** Several contestants are the same program in other ways of use. */
  private static void note(List<String> notes, String line) {
    if (!notes.contains(line)) {
      notes.add(line);
    }
  }
}
