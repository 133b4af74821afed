package org.openshift.ci.mirror.release.index;

import org.openshift.ci.mirror.log.SafeText;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** Reads references to image streams and their tags: {@code namespace, name, tag}. */
final class ImageReferences {

  /** The field with the stream that base images are in unless they name another. */
  static final String TAG_SPECIFICATION = "tag_specification";

  private static final String BUILD_CACHE = "build-cache";

  private ImageReferences() {}

  /** The tag that a mapping's namespace, name and tag make up. */
  static TagReference tag(ConfigFields mapping, String what) throws UnusableFileException {
    return tag(
        mapping.requiredText("namespace", what),
        mapping.requiredText("name", what),
        mapping.requiredText("tag", what),
        mapping.line(),
        what);
  }

  /**
   * The tag of an element of {@code base_images} or {@code base_rpm_images}: one with neither
   * namespace nor name is in the stream of the config's {@code tag_specification}
   * (openshift/ci-tools, {@code pkg/defaults/defaults.go}).
   */
  static TagReference baseImage(ConfigFields image, String what, ConfigFields config)
      throws UnusableFileException {
    if (!image.lacks("namespace") || !image.lacks("name") || image.lacks("tag")) {
      return tag(image, what);
    }
    ConfigFields specification = config.mapping(TAG_SPECIFICATION);
    if (specification == null) {
      throw new UnusableFileException(
          image.line(),
          "%s has no namespace and no name, and the config has no %s to take them from"
              .formatted(what, TAG_SPECIFICATION));
    }
    StreamReference stream =
        stream(specification, TAG_SPECIFICATION + ", which " + what + " uses,");
    return tag(stream.namespace(), stream.name(), image.text("tag"), image.line(), what);
  }

  /** The stream that a mapping's namespace and name make up. */
  static StreamReference stream(ConfigFields mapping, String what) throws UnusableFileException {
    String namespace = mapping.requiredText("namespace", what);
    String name = mapping.requiredText("name", what);
    requireVisible(namespace + name, mapping.line(), what);
    try {
      return new StreamReference(namespace.intern(), name.intern());
    } catch (IllegalArgumentException e) {
      throw new UnusableFileException(mapping.line(), what + ": " + e.getMessage());
    }
  }

  /** The tag of a branch's build cache. */
  static TagReference buildCache(ConfigMetadata of) throws UnusableFileException {
    return tag(
        BUILD_CACHE,
        of.org() + "-" + of.repository(),
        of.buildCacheTag(),
        1,
        "the build cache of branch " + of.branch());
  }

  /**
   * A tag.
   *
   * @param line the line of the reference, from 1
   * @param what what refers to it, for a message
   */
  static TagReference tag(String namespace, String name, String tag, int line, String what)
      throws UnusableFileException {
    requireVisible(namespace + name + tag, line, what);
    try {
      // Thousands of configs name the same few tags.
      return new TagReference(namespace.intern(), name.intern(), tag.intern());
    } catch (IllegalArgumentException e) {
      throw new UnusableFileException(line, what + ": " + e.getMessage());
    }
  }

  /**
   * Names with control characters are invalid, and would reach every line of the log about the
   * image.
   */
  private static void requireVisible(String names, int line, String what)
      throws UnusableFileException {
    if (!SafeText.isVisible(names)) {
      throw new UnusableFileException(line, what + " has control characters: " + names);
    }
  }
}
