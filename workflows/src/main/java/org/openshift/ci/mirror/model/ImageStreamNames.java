package org.openshift.ci.mirror.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which names an image stream tag can have, as regular expressions. A name of another form is a
 * typing mistake.
 */
public final class ImageStreamNames {

  /** A DNS label (RFC 1123), as Kubernetes requires of namespaces. */
  public static final String NAMESPACE = "[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?";

  /** A path component of a repository; slightly wider than OpenShift's rule. */
  public static final String NAME = "[a-z0-9][a-z0-9._-]{0,252}";

  /** A tag of the OCI distribution specification ("Pulling manifests"), as OpenShift validates. */
  public static final String TAG = "[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,127}";

  /**
   * As {@link #NAMESPACE}, also with underscores: a target of {@code supplementalCIImages} needs no
   * namespace at the cluster, and some have the name of an account at quay.io.
   */
  private static final Pattern NAMESPACE_OF_TARGET =
      Pattern.compile("[a-z0-9](?:[-_a-z0-9]{0,61}[a-z0-9])?");

  private static final Pattern POSSIBLE_NAMESPACE = Pattern.compile(NAMESPACE);
  private static final Pattern POSSIBLE_NAME = Pattern.compile(NAME);
  private static final Pattern POSSIBLE_TAG = Pattern.compile(TAG);

  private ImageStreamNames() {}

  /** Whether a cluster accepts an image stream of this name. */
  public static boolean couldExist(String namespace, String name) {
    return POSSIBLE_NAMESPACE.matcher(namespace).matches() && POSSIBLE_NAME.matcher(name).matches();
  }

  /**
   * Why nothing is mirrored under such a name, in one line that quotes it; empty when something
   * could be: a tag of a cluster, or a target of {@code supplementalCIImages}.
   */
  public static Optional<String> problemOf(TagReference tag) {
    return expected(tag)
        .map(
            expected ->
                "'%s' is not an image stream tag: %s; check the spelling"
                    .formatted(printable(tag.toString()), printable(expected)));
  }

  private static Optional<String> expected(TagReference tag) {
    if (!NAMESPACE_OF_TARGET.matcher(tag.namespace()).matches()) {
      return Optional.of(
          "the namespace '%s' must be 1 to 63 of the characters a-z 0-9 - _, with no - or _ at its ends"
              .formatted(tag.namespace()));
    }
    if (!POSSIBLE_NAME.matcher(tag.name()).matches()) {
      return Optional.of(
          "the name '%s' must be 1 to 253 of the characters a-z 0-9 . _ -, the first a letter or a digit"
              .formatted(tag.name()));
    }
    if (!POSSIBLE_TAG.matcher(tag.tag()).matches()) {
      return Optional.of(
          "the tag '%s' must be 1 to 128 of the characters a-z A-Z 0-9 _ . -, the first no . or -"
              .formatted(tag.tag()));
    }
    return Optional.empty();
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}
