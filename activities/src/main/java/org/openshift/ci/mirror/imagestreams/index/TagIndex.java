package org.openshift.ci.mirror.imagestreams.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * Remembers the newest image of every tag that was seen. Each method that takes a newer state
 * returns the watched tags that changed by it.
 *
 * <p>Tags that are not watched are remembered too, as other rules may watch them. The index may be
 * incomplete: after a watch continued from the position of another process, it has only the streams
 * that changed since. Then the removal of a tag in the first event of its stream is not noticed.
 *
 * <p>Not safe for use by several threads.
 */
public final class TagIndex {

  /** The tags of each stream as they were last seen; the state is null when it was forgotten. */
  private final Map<StreamReference, Map<String, TagState>> streams = new HashMap<>();

  private WatchRules rules;
  private boolean complete;

  public TagIndex(WatchRules rules) {
    this.rules = rules;
  }

  /** The rules in force. */
  public WatchRules rules() {
    return rules;
  }

  /** Whether all streams are known, from a list that was taken to its end. */
  public boolean complete() {
    return complete;
  }

  /**
   * Forgets the state of each tag, but not that it exists: the next list returns every watched tag
   * again, and those that are gone.
   */
  public void forgetStates() {
    streams.values().forEach(tags -> tags.replaceAll((tag, state) -> null));
    complete = false;
  }

  /** Takes the present state of a stream; returns the watched tags that changed. */
  public List<TagReference> put(StreamState state) {
    StreamReference stream = state.stream();
    Map<String, TagState> known =
        streams.computeIfAbsent(stream, key -> HashMap.newHashMap(state.tags().size()));
    Set<String> present = HashSet.newHashSet(state.tags().size());
    state.tags().forEach(tag -> present.add(tag.tag()));
    Set<String> touched = new LinkedHashSet<>(known.keySet());
    touched.removeAll(present);
    known.keySet().retainAll(present);
    for (TagState tag : state.tags()) {
      if (!tag.equals(known.put(tag.tag(), tag))) {
        touched.add(tag.tag());
      }
    }
    return watched(stream, touched);
  }

  /** Removes a stream; returns its watched tags. */
  public List<TagReference> remove(StreamReference stream) {
    return remove(new StreamState(stream, List.of()));
  }

  /**
   * Removes a stream; returns its watched tags.
   *
   * @param last its last state, as an incomplete index may never have seen the stream
   */
  public List<TagReference> remove(StreamState last) {
    Set<String> tags = new LinkedHashSet<>();
    Map<String, TagState> known = streams.remove(last.stream());
    if (known != null) {
      tags.addAll(known.keySet());
    }
    last.tags().forEach(tag -> tags.add(tag.tag()));
    return watched(last.stream(), tags);
  }

  /** Puts other rules in force; returns the tags that begin or cease to be watched. */
  public List<TagReference> replaceRules(WatchRules newRules) {
    WatchRules oldRules = rules;
    rules = newRules;
    List<TagReference> changed = new ArrayList<>();
    streams.forEach(
        (stream, tags) ->
            tags.keySet().stream()
                .map(stream::tag)
                .filter(tag -> oldRules.watches(tag) != newRules.watches(tag))
                .forEach(changed::add));
    return changed;
  }

  /** Begins to take a list of all streams. When the list breaks off, begin another one. */
  public Listing beginList() {
    return new Listing();
  }

  /** A list of all streams that is taken in parts. */
  public final class Listing {

    private final Set<StreamReference> named = new HashSet<>();

    private Listing() {}

    /** Takes a part; returns the watched tags that changed. */
    public List<TagReference> add(Collection<StreamState> present) {
      List<TagReference> tags = new ArrayList<>();
      for (StreamState state : present) {
        named.add(state.stream());
        tags.addAll(put(state));
      }
      return tags;
    }

    /** Ends the list: removes the streams that were not in it, and returns their watched tags. */
    public List<TagReference> complete() {
      List<StreamReference> gone =
          streams.keySet().stream().filter(stream -> !named.contains(stream)).toList();
      complete = true;
      return gone.stream().flatMap(stream -> remove(stream).stream()).toList();
    }
  }

  private List<TagReference> watched(StreamReference stream, Collection<String> tags) {
    return tags.stream().map(stream::tag).filter(rules::watches).toList();
  }
}
