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
 * Remembers the newest image of every tag that was seen, and says which watched tags are to be
 * looked at because of what is seen now.
 *
 * <p>Tags that are not watched are remembered too, as other rules may ask for them. The index may
 * be incomplete, as that of a watch that goes on from a position of another process: it knows only
 * the streams that changed since. What cannot be noticed then is that a tag went from a stream
 * before that stream's first event.
 *
 * <p>Not safe for use by several threads.
 */
public final class TagIndex {

  /** The tags of each stream as they were seen last; a null state was to be forgotten. */
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

  /** Whether all streams are known, by a list that was taken to its end. */
  public boolean complete() {
    return complete;
  }

  /**
   * Forgets what was seen of each tag, but not that it was there: the next list names every watched
   * tag again, and those that are gone.
   */
  public void forgetStates() {
    streams.values().forEach(tags -> tags.replaceAll((tag, state) -> null));
    complete = false;
  }

  /** Takes the present state of a stream. */
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

  /** Takes that a stream is gone. */
  public List<TagReference> remove(StreamReference stream) {
    return remove(new StreamState(stream, List.of()));
  }

  /**
   * Takes that a stream is gone.
   *
   * @param last what it was: an index that is incomplete may never have seen it
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

  /** Puts other rules in force; names the tags that become watched by them, or cease to be. */
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

  /** Begins to take a list of all streams; when it breaks off, another must be begun. */
  public Listing beginList() {
    return new Listing();
  }

  /** A list of all streams, which is taken in parts. */
  public final class Listing {

    private final Set<StreamReference> named = new HashSet<>();

    private Listing() {}

    /** Takes a part. */
    public List<TagReference> add(Collection<StreamState> present) {
      List<TagReference> tags = new ArrayList<>();
      for (StreamState state : present) {
        named.add(state.stream());
        tags.addAll(put(state));
      }
      return tags;
    }

    /** All parts were taken: what the list did not name is gone. */
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
