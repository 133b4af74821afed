package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What the files of a folder said when they were read last. A file is read when its signature
 * changed, and parsed when its content did; one that cannot be used keeps what it said before.
 *
 * <p>Not safe for use by several threads.
 *
 * @param <T> what a file says
 */
final class FileStates<T> {

  /** Makes sense of a file's content. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(byte[] content, Path path) throws UnusableFileException;
  }

  /**
   * A file as it was read last.
   *
   * @param signature of the file that was read
   * @param hash of its content; null when that could not be read
   * @param said what it said when it could be used last; null when it never could
   * @param broken why it cannot be used now; null when it can
   */
  private record State<T>(FileSignature signature, String hash, T said, String broken) {}

  /**
   * What became of the files.
   *
   * @param changed files that say something else than before, or nothing any more
   * @param before what those of them said before that said something
   * @param unsettled whether a file changed while it was read, so that it must be read again
   */
  record Change<T>(Set<Path> changed, Map<Path, T> before, boolean unsettled) {}

  private final Parser<T> parser;
  private final SortedMap<Path, State<T>> states = new TreeMap<>();

  FileStates(Parser<T> parser) {
    this.parser = parser;
  }

  /** What of a scan differs from what was read. */
  Differences differences(Path folder, FolderScan scan) {
    Set<Path> suspects = new HashSet<>();
    scan.files()
        .forEach(
            (path, signature) -> {
              State<T> state = states.get(path);
              if (state == null || !state.signature().equals(signature)) {
                suspects.add(path);
              }
            });
    Set<Path> gone = new HashSet<>();
    for (Path path : states.keySet()) {
      if (!scan.files().containsKey(path) && !scan.isUncertain(path)) {
        gone.add(path);
      }
    }
    return new Differences(folder, scan, suspects, gone);
  }

  /** Takes what is gone, and reads what seems to have changed. */
  Change<T> update(Differences differences) {
    Set<Path> changed = new HashSet<>();
    Map<Path, T> before = new HashMap<>();
    for (Path path : differences.gone()) {
      T said = states.remove(path).said();
      if (said != null) {
        changed.add(path);
        before.put(path, said);
      }
    }
    boolean unsettled = false;
    List<ParallelFiles.Outcome<State<T>>> outcomes =
        ParallelFiles.map(
            differences.suspects(),
            path -> read(differences.folder().resolve(path), path, differences.signature(path)));
    for (ParallelFiles.Outcome<State<T>> outcome : outcomes) {
      State<T> now = outcome.value();
      if (now == null) {
        unsettled = true;
        continue;
      }
      State<T> earlier = states.put(outcome.path(), now);
      T said = earlier == null ? null : earlier.said();
      if (!Objects.equals(now.said(), said)) {
        changed.add(outcome.path());
        if (said != null) {
          before.put(outcome.path(), said);
        }
      }
    }
    return new Change<>(changed, before, unsettled);
  }

  /** Null when the file changes at this moment. */
  private State<T> read(Path file, Path path, FileSignature signature) {
    State<T> before = states.get(path);
    T said = before == null ? null : before.said();
    byte[] content;
    try {
      content = FileBytes.read(file);
    } catch (UnusableFileException e) {
      return new State<>(signature, null, said, e.getMessage());
    }
    if (!signature.isStillOf(file)) {
      return null;
    }
    String hash = hash(content);
    if (before != null && hash.equals(before.hash())) {
      return new State<>(signature, hash, said, before.broken());
    }
    try {
      return new State<>(signature, hash, parser.parse(content, path), null);
    } catch (UnusableFileException e) {
      return new State<>(signature, hash, said, e.getMessage());
    }
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** How many files there are. */
  int size() {
    return states.size();
  }

  /** What a file said when it could be used last; null when there is none that ever could. */
  T said(Path path) {
    State<T> state = states.get(path);
    return state == null ? null : state.said();
  }

  /** What each file said when it could be used last, in the order of paths. */
  void forEach(BiConsumer<Path, T> consumer) {
    states.forEach(
        (path, state) -> {
          if (state.said() != null) {
            consumer.accept(path, state.said());
          }
        });
  }

  /** The files that cannot be used, and why. */
  Map<Path, String> broken() {
    Map<Path, String> broken = new TreeMap<>();
    states.forEach(
        (path, state) -> {
          if (state.broken() != null) {
            broken.put(path, state.broken());
          }
        });
    return broken;
  }
}
