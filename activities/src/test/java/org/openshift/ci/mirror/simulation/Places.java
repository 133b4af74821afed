package org.openshift.ci.mirror.simulation;

import java.util.List;
import java.util.stream.Stream;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagReference;

/** The names in a world. */
final class Places {

  static final String SOURCE_HOST = "registry.ci.example";
  static final String TARGET_HOST = "quay.example";
  static final String TARGET = TARGET_HOST + "/openshift/ci";
  static final String EXTERNAL_HOST = "external.example";
  static final String EXTERNAL = EXTERNAL_HOST + "/tools/ext:1";
  static final String FIXED_EXTERNAL = EXTERNAL_HOST + "/tools/fixed:1";
  static final Endpoints MIRROR = new Endpoints(SOURCE_HOST, TARGET);

  /** Image stream tags that may exist. The two with {@code x} in them share a floating tag. */
  static final List<TagReference> STREAM_TAGS =
      Stream.of(
              "ocp/a:1",
              "ocp/b:1",
              "ocp/c:1",
              "ocp/x_y:1",
              "ocp/x:y_1",
              "ocp/ignored:1",
              "ocp/back:1",
              "art/tool:1",
              "other/unwatched:1")
          .map(TagReference::parse)
          .toList();

  /** All destinations: a person may trigger them, and the promises are checked for them. */
  static final List<Destination> DESTINATIONS =
      Stream.concat(
              Stream.concat(
                      STREAM_TAGS.stream(),
                      Stream.of("side/ext:1", "side/fixed:1", "ocp/absent:1")
                          .map(TagReference::parse))
                  .map(Destination::mirror),
              Stream.of("ocp/back:1", "ocp/a:1")
                  .map(TagReference::parse)
                  .map(Destination::backfill))
          .toList();

  private Places() {}

  /** A digest that a person can tell from others: the number with leading zeros. */
  static String digest(int number) {
    return "sha256:" + "%064x".formatted(number);
  }

  /** The pull spec of a destination. */
  static String pullSpec(Destination destination) {
    return destination.backfill()
        ? SOURCE_HOST + "/" + destination.tag()
        : MIRROR.destination(destination.tag());
  }
}
