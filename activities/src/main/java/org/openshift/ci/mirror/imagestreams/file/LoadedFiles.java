package org.openshift.ci.mirror.imagestreams.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.openshift.ci.mirror.files.FileDebouncer;
import org.openshift.ci.mirror.files.FileSignature;
import org.openshift.ci.mirror.files.FolderScan;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.log.LogOnce;
import org.openshift.ci.mirror.log.SafeText;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image streams that the files below a path define. Of a folder, the files {@code *.yaml},
 * {@code *.yml} and {@code *.json} count, at any depth, so that they may be sorted into folders by
 * namespace. A changed file is read when it is at rest; what it held stays in force until then, and
 * while the file is broken.
 *
 * <p>Safe for use by several threads. The watch and the inventory of a process share one instance,
 * so that each file is read once, and changes for both at the same moment.
 */
final class LoadedFiles {

  private static final Logger LOGGER = LoggerFactory.getLogger(LoadedFiles.class);

  /** How long a changed file must be at rest before it is read. */
  static final Duration REST = Duration.ofMillis(250);

  private static final Duration LOCK_WAIT = Duration.ofMillis(250);

  /** The streams that changed since an observer last took them. */
  static final class Changes {
    private final Set<StreamReference> streams = new LinkedHashSet<>();
  }

  private final Path root;
  private final Duration rest;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final FileDebouncer debouncer = new FileDebouncer();
  private final StreamDefinitions definitions = new StreamDefinitions();
  private final LogOnce log = new LogOnce(LOGGER);

  /** The files that could be used at least once. */
  private final Set<Path> known = new LinkedHashSet<>();

  /** Those of which an object was left out that may be an image stream. */
  private final Set<Path> incomplete = new HashSet<>();

  private final Set<Changes> observers = new HashSet<>();
  private volatile Set<Path> folders = Set.of();
  private boolean waiting;

  /** Why not all image streams are known; null when they are. */
  private String whyIncomplete = "not looked at yet";

  /** Why the path itself cannot be looked at; null when it can. */
  private volatile String whyUnreadable;

  private boolean lookedAt;
  private long lookedAtNanos;

  LoadedFiles(Path root) {
    this(root, REST);
  }

  /**
   * Reads nothing yet.
   *
   * @param rest how long a changed file must be at rest; the first look reads all files as they are
   */
  LoadedFiles(Path root, Duration rest) {
    this.root = root;
    this.rest = rest;
  }

  /** Collects changes from now on, beginning with all streams that are known by now. */
  Changes observe(Heartbeat heartbeat) throws InterruptedException {
    lock(heartbeat);
    try {
      Changes changes = new Changes();
      definitions.all().forEach(state -> changes.streams.add(state.stream()));
      observers.add(changes);
      return changes;
    } finally {
      lock.unlock();
    }
  }

  void forget(Changes changes) {
    lock.lock();
    try {
      observers.remove(changes);
    } finally {
      lock.unlock();
    }
  }

  /** The present state of the streams that changed, and those that are gone. */
  record Changed(List<StreamState> present, List<StreamReference> gone) {}

  /** Takes the changes that were collected since the last call. */
  Changed take(Changes changes, Heartbeat heartbeat) throws InterruptedException {
    lock(heartbeat);
    try {
      Changed changed = new Changed(new ArrayList<>(), new ArrayList<>());
      for (StreamReference stream : changes.streams) {
        definitions
            .of(stream)
            .ifPresentOrElse(changed.present()::add, () -> changed.gone().add(stream));
      }
      changes.streams.clear();
      return changed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Image streams as of a look; a copy.
   *
   * @param whyIncomplete why there may be more streams than are known; empty when all are known
   * @param waiting whether a changed file was not read yet
   * @param lookedAtNanos when the look began, from {@link System#nanoTime()}
   */
  record View(
      List<StreamState> streams,
      Optional<String> whyIncomplete,
      boolean waiting,
      long lookedAtNanos) {}

  /**
   * What the files define. Looks at them unless a look began recently.
   *
   * @param streams the streams that are wanted; null for all
   * @param longestAge how long ago that look may have begun
   */
  View view(Collection<StreamReference> streams, Duration longestAge) throws InterruptedException {
    lock(Heartbeat.NONE);
    try {
      if (!lookedAt || System.nanoTime() - lookedAtNanos >= longestAge.toNanos()) {
        lookLocked(Heartbeat.NONE);
      }
      List<StreamState> found =
          streams == null
              ? definitions.all()
              : streams.stream().flatMap(stream -> definitions.of(stream).stream()).toList();
      return new View(found, Optional.ofNullable(whyIncomplete), waiting, lookedAtNanos);
    } finally {
      lock.unlock();
    }
  }

  /** The folders to listen to for file events, as of the last look. */
  Set<Path> folders() {
    return folders;
  }

  /** Why no file can be looked at, as of the last look; empty when the path itself is readable. */
  Optional<String> whyUnreadable() {
    return Optional.ofNullable(whyUnreadable);
  }

  /**
   * Looks at the files once, and reads what changed.
   *
   * @return whether a changed file was not read yet, so that another look is needed soon
   */
  boolean look(Heartbeat heartbeat) throws InterruptedException {
    lock(heartbeat);
    try {
      lookLocked(heartbeat);
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void lookLocked(Heartbeat heartbeat) throws InterruptedException {
    long begun = System.nanoTime();
    FolderScan scan = FolderScan.of(root, LoadedFiles::hasKnownEnding, folder -> true, false);
    folders = foldersOf(scan);
    String reason = scan.unreadable().get(Path.of(""));
    whyUnreadable = reason == null ? null : root + ": " + reason;
    logUnreadable(scan);
    FileDebouncer.Step step = debouncer.step(scan, lookedAt ? rest : Duration.ZERO, begun);
    // Set again below, but reading may be interrupted.
    whyIncomplete = whyIncomplete(scan);
    int touched = 0;
    for (Path path : step.gone()) {
      debouncer.wasRemoved(path);
      Path file = root.resolve(path);
      touched += define(file, List.of());
      known.remove(file);
      incomplete.remove(file);
      log.update(file.toString(), List.of());
      log.update(conflictsOf(file), List.of());
      LOGGER.info("{} is gone", SafeText.visible(file.toString()));
    }
    boolean changedWhileRead = false;
    for (Path path : step.toRead()) {
      heartbeat.beat();
      Path file = root.resolve(path);
      FileSignature before = scan.files().get(path);
      Reading reading = read(file, heartbeat);
      if (before.equals(FileSignature.of(file))) {
        debouncer.wasRead(path, before);
        touched += take(file, reading);
      } else {
        changedWhileRead = true;
      }
    }
    if (touched > 0) {
      LOGGER.info("read {} image streams from {}", touched, root);
      known.forEach(file -> log.update(conflictsOf(file), definitions.conflicts(file)));
    }
    whyIncomplete = whyIncomplete(scan);
    waiting = step.waiting() || changedWhileRead;
    lookedAt = true;
    lookedAtNanos = begun;
  }

  private static boolean hasKnownEnding(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return Stream.of(".yaml", ".yml", ".json").anyMatch(name::endsWith);
  }

  private void lock(Heartbeat heartbeat) throws InterruptedException {
    while (!lock.tryLock(LOCK_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
      // Another thread reads a large file.
      heartbeat.beat();
    }
  }

  /** The content of a file, or why it is broken; the other one is null. */
  private record Reading(FileContent content, String broken) {}

  private static Reading read(Path file, Heartbeat heartbeat) throws InterruptedException {
    try {
      return new Reading(ImageStreamFileReader.read(file, heartbeat), null);
    } catch (BrokenFileException e) {
      return new Reading(null, e.getMessage());
    }
  }

  /** Puts in force what was read; returns how many streams that concerns. */
  private int take(Path file, Reading reading) {
    if (reading.broken() != null) {
      String held = known.contains(file) ? "; what it held before stays in force" : "";
      log.update(file.toString(), List.of(reading.broken() + held));
      return 0;
    }
    FileContent content = reading.content();
    if (log.update(file.toString(), content.warnings()) && content.warnings().isEmpty()) {
      LOGGER.info("{} is in order again", SafeText.visible(file.toString()));
    }
    known.add(file);
    if (content.incomplete()) {
      incomplete.add(file);
      return define(file, withEarlier(file, content.streams()));
    }
    incomplete.remove(file);
    return define(file, content.streams());
  }

  /** An object that is left out may be any image stream that the file defined before. */
  private List<StreamState> withEarlier(Path file, List<StreamState> streams) {
    Map<StreamReference, StreamState> all = new LinkedHashMap<>();
    definitions.of(file).forEach(state -> all.put(state.stream(), state));
    streams.forEach(state -> all.put(state.stream(), state));
    return List.copyOf(all.values());
  }

  private int define(Path file, List<StreamState> streams) {
    Set<StreamReference> touched = definitions.replace(file, streams);
    observers.forEach(changes -> changes.streams.addAll(touched));
    return touched.size();
  }

  private String whyIncomplete(FolderScan scan) {
    if (!scan.unreadable().isEmpty()) {
      return unreadable(scan).getFirst();
    }
    for (Path path : scan.files().keySet()) {
      Path file = root.resolve(path);
      if (!known.contains(file) || incomplete.contains(file)) {
        List<String> problems = log.problemsOf(file.toString());
        return problems.isEmpty() ? file + ": is being written" : problems.getFirst();
      }
    }
    return null;
  }

  private static String conflictsOf(Path file) {
    return "conflicts of " + file;
  }

  private void logUnreadable(FolderScan scan) {
    List<String> lines = unreadable(scan);
    if (lines.isEmpty() && scan.files().isEmpty()) {
      lines = List.of(root + ": has no file *.yaml, *.yml or *.json yet");
    }
    log.update("below " + root, lines);
  }

  private List<String> unreadable(FolderScan scan) {
    return scan.unreadable().entrySet().stream()
        .map(entry -> root.resolve(entry.getKey()) + ": " + entry.getValue())
        .toList();
  }

  private Set<Path> foldersOf(FolderScan scan) {
    Path parent = root.toAbsolutePath().getParent();
    return scan.folders().isEmpty() && parent != null ? Set.of(parent) : Set.copyOf(scan.folders());
  }
}
