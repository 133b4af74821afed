package org.openshift.ci.mirror.watchrules;

import org.openshift.ci.mirror.model.ImageStreamNames;
import org.openshift.ci.mirror.model.TagReference;

/**
 * An image stream: {@code namespace/name}.
 *
 * @param namespace the namespace; not empty, and without {@code /} and {@code :}
 * @param name the name of the image stream; likewise
 */
public record StreamReference(String namespace, String name)
    implements Comparable<StreamReference> {

  public StreamReference {
    requirePart("namespace", namespace);
    requirePart("name", name);
  }

  /** The stream that holds this tag. */
  public static StreamReference of(TagReference tag) {
    return new StreamReference(tag.namespace(), tag.name());
  }

  /**
   * Reads {@code namespace/name}.
   *
   * @throws IllegalArgumentException quoting the text, when it has another form
   */
  public static StreamReference parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1 || text.indexOf('/', slash + 1) >= 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an image stream: expected namespace/name");
    }
    return new StreamReference(text.substring(0, slash), text.substring(slash + 1));
  }

  /**
   * A tag of this stream.
   *
   * @throws IllegalArgumentException when the name is empty or has {@code /} or {@code :}
   */
  public TagReference tag(String tag) {
    return new TagReference(namespace, name, tag);
  }

  /** Whether a cluster accepts these names. Names that people type need this check. */
  public boolean couldExist() {
    return ImageStreamNames.couldExist(namespace, name);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }

  @Override
  public int compareTo(StreamReference other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }

  private static void requirePart(String part, String value) {
    if (value == null || value.isEmpty() || value.indexOf('/') >= 0 || value.indexOf(':') >= 0) {
      throw new IllegalArgumentException(
          "'" + value + "' is not the " + part + " of an image stream");
    }
  }
}
