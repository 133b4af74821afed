package org.openshift.ci.mirror.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/** Collects the wanted tags of many streams; the others take no memory. */
final class InventoryBuilder {

  private final Predicate<TagReference> wanted;
  private final Instant observedAt;
  private final Map<TagReference, TagState> tags = new TreeMap<>();
  private final DestinationClaims claims = new DestinationClaims();

  /**
   * An empty inventory.
   *
   * @param observedAt a moment before anything was read
   */
  InventoryBuilder(Predicate<TagReference> wanted, Instant observedAt) {
    this.wanted = wanted;
    this.observedAt = observedAt;
  }

  void add(StreamState stream) {
    for (TagState tag : stream.tags()) {
      TagReference reference = stream.stream().tag(tag.tag());
      if (wanted.test(reference)) {
        tags.put(reference, tag);
        claims.claim(reference);
      }
    }
  }

  /** All that was added, as the watch would tell of it. */
  List<TagChange> build() {
    List<TagChange> changes = new ArrayList<>(tags.size());
    tags.forEach(
        (reference, state) ->
            changes.add(claims.toTell(reference, state).toChange(reference, observedAt)));
    return changes;
  }

  /** The state of these tags, given the streams that exist. */
  static List<TagChange> look(
      Collection<TagReference> tags,
      Map<StreamReference, StreamState> streams,
      Instant observedAt) {
    Map<TagReference, TagState> present = new HashMap<>();
    streams.forEach(
        (stream, state) -> state.tags().forEach(tag -> present.put(stream.tag(tag.tag()), tag)));
    return tags.stream()
        .map(
            tag ->
                present.containsKey(tag)
                    ? present.get(tag).toChange(tag, observedAt)
                    : TagChange.removed(tag, observedAt))
        .toList();
  }
}
