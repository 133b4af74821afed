package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.openshift.api.model.ImageStream;
import io.fabric8.openshift.api.model.NamedTagEventList;
import io.fabric8.openshift.api.model.TagEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.imagestreams.index.ImportCondition;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.imagestreams.index.TagState;
import org.openshift.ci.mirror.log.SafeText;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reduces image streams of the cluster to what is needed, as one with its history can take MBs. */
final class ImageStreamStates {

  private static final Logger LOGGER = LoggerFactory.getLogger(ImageStreamStates.class);

  private ImageStreamStates() {}

  /** The state; empty, with a warning, for an image stream with a name that none can have. */
  static Optional<StreamState> of(ImageStream imageStream) {
    ObjectMeta metadata = imageStream.getMetadata();
    try {
      StreamReference stream = new StreamReference(metadata.getNamespace(), metadata.getName());
      requireVisible(stream.toString());
      return Optional.of(of(stream, imageStream));
    } catch (IllegalArgumentException e) {
      LOGGER.warn("an image stream is left out: {}", SafeText.visible(e.getMessage()));
      return Optional.empty();
    }
  }

  private static StreamState of(StreamReference stream, ImageStream imageStream) {
    List<NamedTagEventList> tags =
        imageStream.getStatus() == null || imageStream.getStatus().getTags() == null
            ? List.of()
            : imageStream.getStatus().getTags();
    List<TagState> states = new ArrayList<>(tags.size());
    Set<String> names = new HashSet<>();
    for (NamedTagEventList tag : tags) {
      try {
        TagState state = tagState(stream, tag);
        if (names.add(state.tag())) {
          states.add(state);
        }
      } catch (IllegalArgumentException e) {
        LOGGER.warn(
            "image stream {}: a tag is left out: {}", stream, SafeText.visible(e.getMessage()));
      }
    }
    return new StreamState(stream, states);
  }

  private static void requireVisible(String name) {
    if (!SafeText.isVisible(name)) {
      throw new IllegalArgumentException("'" + name + "' has control characters");
    }
  }

  private static TagState tagState(StreamReference stream, NamedTagEventList tag) {
    if (tag.getTag() == null) {
      throw new IllegalArgumentException("it has no name");
    }
    requireVisible(tag.getTag());
    String name = stream.tag(tag.getTag()).tag();
    if (tag.getItems() == null || tag.getItems().isEmpty()) {
      return TagState.ofNoItem(stream, name, importFailure(tag).orElse(null));
    }
    // The newest item comes first (OpenShift API, NamedTagEventList).
    TagEvent newest = tag.getItems().getFirst();
    return TagState.ofItem(stream, name, newest.getImage(), newest.getCreated());
  }

  private static Optional<String> importFailure(NamedTagEventList tag) {
    if (tag.getConditions() == null) {
      return Optional.empty();
    }
    return tag.getConditions().stream()
        .flatMap(
            condition ->
                ImportCondition.failure(
                    condition.getType(), condition.getStatus(), condition.getMessage())
                    .stream())
        .findFirst();
  }
}
