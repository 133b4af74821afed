package org.openshift.ci.mirror.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Remembers the newest image of every tag that was seen, and says what changed.
 *
 * <p>For each tag it keeps what its status shows and what was last told of it. After every change
 * the two are reconciled for the tags concerned, so that a change is told once, whatever led to it:
 * another image, a tag or a stream that went, a conflict that began or ended, other rules. Tags
 * that are not watched are remembered too, as other rules may ask for them.
 *
 * <p>What is told of a watched tag, the first that applies: its name at the target is not a valid
 * tag; it is in a {@linkplain DestinationClaims conflict} with another watched tag; it has no
 * image, or no valid digest; its image.
 *
 * <p>Not safe for use by several threads.
 */
final class TagIndex {

  private static final class Entry {
    private TagState seen;
    private TagState told;
    private boolean watched;
  }

  private final Map<StreamReference, Map<String, Entry>> streams = new HashMap<>();
  private final DestinationClaims claims = new DestinationClaims();

  /** Touched during an intake, to be reconciled at its end; stays when the intake breaks off. */
  private final Set<TagReference> keptBack = new LinkedHashSet<>();

  private WatchRules rules;

  TagIndex(WatchRules rules) {
    this.rules = rules;
  }

  /** The rules in force. */
  WatchRules rules() {
    return rules;
  }

  /** Whether this stream was seen and not removed since. */
  boolean knows(StreamReference stream) {
    return streams.containsKey(stream);
  }

  /**
   * Takes the present state of some streams, and that others are gone, as one step: a tag that
   * moves from one stream to another is in conflict with itself at no time.
   *
   * @return what is to be told, removals first
   */
  List<TagChange> apply(
      Collection<StreamState> present, Collection<StreamReference> gone, Instant observedAt) {
    Set<TagReference> touched = new LinkedHashSet<>();
    List<TagChange> changes = new ArrayList<>();
    gone.forEach(stream -> forget(stream, touched, changes, observedAt));
    present.forEach(state -> absorb(state, touched, changes, observedAt));
    reconcile(touched, changes, observedAt);
    return removalsFirst(changes);
  }

  /** Puts other rules in force, and says what that changes. */
  List<TagChange> replaceRules(WatchRules newRules, Instant observedAt) {
    rules = newRules;
    Set<TagReference> touched = new LinkedHashSet<>();
    streams.forEach(
        (stream, entries) ->
            entries.forEach(
                (tag, entry) -> {
                  TagReference reference = stream.tag(tag);
                  boolean watched = rules.watches(reference);
                  if (watched != entry.watched) {
                    entry.watched = watched;
                    touched.add(reference);
                    touched.addAll(watched ? claims.claim(reference) : claims.release(reference));
                  }
                }));
    List<TagChange> changes = new ArrayList<>();
    reconcile(touched, changes, observedAt);
    return removalsFirst(changes);
  }

  /**
   * Begins to take much at once, in parts.
   *
   * @param observedAt a moment before it was read
   */
  Intake beginIntake(Instant observedAt) {
    return new Intake(observedAt);
  }

  /**
   * Much that is taken in parts, as a long list of streams. No other change may be applied
   * meanwhile; when it breaks off, another must be begun.
   *
   * <p>Tags that could be in a conflict are told of when all is known: otherwise one of them would
   * be mirrored in the time between two parts.
   */
  final class Intake {

    private final Instant observedAt;
    private final Set<StreamReference> named = new HashSet<>();

    private Intake(Instant observedAt) {
      this.observedAt = observedAt;
    }

    /** Takes a part: the present state of some streams, and that others are gone. */
    List<TagChange> add(Collection<StreamState> present, Collection<StreamReference> gone) {
      Set<TagReference> touched = new LinkedHashSet<>();
      List<TagChange> changes = new ArrayList<>();
      gone.forEach(stream -> forget(stream, touched, changes, observedAt));
      for (StreamState state : present) {
        named.add(state.stream());
        absorb(state, touched, changes, observedAt);
      }
      for (TagReference tag : touched) {
        if (DestinationClaims.ambiguous(tag)) {
          keptBack.add(tag);
        }
      }
      touched.removeAll(keptBack);
      reconcile(touched, changes, observedAt);
      return removalsFirst(changes);
    }

    /** All parts were taken. */
    List<TagChange> complete() {
      List<TagChange> changes = new ArrayList<>();
      reconcile(keptBack, changes, observedAt);
      keptBack.clear();
      return removalsFirst(changes);
    }

    /** All parts of a list of all streams were taken: what it did not name is gone. */
    List<TagChange> completeList() {
      List<TagChange> changes = new ArrayList<>();
      List<StreamReference> gone =
          streams.keySet().stream().filter(stream -> !named.contains(stream)).toList();
      gone.forEach(stream -> forget(stream, keptBack, changes, observedAt));
      changes.addAll(complete());
      return removalsFirst(changes);
    }
  }

  private void absorb(
      StreamState state, Set<TagReference> touched, List<TagChange> changes, Instant observedAt) {
    StreamReference stream = state.stream();
    Map<String, Entry> entries =
        streams.computeIfAbsent(stream, key -> HashMap.newHashMap(state.tags().size()));
    Set<String> present = HashSet.newHashSet(state.tags().size());
    state.tags().forEach(tag -> present.add(tag.tag()));
    List.copyOf(entries.keySet()).stream()
        .filter(tag -> !present.contains(tag))
        .forEach(tag -> drop(stream.tag(tag), entries.remove(tag), touched, changes, observedAt));
    for (TagState tag : state.tags()) {
      Entry entry = entries.get(tag.tag());
      if (entry == null) {
        entries.put(tag.tag(), begin(stream.tag(tag.tag()), tag, touched));
      } else if (!tag.equals(entry.seen)) {
        entry.seen = tag;
        touched.add(stream.tag(tag.tag()));
      }
    }
  }

  private Entry begin(TagReference reference, TagState seen, Set<TagReference> touched) {
    Entry entry = new Entry();
    entry.seen = seen;
    entry.watched = rules.watches(reference);
    touched.add(reference);
    if (entry.watched) {
      touched.addAll(claims.claim(reference));
    }
    return entry;
  }

  private void forget(
      StreamReference stream,
      Set<TagReference> touched,
      List<TagChange> changes,
      Instant observedAt) {
    Map<String, Entry> entries = streams.remove(stream);
    if (entries != null) {
      entries.forEach((tag, entry) -> drop(stream.tag(tag), entry, touched, changes, observedAt));
    }
  }

  private void drop(
      TagReference reference,
      Entry entry,
      Set<TagReference> touched,
      List<TagChange> changes,
      Instant observedAt) {
    if (entry.watched) {
      touched.addAll(claims.release(reference));
    }
    if (entry.told != null) {
      changes.add(TagChange.removed(reference, observedAt));
    }
  }

  private void reconcile(Set<TagReference> touched, List<TagChange> changes, Instant observedAt) {
    for (TagReference reference : touched) {
      Map<String, Entry> entries = streams.get(StreamReference.of(reference));
      Entry entry = entries == null ? null : entries.get(reference.tag());
      if (entry == null) {
        continue;
      }
      if (!entry.watched) {
        if (entry.told != null) {
          entry.told = null;
          changes.add(TagChange.removed(reference, observedAt));
        }
        continue;
      }
      TagState toTell = claims.toTell(reference, entry.seen);
      if (!toTell.equals(entry.told)) {
        entry.told = toTell;
        changes.add(toTell.toChange(reference, observedAt));
      }
    }
  }

  /** What leaves a destination goes before what comes to it. */
  private static List<TagChange> removalsFirst(List<TagChange> changes) {
    changes.sort(Comparator.comparing(change -> !change.removed()));
    return changes;
  }
}
