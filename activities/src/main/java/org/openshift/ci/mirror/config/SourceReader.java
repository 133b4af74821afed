package org.openshift.ci.mirror.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.yaml.YamlValue;

/**
 * Reads the fields that name a source: {@code image}, or {@code namespace}, {@code name} and {@code
 * tag}.
 */
final class SourceReader {

  /** The fields of a source, and the refused one. */
  static final List<String> FIELDS =
      List.of("image", "namespace", "name", "tag", YamlFields.REFUSED);

  private final Endpoints endpoints;
  private final Problems problems;
  private final YamlFields yaml;

  SourceReader(Endpoints endpoints, Problems problems) {
    this.endpoints = endpoints;
    this.problems = problems;
    this.yaml = new YamlFields(problems);
  }

  /**
   * The source; empty, with problems added, when the fields do not name exactly one.
   *
   * @param entry the entry or its key, for the line of a problem
   * @param where what the entry is, for messages
   */
  Optional<PullSpec> source(Map<String, YamlValue> fields, YamlValue entry, String where) {
    int before = problems.count();
    refuseAs(fields, where);
    String image = yaml.text(fields, "image", where);
    String namespace = yaml.text(fields, "namespace", where);
    String name = yaml.text(fields, "name", where);
    String tag = yaml.text(fields, "tag", where);
    if (problems.count() > before) {
      return Optional.empty();
    }
    boolean asTag = Stream.of(namespace, name, tag).anyMatch(part -> !part.isEmpty());
    if (!image.isEmpty() && asTag) {
      problems.add(
          entry,
          "%s: image contradicts namespace, name and tag: the source is one or the other"
              .formatted(where));
      return Optional.empty();
    }
    if (!asTag) {
      return image.isEmpty()
          ? noSource(entry, where)
          : pullSpec(fields.get("image"), image, where + ": image");
    }
    return streamTag(entry, namespace, name, tag, where);
  }

  /** Adds a problem when {@code as} is set. */
  void refuseAs(Map<String, YamlValue> fields, String where) {
    YamlValue as = fields.get(YamlFields.REFUSED);
    if (as != null) {
      problems.add(as, where + ": as must not be set");
    }
  }

  /** The pull spec; empty, with a problem added, when the text is not one. */
  Optional<PullSpec> pullSpec(YamlValue at, String text, String where) {
    try {
      return Optional.of(PullSpec.parse(text));
    } catch (IllegalArgumentException e) {
      problems.add(at, where + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<PullSpec> noSource(YamlValue entry, String where) {
    problems.add(
        entry, "%s: the source is missing: set image, or namespace, name and tag".formatted(where));
    return Optional.empty();
  }

  private Optional<PullSpec> streamTag(
      YamlValue entry, String namespace, String name, String tag, String where) {
    int before = problems.count();
    require(entry, "namespace", namespace, where);
    require(entry, "name", name, where);
    require(entry, "tag", tag, where);
    if (problems.count() > before) {
      return Optional.empty();
    }
    try {
      String source = endpoints.sourceByTag(new TagReference(namespace, name, tag));
      return pullSpec(entry, source, where + ": the source");
    } catch (IllegalArgumentException e) {
      problems.add(entry, "%s: the source: %s".formatted(where, e.getMessage()));
      return Optional.empty();
    }
  }

  private void require(YamlValue entry, String field, String value, String where) {
    if (value.isEmpty()) {
      problems.add(
          entry,
          "%s: %s is missing: a source is an image, or namespace, name and tag"
              .formatted(where, field));
    }
  }
}
