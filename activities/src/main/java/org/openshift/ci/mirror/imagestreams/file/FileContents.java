package org.openshift.ci.mirror.imagestreams.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The image streams that the files below a path define: those that changed are read when they are
 * at rest, and what a file held stays in force until then, as it does while the file is broken.
 *
 * <p>For several threads; the watch and the inventory of one process share one, so that a file is
 * read once and settles for both at the same moment.
 */
final class FileContents {

  private static final Logger LOGGER = LoggerFactory.getLogger(FileContents.class);

  /** How long a changed file must be at rest before it is read. */
  static final Duration REST = Duration.ofMillis(250);

  private static final Duration LOCK_WAIT = Duration.ofMillis(250);

  /** What changed for somebody since he asked last. */
  static final class Changes {
    private final Set<StreamReference> streams = new LinkedHashSet<>();
  }

  private final Path root;
  private final Duration rest;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final FileSettling settling = new FileSettling();
  private final StreamDefinitions definitions = new StreamDefinitions();
  private final LogOnce complaints = new LogOnce(LOGGER);

  /** The files of which it is known what they hold, or held before they were broken. */
  private final Set<Path> known = new LinkedHashSet<>();

  private final Set<Changes> observers = new HashSet<>();
  private volatile Set<Path> folders = Set.of();
  private boolean waiting;

  /** Names something of which it is not known what it holds; null when all is known. */
  private String doubt = "not looked at yet";

  private boolean lookedAt;
  private long lookedAtNanos;

  FileContents(Path root) {
    this(root, REST);
  }

  /**
   * Nothing is read yet.
   *
   * @param rest how long a changed file must have been at rest; what is there at the first look is
   *     read as it is
   */
  FileContents(Path root, Duration rest) {
    this.root = root;
    this.rest = rest;
  }

  /** Collects changes from now on; all that is there by now counts as changed. */
  Changes observe(Heartbeat pulse) throws InterruptedException {
    lock(pulse);
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

  /** The present state of some streams, and those that are gone. */
  record Changed(List<StreamState> present, List<StreamReference> gone) {}

  /** What changed since this was asked for the last time. */
  Changed take(Changes changes, Heartbeat pulse) throws InterruptedException {
    lock(pulse);
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

  /** What is known at a moment; a copy. */
  record View(
      List<StreamState> streams, Optional<String> doubt, boolean waiting, long lookedAtNanos) {}

  /**
   * What the files define, by a look that began at most so long ago.
   *
   * @param streams those that are wanted; null for all
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
      return new View(found, Optional.ofNullable(doubt), waiting, lookedAtNanos);
    } finally {
      lock.unlock();
    }
  }

  /** The folders in which something may happen, as of the last look. */
  Set<Path> folders() {
    return folders;
  }

  /**
   * Looks at the files once, and reads what changed.
   *
   * @return whether there is something that must be looked at again soon
   */
  boolean look(Heartbeat pulse) throws InterruptedException {
    lock(pulse);
    try {
      lookLocked(pulse);
      return waiting;
    } finally {
      lock.unlock();
    }
  }

  private void lookLocked(Heartbeat pulse) throws InterruptedException {
    long begun = System.nanoTime();
    FileScan scan = FileScan.of(root);
    folders = foldersOf(scan);
    complainAboutUnreadable(scan);
    FileSettling.Step step = settling.step(scan, lookedAt ? rest : Duration.ZERO, begun);
    // Until all is read: the reading may be broken off.
    doubt = doubtAbout(scan);
    int touched = 0;
    for (Path file : step.gone()) {
      touched += define(file, List.of());
      known.remove(file);
      complaints.update(file, List.of());
      complaints.update(conflictsOf(file), List.of());
      LOGGER.info("{} is gone", file);
    }
    boolean changedWhileRead = false;
    for (Path file : step.toRead()) {
      pulse.beat();
      FileScan.Signature before = scan.files().get(file);
      Reading reading = read(file, pulse);
      if (before.equals(signatureOf(file))) {
        settling.wasRead(file, before);
        touched += take(file, reading);
      } else {
        changedWhileRead = true;
      }
    }
    if (touched > 0) {
      LOGGER.info("image streams read from {}: {}", root, touched);
      known.forEach(file -> complaints.update(conflictsOf(file), definitions.conflicts(file)));
    }
    doubt = doubtAbout(scan);
    waiting = step.waiting() || changedWhileRead;
    lookedAt = true;
    lookedAtNanos = begun;
  }

  private void lock(Heartbeat pulse) throws InterruptedException {
    while (!lock.tryLock(LOCK_WAIT.toNanos(), TimeUnit.NANOSECONDS)) {
      // Another thread reads a large file.
      pulse.beat();
    }
  }

  /** Content, or what is wrong: one of the two is null. */
  private record Reading(FileContent content, String broken) {}

  private static Reading read(Path file, Heartbeat pulse) throws InterruptedException {
    try {
      return new Reading(ImageStreamFileReader.read(file, pulse), null);
    } catch (BrokenFileException e) {
      return new Reading(null, e.getMessage());
    }
  }

  /** Puts in force what was read; says how many streams that concerns. */
  private int take(Path file, Reading reading) {
    if (reading.broken() != null) {
      String held = known.contains(file) ? "; what it held before stays in force" : "";
      complaints.update(file, List.of(reading.broken() + held));
      return 0;
    }
    FileContent content = reading.content();
    if (complaints.update(file, content.notices()) && content.notices().isEmpty()) {
      LOGGER.info("{} is in order again", file);
    }
    known.add(file);
    return define(file, content.streams());
  }

  private int define(Path file, List<StreamState> streams) {
    Set<StreamReference> touched = definitions.replace(file, streams);
    observers.forEach(changes -> changes.streams.addAll(touched));
    return touched.size();
  }

  private String doubtAbout(FileScan scan) {
    if (!scan.unreadable().isEmpty()) {
      Path path = scan.unreadable().firstKey();
      return path + ": " + scan.unreadable().get(path);
    }
    for (Path file : scan.files().keySet()) {
      if (!known.contains(file)) {
        List<String> said = complaints.about(file);
        return said.isEmpty() ? file + ": is being written" : said.getFirst();
      }
    }
    return null;
  }

  private static String conflictsOf(Path file) {
    return "conflicts of " + file;
  }

  private void complainAboutUnreadable(FileScan scan) {
    List<String> lines = new ArrayList<>();
    scan.unreadable().forEach((path, reason) -> lines.add(path + ": " + reason));
    if (lines.isEmpty() && scan.files().isEmpty()) {
      lines.add(root + ": holds no file *.yaml, *.yml or *.json yet");
    }
    complaints.update(root, lines);
  }

  private Set<Path> foldersOf(FileScan scan) {
    Set<Path> found = new HashSet<>(scan.directories());
    if (found.isEmpty() && root.toAbsolutePath().getParent() != null) {
      found.add(root.toAbsolutePath().getParent());
    }
    return Set.copyOf(found);
  }

  private static FileScan.Signature signatureOf(Path file) {
    try {
      return FileScan.Signature.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException e) {
      return null;
    }
  }
}
