package org.openshift.ci.mirror.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.ImageStreamNames;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.yaml.YamlValue;

/** Reads {@code supplementalCIImages}. */
public final class SupplementalSection {

  public static final String NAME = "supplementalCIImages";

  private final Problems problems;
  private final Problems single;
  private final YamlFields yaml;
  private final SourceReader sources;

  /**
   * A reader of the section.
   *
   * @param problems gets what rejects the file
   * @param single gets the problems of entries that are left out alone
   */
  SupplementalSection(Endpoints endpoints, Problems problems, Problems single) {
    this.problems = problems;
    this.single = single;
    this.yaml = new YamlFields(problems);
    this.sources = new SourceReader(endpoints, problems);
  }

  /**
   * The valid entries; adds problems for the others. Those whose target is a typing mistake that a
   * registry would take, such as {@code OCP/x:v1}, are left out alone.
   *
   * @param lines gets the line of each valid entry
   */
  List<SupplementalImage> read(YamlValue section, Map<TagReference, Integer> lines) {
    List<SupplementalImage> images = new ArrayList<>();
    for (TargetEntry entry : TargetEntry.of(yaml.entries(section, NAME), NAME, problems)) {
      read(entry)
          .filter(source -> isPossible(entry))
          .ifPresent(
              source -> {
                images.add(new SupplementalImage(entry.target(), source));
                lines.put(entry.target(), entry.line());
              });
    }
    return images;
  }

  /** Whether people and tests can name the target; adds a problem when they cannot. */
  private boolean isPossible(TargetEntry entry) {
    Optional<String> problem =
        FloatingTag.problemOf(entry.target()).isPresent()
            ? Optional.empty()
            : ImageStreamNames.problemOf(entry.target());
    problem.ifPresent(what -> single.add(entry.key(), NAME + ": the target " + what));
    return problem.isEmpty();
  }

  private Optional<PullSpec> read(TargetEntry entry) {
    String where = NAME + " " + entry.target();
    FloatingTag.problemOf(entry.target())
        .ifPresent(problem -> problems.add(entry.key(), NAME + ": " + problem.message()));
    if (entry.value().isNull()) {
      return sources.source(Map.of(), entry.key(), where);
    }
    int before = problems.count();
    Map<String, YamlValue> fields =
        yaml.ofObject(entry.value(), where, SourceReader.FIELDS, YamlFields.Spelling.EXACT);
    return problems.count() > before
        ? Optional.empty()
        : sources.source(fields, entry.key(), where);
  }
}
