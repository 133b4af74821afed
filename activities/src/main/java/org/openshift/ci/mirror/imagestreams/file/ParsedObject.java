package org.openshift.ci.mirror.imagestreams.file;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.imagestreams.index.TagState;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * An object in a file. Whether it counts as an image stream of the file is decided by the list
 * around it, whose kind may come after its items.
 *
 * @param place where it begins
 * @param kind its kind; null when it has none
 * @param state the image stream; null when it is none, or cannot be used
 * @param warnings what is wrong with it or its tags
 */
record ParsedObject(FilePlace place, String kind, StreamState state, List<FileWarning> warnings) {

  static final String KIND = "ImageStream";

  /** An object of another kind. */
  static ParsedObject ofOtherKind(FilePlace place, String kind) {
    return leftOut(place, kind, "kind " + kind + " is not ImageStream, and is left out");
  }

  /**
   * An ImageStream, or an object without a kind that may be one.
   *
   * @param namespace null when it has none
   * @param name null when it has none
   */
  static ParsedObject of(
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
      return leftOut(
          place, kind, "'" + stream + "' cannot be the name of an image stream, so it is left out");
    }
    List<FileWarning> warnings = new ArrayList<>();
    List<TagState> states = tagStates(stream, tags, warnings);
    return new ParsedObject(place, kind, new StreamState(stream, states), warnings);
  }

  /** Adds the image stream and the warnings to the content of the file. */
  void addTo(FileContentBuilder content) {
    if (state != null) {
      warnings.forEach(content::add);
      content.add(place, state);
    } else if (kind == null || kind.equals(KIND)) {
      warnings.forEach(content::leaveOut);
    } else {
      warnings.forEach(content::add);
    }
  }

  /** An ImageStream, or an object without a kind, that cannot be used. */
  static ParsedObject leftOut(FilePlace place, String kind, String why) {
    return new ParsedObject(place, kind, null, List.of(new FileWarning(place, why)));
  }

  private static List<TagState> tagStates(
      StreamReference stream, List<StatusTag> tags, List<FileWarning> warnings) {
    List<TagState> states = new ArrayList<>(tags.size());
    Set<String> names = new HashSet<>();
    for (StatusTag tag : tags) {
      try {
        TagState state = tag.toState(stream);
        if (!names.add(state.tag())) {
          throw new IllegalArgumentException(
              "tag " + state.tag() + " is in the same stream already");
        }
        states.add(state);
        if (tag.hasItem() && state.problem() != null) {
          warnings.add(new FileWarning(tag.imagePlace(), state.problem().message()));
        }
      } catch (IllegalArgumentException e) {
        warnings.add(
            new FileWarning(
                tag.place(), e.getMessage() + ", and is left out of image stream " + stream));
      }
    }
    return states;
  }
}
