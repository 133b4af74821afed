package org.openshift.ci.mirror.imagestreams.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.imagestreams.index.TagState;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * An object that will be an image stream of the file, should what surrounds it say so.
 *
 * @param place where it begins
 * @param kind its kind; null when it names none
 * @param state the image stream; null when it cannot be one
 * @param notices what is wrong with it, or with its tags
 */
record StreamCandidate(FilePlace place, String kind, StreamState state, List<FileWarning> notices) {

  static final String KIND = "ImageStream";

  /** An object of another kind. */
  static StreamCandidate ofOtherKind(FilePlace place, String kind) {
    return leftOut(place, kind, "kind " + kind + " is not ImageStream, and is left out");
  }

  /**
   * An ImageStream, or an object without a kind that has an ImageStream's fields.
   *
   * @param namespace null when it names none
   * @param name null when it names none
   */
  static StreamCandidate of(
      FilePlace place, String kind, String namespace, String name, List<StatusTag> tags) {
    if (namespace == null || namespace.isEmpty()) {
      return leftOut(place, kind, "this ImageStream has no metadata.namespace, and is left out");
    }
    if (name == null || name.isEmpty()) {
      return leftOut(place, kind, "this ImageStream has no metadata.name, and is left out");
    }
    StreamReference stream;
    try {
      stream = new StreamReference(namespace, name);
    } catch (IllegalArgumentException e) {
      return leftOut(place, kind, e.getMessage() + ", so it is left out");
    }
    if (!stream.couldExist()) {
      return leftOut(place, kind, "'" + stream + "' is no name a cluster takes, so it is left out");
    }
    List<FileWarning> notices = new ArrayList<>();
    List<TagState> states = tagStates(stream, tags, notices);
    return new StreamCandidate(place, kind, new StreamState(stream, states), notices);
  }

  /** Puts it into the file's content. */
  void addTo(FileContentBuilder content) {
    notices.forEach(content::add);
    if (state != null) {
      content.add(place, state);
    }
  }

  private static StreamCandidate leftOut(FilePlace place, String kind, String why) {
    return new StreamCandidate(place, kind, null, List.of(new FileWarning(place, why)));
  }

  private static List<TagState> tagStates(
      StreamReference stream, List<StatusTag> tags, List<FileWarning> notices) {
    List<TagState> states = new ArrayList<>(tags.size());
    Set<String> names = new HashSet<>();
    for (StatusTag tag : tags) {
      try {
        TagState state = tag.toState(stream);
        if (!names.add(state.tag())) {
          throw new IllegalArgumentException(
              "tag " + state.tag() + " stands in the same stream already");
        }
        states.add(state);
        if (tag.hasItem() && state.problem() != null) {
          notices.add(new FileWarning(tag.imagePlace(), state.problem().message()));
        }
      } catch (IllegalArgumentException e) {
        notices.add(
            new FileWarning(
                tag.place(), e.getMessage() + ", and is left out of image stream " + stream));
      }
    }
    return states;
  }
}
