package org.openshift.ci.mirror.imagestreams.index;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * The status of an image stream, reduced to what is needed.
 *
 * @param stream the image stream
 * @param tags its tags, each name once
 */
public record StreamState(StreamReference stream, List<TagState> tags) {

  public StreamState {
    tags = List.copyOf(tags);
  }

  /** The state of one of its tags. */
  public TagChange look(TagReference tag) {
    return tags.stream()
        .filter(state -> state.tag().equals(tag.tag()))
        .findFirst()
        .map(state -> state.toChange(tag))
        .orElse(TagChange.removed(tag));
  }

  /** Adds the wanted tags of this stream to those of others. */
  public void addTo(Map<TagReference, TagChange> found, Predicate<TagReference> wanted) {
    for (TagState state : tags) {
      TagReference tag = stream.tag(state.tag());
      if (wanted.test(tag)) {
        found.put(tag, state.toChange(tag));
      }
    }
  }
}
