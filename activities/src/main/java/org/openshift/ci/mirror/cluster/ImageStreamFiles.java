package org.openshift.ci.mirror.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Gatherers;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.model.WatchPosition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watch of the files below a path: looks at them again and again, and hands on what changed.
 */
final class ImageStreamFiles {

  private static final Logger LOGGER = LoggerFactory.getLogger(ImageStreamFiles.class);

  /** Streams that are taken at a time. */
  private static final int PART = 500;

  private final Path root;
  private final Supplier<WatchRules> rules;
  private final Clock clock;
  private final ChangeFeed feed;
  private final TagIndex index;
  private final FileSettling settling = new FileSettling();
  private final StreamDefinitions definitions = new StreamDefinitions();
  private final Complaints complaints = new Complaints(LOGGER);
  private final Set<Path> withDefinitions = new LinkedHashSet<>();
  private Set<Path> folders = Set.of();

  ImageStreamFiles(Path root, Supplier<WatchRules> rules, Clock clock, ChangeFeed feed) {
    this.root = root;
    this.rules = rules;
    this.clock = clock;
    this.feed = feed;
    this.index = new TagIndex(rules.get());
  }

  /** The folders in which something may happen, as of the last look. */
  Set<Path> folders() {
    return folders;
  }

  /**
   * Looks at the files once, and hands on what changed.
   *
   * @param rest how long a changed file must have been at rest to be read
   * @return whether there is something that must be looked at again soon
   */
  boolean look(Duration rest) throws InterruptedException {
    // Before anything is read: of two watches alive at once, the one that looked later wins.
    Instant observedAt = clock.instant();
    FileScan scan = FileScan.of(root);
    folders = foldersOf(scan);
    complainAboutUnreadable(scan);
    FileSettling.Step step = settling.step(scan, rest, System.nanoTime());

    Set<StreamReference> touched = new LinkedHashSet<>();
    for (Path file : step.gone()) {
      touched.addAll(define(file, List.of()));
      complaints.update(file, List.of());
      complaints.update(conflictsOf(file), List.of());
      LOGGER.info("{} is gone", file);
    }
    boolean changedWhileRead = false;
    for (Path file : step.toRead()) {
      feed.beat();
      FileScan.Signature before = scan.files().get(file);
      Reading reading = read(file);
      if (before.equals(signatureOf(file))) {
        settling.wasRead(file, before);
        touched.addAll(take(file, reading));
      } else {
        changedWhileRead = true;
      }
    }
    if (!touched.isEmpty()) {
      LOGGER.info("image streams read from {}: {}", root, touched.size());
    }
    handOn(touched, observedAt);
    return step.waiting() || changedWhileRead;
  }

  /** Content, or what is wrong: one of the two is null. */
  private record Reading(FileContent content, String broken) {}

  private Reading read(Path file) throws InterruptedException {
    try {
      return new Reading(ImageStreamFileReader.read(file, feed), null);
    } catch (BrokenFileException e) {
      return new Reading(null, e.getMessage());
    }
  }

  private Set<StreamReference> take(Path file, Reading reading) {
    if (reading.broken() != null) {
      String held = withDefinitions.contains(file) ? "; what it held before stays in force" : "";
      complaints.update(file, List.of(reading.broken() + held));
      return Set.of();
    }
    FileContent content = reading.content();
    if (complaints.update(file, content.notices()) && content.notices().isEmpty()) {
      LOGGER.info("{} is in order again", file);
    }
    return define(file, content.streams());
  }

  private Set<StreamReference> define(Path file, List<StreamState> streams) {
    if (streams.isEmpty()) {
      withDefinitions.remove(file);
    } else {
      withDefinitions.add(file);
    }
    return definitions.replace(file, streams);
  }

  private void handOn(Set<StreamReference> touched, Instant observedAt)
      throws InterruptedException {
    WatchRules current = rules.get();
    if (current != index.rules()) {
      feed.add(index.replaceRules(current, observedAt));
    }
    if (!touched.isEmpty()) {
      withDefinitions.forEach(
          file -> complaints.update(conflictsOf(file), definitions.conflicts(file)));
      TagIndex.Intake intake = index.beginIntake(observedAt);
      for (List<StreamReference> part : parts(touched)) {
        List<StreamState> present = new ArrayList<>();
        List<StreamReference> gone = new ArrayList<>();
        for (StreamReference stream : part) {
          definitions.of(stream).ifPresentOrElse(present::add, () -> gone.add(stream));
        }
        feed.add(intake.add(present, gone));
        feed.beat();
      }
      feed.add(intake.complete());
    }
    feed.advanceTo(WatchPosition.start());
  }

  /** A dump of a whole cluster is taken with signs of life in between. */
  private static List<List<StreamReference>> parts(Set<StreamReference> streams) {
    return streams.stream().gather(Gatherers.windowFixed(PART)).toList();
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
    return found;
  }

  private static FileScan.Signature signatureOf(Path file) {
    try {
      return FileScan.Signature.of(Files.readAttributes(file, BasicFileAttributes.class));
    } catch (IOException e) {
      return null;
    }
  }
}
