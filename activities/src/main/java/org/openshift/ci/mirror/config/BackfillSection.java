package org.openshift.ci.mirror.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;
import org.yaml.snakeyaml.nodes.Node;

/** Reads {@code qciToAppCIImages}. */
public final class BackfillSection {

  public static final String NAME = "qciToAppCIImages";

  private final Registries registries;
  private final Problems problems;
  private final YamlFields yaml;
  private final SourceReader sources;

  /**
   * @param problems takes what is wrong with single entries
   */
  BackfillSection(Registries registries, Problems problems) {
    this.registries = registries;
    this.problems = problems;
    this.yaml = new YamlFields(problems);
    this.sources = new SourceReader(registries, problems);
  }

  /**
   * The entries that are right; notes each one's line, and what is wrong with the others.
   *
   * @param whole takes what is wrong with the section as a whole
   */
  List<BackfillImage> read(Node section, Map<TagReference, Integer> lines, Problems whole) {
    List<BackfillImage> images = new ArrayList<>();
    YamlFields outer = new YamlFields(whole);
    for (TargetEntry entry : TargetEntry.of(outer.entries(section, NAME), NAME, problems)) {
      Optional<PullSpec> destination = destination(entry);
      Optional<String> source = source(entry);
      if (destination.isPresent() && source.isPresent()) {
        images.add(new BackfillImage(entry.target(), source.get(), destination.get().toString()));
        lines.put(entry.target(), entry.line());
      }
    }
    return images;
  }

  private Optional<PullSpec> destination(TargetEntry entry) {
    try {
      return Optional.of(PullSpec.parse(registries.ofStreamTag(entry.target())));
    } catch (IllegalArgumentException e) {
      problems.add(entry.key(), "%s: the target: %s".formatted(NAME, e.getMessage()));
      return Optional.empty();
    }
  }

  private Optional<String> source(TargetEntry entry) {
    String where = NAME + " " + entry.target();
    int before = problems.count();
    Map<String, Node> fields =
        YamlFields.isNull(entry.value())
            ? Map.of()
            : yaml.ofObject(entry.value(), where, SourceReader.FIELDS, YamlFields.Spelling.EXACT);
    sources.refuseAs(fields, where);
    Stream.of("namespace", "name", "tag")
        .filter(fields::containsKey)
        .forEach(
            field ->
                problems.add(
                    fields.get(field),
                    "%s: %s must not be set: the source is at %s, given with image"
                        .formatted(where, field, registries.mirrorNames())));
    String image = yaml.text(fields, "image", where);
    if (problems.count() > before) {
      return Optional.empty();
    }
    return image.isEmpty() ? defaultSource(entry) : image(fields.get("image"), image, where);
  }

  private Optional<String> defaultSource(TargetEntry entry) {
    return DestinationTags.problemOf(entry.target())
        .map(
            problem -> {
              problems.add(entry.key(), NAME + ": " + problem.message() + ", or set image");
              return Optional.<String>empty();
            })
        .orElseGet(() -> Optional.of(registries.ofMirroredTag(entry.target())));
  }

  private Optional<String> image(Node at, String image, String where) {
    Optional<PullSpec> source = sources.image(at, image, where);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    // A reader of pull specs adds the tag latest where there is none.
    boolean named = image.lastIndexOf(':') > image.lastIndexOf('/');
    if (!named || !registries.isMirror(source.get())) {
      problems.add(
          at,
          "%s: image: expected a tag or a digest of %s, found '%s'"
              .formatted(where, registries.mirrorNames(), image));
      return Optional.empty();
    }
    return Optional.of(source.get().toString());
  }
}
