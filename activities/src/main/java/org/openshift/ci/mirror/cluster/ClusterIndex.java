package org.openshift.ci.mirror.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The index of a cluster's tags, which may be incomplete: a watch that goes on from a position
 * without an index knows only the streams that changed since.
 *
 * <p>While it is incomplete, the first event of a stream gives all its watched tags, as there is
 * nothing to compare them with, and the streams that could be in conflict with it are looked up.
 * What cannot be noticed then is that a tag went from a stream before that stream's first event;
 * its open task ends when the image is mirrored, or parks when the image is gone too.
 */
final class ClusterIndex {

  /** Looks up the present state of an image stream; empty when there is none. */
  @FunctionalInterface
  interface LookUp {
    Optional<StreamState> get(StreamReference stream) throws InterruptedException;
  }

  private final TagIndex index;
  private final Set<StreamReference> lookedUp = new HashSet<>();
  private boolean complete;

  ClusterIndex(WatchRules rules) {
    this.index = new TagIndex(rules);
  }

  /** Whether all streams of the cluster are known. */
  boolean complete() {
    return complete;
  }

  /** The rules in force. */
  WatchRules rules() {
    return index.rules();
  }

  /** Puts other rules in force; only a complete index can say all that this changes. */
  List<TagChange> replaceRules(WatchRules rules, Instant observedAt) {
    return index.replaceRules(rules, observedAt);
  }

  /** Takes a new or changed stream. */
  List<TagChange> changed(StreamState state, Instant observedAt, LookUp lookUp)
      throws InterruptedException {
    List<StreamState> present = rivalsOf(state, lookUp);
    present.add(state);
    return index.apply(present, List.of(), observedAt);
  }

  /** Takes that a stream was deleted. */
  List<TagChange> deleted(StreamState last, Instant observedAt, LookUp lookUp)
      throws InterruptedException {
    if (!complete && !index.knows(last.stream())) {
      // An earlier watch told of it: it is put in here only to be taken back below.
      changed(last, observedAt, lookUp);
    }
    return index.apply(List.of(), List.of(last.stream()), observedAt);
  }

  /** Begins to take a list of all streams; see {@link TagIndex#beginIntake}. */
  TagIndex.Intake beginList(Instant observedAt) {
    return index.beginIntake(observedAt);
  }

  /** The list was taken to its end. */
  List<TagChange> complete(TagIndex.Intake list) {
    complete = true;
    lookedUp.clear();
    return list.completeList();
  }

  private List<StreamState> rivalsOf(StreamState state, LookUp lookUp) throws InterruptedException {
    List<StreamState> found = new ArrayList<>();
    if (complete) {
      return found;
    }
    for (TagState tag : state.tags()) {
      TagReference reference = state.stream().tag(tag.tag());
      if (!index.rules().watches(reference)) {
        continue;
      }
      for (TagReference rival : DestinationClaims.rivals(reference)) {
        StreamReference stream = StreamReference.of(rival);
        if (index.rules().watches(rival)
            && !stream.equals(state.stream())
            && !index.knows(stream)
            && !lookedUp.contains(stream)) {
          lookUp.get(stream).ifPresent(found::add);
          lookedUp.add(stream);
        }
      }
    }
    return found;
  }
}
