package org.openshift.ci.mirror.imagestreams.file;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * Which file defines which image stream. When several files define one, the first in the order of
 * paths counts, in whatever order they were read.
 */
final class StreamDefinitions {

  private final Map<StreamReference, NavigableMap<Path, StreamState>> byStream = new HashMap<>();
  private final Map<Path, Set<StreamReference>> byFile = new HashMap<>();

  /**
   * Replaces what the file defined before.
   *
   * @return the streams whose effective definition may have changed
   */
  Set<StreamReference> replace(Path file, Collection<StreamState> definitions) {
    Set<StreamReference> touched = new LinkedHashSet<>(byFile.getOrDefault(file, Set.of()));
    touched.forEach(stream -> remove(file, stream));
    Set<StreamReference> defined = new LinkedHashSet<>();
    for (StreamState state : definitions) {
      byStream.computeIfAbsent(state.stream(), stream -> new TreeMap<>()).put(file, state);
      defined.add(state.stream());
    }
    if (defined.isEmpty()) {
      byFile.remove(file);
    } else {
      byFile.put(file, Set.copyOf(defined));
    }
    touched.addAll(defined);
    return touched;
  }

  /** The effective definition; empty when no file has one. */
  Optional<StreamState> of(StreamReference stream) {
    return Optional.ofNullable(byStream.get(stream)).map(files -> files.firstEntry().getValue());
  }

  /** What this file defines, effective or not. */
  List<StreamState> of(Path file) {
    return byFile.getOrDefault(file, Set.of()).stream()
        .map(stream -> byStream.get(stream).get(file))
        .toList();
  }

  /** All effective definitions. */
  List<StreamState> all() {
    return byStream.values().stream().map(files -> files.firstEntry().getValue()).toList();
  }

  /** One line for each stream of this file that another file defines with precedence. */
  List<String> conflicts(Path file) {
    SortedSet<StreamReference> streams = new TreeSet<>(byFile.getOrDefault(file, Set.of()));
    return streams.stream()
        .filter(stream -> !byStream.get(stream).firstKey().equals(file))
        .map(
            stream ->
                "%s: image stream %s is left out here, as %s defines it already"
                    .formatted(file, stream, byStream.get(stream).firstKey()))
        .toList();
  }

  private void remove(Path file, StreamReference stream) {
    NavigableMap<Path, StreamState> files = byStream.get(stream);
    files.remove(file);
    if (files.isEmpty()) {
      byStream.remove(stream);
    }
  }
}
