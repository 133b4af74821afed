package org.openshift.ci.mirror.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.yaml.YamlValue;

/** Reads {@code qciToAppCIImages}. */
public final class BackfillSection {

  public static final String NAME = "qciToAppCIImages";

  private final Endpoints endpoints;
  private final Problems problems;
  private final YamlFields yaml;
  private final SourceReader sources;

  /**
   * @param problems gets the problems of single entries
   */
  BackfillSection(Endpoints endpoints, Problems problems) {
    this.endpoints = endpoints;
    this.problems = problems;
    this.yaml = new YamlFields(problems);
    this.sources = new SourceReader(endpoints, problems);
  }

  /**
   * The valid entries; adds problems for the others.
   *
   * @param lines gets the line of each valid entry
   * @param whole gets the problems of the section as a whole
   */
  List<BackfillImage> read(YamlValue section, Map<TagReference, Integer> lines, Problems whole) {
    List<BackfillImage> images = new ArrayList<>();
    YamlFields outer = new YamlFields(whole);
    for (TargetEntry entry : TargetEntry.of(outer.entries(section, NAME), NAME, problems)) {
      Optional<PullSpec> destination = destination(entry);
      Optional<PullSpec> source = source(entry);
      if (destination.isPresent() && source.isPresent()) {
        images.add(new BackfillImage(entry.target(), source.get(), destination.get()));
        lines.put(entry.target(), entry.line());
      }
    }
    return images;
  }

  /** The tag of the cluster that gets the image. */
  private Optional<PullSpec> destination(TargetEntry entry) {
    Optional<PullSpec> destination =
        sources.pullSpec(entry.key(), endpoints.sourceByTag(entry.target()), NAME + ": the target");
    if (destination.isPresent() && !StreamReference.of(entry.target()).couldExist()) {
      problems.add(
          entry.key(),
          "%s: the target %s cannot exist: the namespace must be 1 to 63 of the characters a-z 0-9 -, with no - at its ends, and the stream's name begin with a letter or a digit"
              .formatted(NAME, entry.target()));
      return Optional.empty();
    }
    return destination;
  }

  private Optional<PullSpec> source(TargetEntry entry) {
    String where = NAME + " " + entry.target();
    int before = problems.count();
    Map<String, YamlValue> fields =
        entry.value().isNull()
            ? Map.of()
            : yaml.ofObject(entry.value(), where, SourceReader.FIELDS, YamlFields.Spelling.EXACT);
    sources.refuseAs(fields, where);
    Stream.of("namespace", "name", "tag")
        .filter(fields::containsKey)
        .forEach(
            field ->
                problems.add(
                    fields.get(field),
                    "%s: %s must not be set; name a source at %s with image"
                        .formatted(where, field, endpoints.mirrorNames())));
    String image = yaml.text(fields, "image", where);
    if (problems.count() > before) {
      return Optional.empty();
    }
    return image.isEmpty() ? defaultSource(entry) : image(fields.get("image"), image, where);
  }

  private Optional<PullSpec> defaultSource(TargetEntry entry) {
    Optional<Problem> problem = FloatingTag.problemOf(entry.target());
    if (problem.isPresent()) {
      problems.add(entry.key(), NAME + ": " + problem.get().message() + ", or set image");
      return Optional.empty();
    }
    return sources.pullSpec(
        entry.key(), endpoints.defaultBackfillSource(entry.target()), NAME + ": the source");
  }

  private Optional<PullSpec> image(YamlValue at, String image, String where) {
    Optional<PullSpec> source = sources.pullSpec(at, image, where + ": image");
    // PullSpec adds the tag latest to a text with neither tag nor digest.
    boolean named = image.lastIndexOf(':') > image.lastIndexOf('/');
    if (source.isPresent() && !(named && endpoints.isMirror(source.get()))) {
      problems.add(
          at,
          "%s: image: expected a tag or a digest of %s, found '%s'"
              .formatted(where, endpoints.mirrorNames(), image));
      return Optional.empty();
    }
    return source;
  }
}
