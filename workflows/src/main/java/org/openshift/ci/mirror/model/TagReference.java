package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;

/**
 * An image stream tag: {@code namespace/name:tag}.
 *
 * <p>Serialised as that one string. A Kubernetes name holds no {@code /} and no {@code :}, so the
 * spelling is unambiguous.
 *
 * @param namespace the namespace of the image stream
 * @param name the name of the image stream
 * @param tag the tag within the image stream
 */
public record TagReference(String namespace, String name, String tag)
    implements Comparable<TagReference> {

  /**
   * How many are passed on at once: some 60 bytes each, far below Temporal's limits of 2 MiB for
   * the payload of a signal and 10,000 signals for a run.
   */
  public static final int MAX_BATCH = 500;

  public TagReference {
    requirePart("namespace", namespace);
    requirePart("name", name);
    requirePart("tag", tag);
  }

  /**
   * Parses {@code namespace/name:tag}.
   *
   * @throws IllegalArgumentException when the text has another form; the message quotes the text
   */
  @JsonCreator
  public static TagReference parse(String text) {
    int slash = text.indexOf('/');
    int colon = text.indexOf(':', slash + 1);
    if (slash < 1 || colon < slash + 2 || colon == text.length() - 1) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an image stream tag: expected namespace/name:tag");
    }
    return new TagReference(
        text.substring(0, slash), text.substring(slash + 1, colon), text.substring(colon + 1));
  }

  /** The image stream: {@code namespace/name}. */
  public String stream() {
    return namespace + "/" + name;
  }

  /** The tag's name at the target repository: {@code namespace_name_tag}. */
  public String floatingTag() {
    return namespace + "_" + name + "_" + tag;
  }

  @JsonValue
  @Override
  public String toString() {
    return namespace + "/" + name + ":" + tag;
  }

  @Override
  public int compareTo(TagReference other) {
    return toString().compareTo(other.toString());
  }

  private static void requirePart(String part, String value) {
    Objects.requireNonNull(value, part);
    if (value.isEmpty() || value.indexOf('/') >= 0 || value.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'" + value + "' is not the " + part + " of an image stream tag");
    }
  }
}
