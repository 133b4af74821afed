package org.openshift.ci.mirror.imagestreams;

import java.util.Arrays;
import java.util.List;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.imagestreams.index.TagState;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

/** Small inputs for tests. */
public final class Samples {

  public static final String CREATED = "2026-03-01T00:00:00Z";

  private Samples() {}

  /** A digest that repeats this hexadecimal digit. */
  public static String digest(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }

  /**
   * An image stream from {@code ns/name} and tags, each {@code tag=a} (the digest is all a) or,
   * when it has no image, {@code tag}.
   */
  public static StreamState stream(String name, String... tags) {
    StreamReference reference = StreamReference.parse(name);
    List<TagState> states =
        Arrays.stream(tags)
            .map(
                text -> {
                  int equals = text.indexOf('=');
                  return equals < 0
                      ? TagState.ofNoItem(reference, text, null)
                      : TagState.ofItem(
                          reference,
                          text.substring(0, equals),
                          digest(text.charAt(equals + 1)),
                          CREATED);
                })
            .toList();
    return new StreamState(reference, states);
  }

  /** Rules that watch these namespaces. */
  public static WatchRules watching(String... namespaces) {
    return WatchRules.builder().additionalNamespaces(List.of(namespaces)).build();
  }

  public static List<TagReference> tags(String... tags) {
    return Arrays.stream(tags).map(TagReference::parse).toList();
  }

  /**
   * Tags in short: {@code ns/name:tag=a} with an image, {@code -ns/name:tag} removed, {@code
   * !ns/name:tag Type} with a problem.
   */
  public static List<String> inShort(List<TagChange> changes) {
    return changes.stream().map(Samples::inShort).toList();
  }

  private static String inShort(TagChange change) {
    if (change.removed()) {
      return "-" + change.tag();
    }
    if (change.problem() != null) {
      return "!" + change.tag() + " " + change.problem().type().wireName();
    }
    return change.tag() + "=" + change.digest().charAt("sha256:".length());
  }
}
