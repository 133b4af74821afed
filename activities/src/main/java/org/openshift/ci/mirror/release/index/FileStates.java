package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
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
import java.util.function.BinaryOperator;
import java.util.stream.Gatherers;
import org.openshift.ci.mirror.files.FileDebouncer;
import org.openshift.ci.mirror.files.FileSignature;
import org.openshift.ci.mirror.files.FolderScan;

/**
 * The last usable content of each file of a folder. A file is read when its signature changed, and
 * parsed when its content did.
 *
 * <p>Not safe for use by several threads.
 *
 * @param <T> what a file says
 */
final class FileStates<T> {

  /** Parses the content of a file. */
  @FunctionalInterface
  interface Parser<T> {
    Parsed<T> parse(byte[] content, Path path) throws UnusableFileException;
  }

  /**
   * A file as it was last read.
   *
   * @param hash of its content; null when that could not be read
   * @param said its last usable content; null when it never had any
   * @param whole its last content of which nothing was left out; null when it never had any
   * @param broken why it, or something of it, cannot be used now; null when all of it can
   * @param held whether something of its earlier content is in force instead
   */
  private record State<T>(String hash, T said, T whole, String broken, boolean held) {}

  /**
   * The result of reading a file.
   *
   * @param state null when the file changed while it was read
   */
  private record Reading<T>(Path path, State<T> state) {}

  /**
   * The result of an update.
   *
   * @param changed files whose content is another one than before, or is gone, or of which nothing
   *     is left out any more
   * @param before the previous content of those files that had any
   * @param unsettled whether a file changed a moment ago, so that another look is needed soon
   */
  record Change<T>(Set<Path> changed, Map<Path, T> before, boolean unsettled) {}

  /** A file that changes at every look is read after this time all the same. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Parser<T> parser;
  private final BinaryOperator<T> joint;
  private final FileDebouncer debouncer = new FileDebouncer(LONGEST_WAIT);
  private final SortedMap<Path, State<T>> states = new TreeMap<>();

  /** A file's present content is in force, even while some of its entries are left out. */
  FileStates(Parser<T> parser) {
    this(parser, null);
  }

  /**
   * @param joint gives what is in force while entries of a file are left out, from its present
   *     content and from the last one of which nothing was left out; null for the present one alone
   */
  FileStates(Parser<T> parser, BinaryOperator<T> joint) {
    this.parser = parser;
    this.joint = joint;
  }

  /** Compares a scan of the folder, made just now, with what was read. */
  FileDebouncer.Step look(FolderScan scan, Duration rest) {
    return debouncer.step(scan, rest, System.nanoTime());
  }

  /**
   * Reads the files that changed, and drops those that are gone. When a parser throws, nothing has
   * changed here, and the next look finds the same files.
   */
  Change<T> update(FileDebouncer.Step step) {
    List<Reading<T>> readings =
        step.toRead().stream()
            .gather(
                Gatherers.mapConcurrent(
                    FileBytes.READS_AT_ONCE, path -> new Reading<>(path, read(step.scan(), path))))
            .toList();
    Set<Path> changed = new HashSet<>();
    Map<Path, T> before = new HashMap<>();
    for (Path path : step.gone()) {
      debouncer.wasRemoved(path);
      T said = states.remove(path).said();
      if (said != null) {
        changed.add(path);
        before.put(path, said);
      }
    }
    boolean unsettled = step.waiting();
    for (Reading<T> reading : readings) {
      Path path = reading.path();
      State<T> now = reading.state();
      if (now == null) {
        unsettled = true;
        continue;
      }
      debouncer.wasRead(path, step.scan().files().get(path));
      T said = said(path);
      boolean mended = !isWhole(path) && now.broken() == null;
      states.put(path, now);
      if (mended || !Objects.equals(now.said(), said)) {
        changed.add(path);
        if (said != null) {
          before.put(path, said);
        }
      }
    }
    return new Change<>(changed, before, unsettled);
  }

  /** Null when the file changes at this moment. */
  private State<T> read(FolderScan scan, Path path) {
    Path file = scan.root().resolve(path);
    State<T> before = states.get(path);
    byte[] content;
    try {
      content = FileBytes.read(file);
    } catch (UnusableFileException e) {
      return unusable(null, before, e);
    }
    if (!scan.files().get(path).equals(FileSignature.of(file))) {
      return null;
    }
    String hash = hash(content);
    if (before != null && hash.equals(before.hash())) {
      return before;
    }
    try {
      Parsed<T> now = parser.parse(content, path);
      if (now.leftOut() == null) {
        return new State<>(hash, now.said(), now.said(), null, false);
      }
      T whole = before == null ? null : before.whole();
      boolean held = whole != null && joint != null;
      T counts = held ? joint.apply(now.said(), whole) : now.said();
      return new State<>(hash, counts, whole, now.leftOut(), held);
    } catch (UnusableFileException e) {
      return unusable(hash, before, e);
    }
  }

  private static <T> State<T> unusable(String hash, State<T> before, UnusableFileException why) {
    return before == null
        ? new State<>(hash, null, null, why.getMessage(), false)
        : new State<>(hash, before.said(), before.whole(), why.getMessage(), before.said() != null);
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** How many files there are, with broken ones. */
  int size() {
    return states.size();
  }

  /** What a file said when it could last be used; null when it never could. */
  T said(Path path) {
    State<T> state = states.get(path);
    return state == null ? null : state.said();
  }

  /** Whether nothing of a file is left out now. */
  boolean isWhole(Path path) {
    State<T> state = states.get(path);
    return state != null && state.broken() == null;
  }

  /** Whether something of a file's earlier content is in force instead of the present one. */
  boolean isHeld(Path path) {
    State<T> state = states.get(path);
    return state != null && state.held();
  }

  /** What each file said when it could last be used, in the order of paths. */
  void forEach(BiConsumer<Path, T> consumer) {
    states.forEach(
        (path, state) -> {
          if (state.said() != null) {
            consumer.accept(path, state.said());
          }
        });
  }

  /** The files of which not everything can be used, and why. */
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
