package org.openshift.ci.mirror.notification;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.Problems;
import org.openshift.ci.mirror.files.BoundedFile;
import org.openshift.ci.mirror.files.FileDebouncer;
import org.openshift.ci.mirror.files.FileErrors;
import org.openshift.ci.mirror.files.FileSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recipients in force, read from a file ({@code --notifications}). A change of the file is in
 * force within 3 seconds; when the new version is rejected, the one before stays in force.
 */
public final class NotificationFile implements AutoCloseable {

  /** A look costs one system call; events would not come from every kind of volume. */
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  /** Two looks that see the same are enough, as they are a second apart. */
  private static final Duration REST = Duration.ofNanos(1);

  private static final int MAX_BYTES = 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(NotificationFile.class);

  private final Path file;
  private final FileDebouncer debouncer = new FileDebouncer();
  private final Thread watcher;
  private byte[] readContent;
  private volatile Recipients current;
  private volatile boolean rejected;

  private NotificationFile(Path file, boolean watched) throws MirroringConfigException {
    this.file = file;
    debouncer.wasRead(file, FileSignature.of(file));
    readContent = content();
    current = RecipientsReader.read(readContent, file);
    log.info("{}: in force: {}", file, current);
    watcher = Thread.ofVirtual().name("notifications").unstarted(this::watch);
    if (watched) {
      watcher.start();
    }
  }

  /**
   * Reads the file, and watches it until {@link #close}.
   *
   * @throws MirroringConfigException with all problems, when the file is rejected
   */
  public static NotificationFile open(Path file) throws MirroringConfigException {
    return new NotificationFile(file, true);
  }

  /** Reads the file, which is read again by {@link #look} only. */
  static NotificationFile unwatched(Path file) throws MirroringConfigException {
    return new NotificationFile(file, false);
  }

  /** The recipients in force. */
  public Recipients current() {
    return current;
  }

  /** Whether the file's content is rejected, and an earlier version is in force. */
  public boolean isRejected() {
    return rejected;
  }

  /** Stops the watch; the version in force stays. */
  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(BETWEEN_LOOKS);
        lookSafely();
      }
    } catch (InterruptedException e) {
      // Closed.
      return;
    }
  }

  private void lookSafely() {
    try {
      look(System.nanoTime());
    } catch (RuntimeException | Error e) {
      log.error("a look at the file of notifications failed; the file is still followed", e);
    }
  }

  /**
   * Looks at the file. A change is taken in when a second look finds the same, so that a file that
   * is being written or replaced is left alone until that is done.
   *
   * @param nanoTime now, as of {@link System#nanoTime()}
   */
  void look(long nanoTime) {
    FileSignature seen = FileSignature.of(file);
    if (!debouncer.noteAndCheckSettled(file, seen, REST, nanoTime)) {
      return;
    }
    try {
      byte[] content = content();
      if (!seen.equals(FileSignature.of(file))) {
        // It changed while it was read.
        return;
      }
      debouncer.wasRead(file, seen);
      if (rejected || !Arrays.equals(content, readContent)) {
        readContent = content;
        current = RecipientsReader.read(content, file);
        rejected = false;
        log.info("{}: in force: {}", file, current);
      }
    } catch (MirroringConfigException e) {
      debouncer.wasRead(file, seen);
      reject(e.problems());
    }
  }

  private void reject(List<ConfigProblem> found) {
    rejected = true;
    log.error("{} is rejected, and the version before stays in force", file);
    found.forEach(problem -> log.error("{}", problem));
  }

  private byte[] content() throws MirroringConfigException {
    try {
      return BoundedFile.read(file, MAX_BYTES);
    } catch (BoundedFile.TooLargeException e) {
      throw unusable("is larger than %d MiB".formatted(MAX_BYTES >> 20));
    } catch (NoSuchFileException e) {
      throw unusable("there is no such file");
    } catch (IOException e) {
      throw unusable("cannot be read: " + FileErrors.reason(e));
    }
  }

  private MirroringConfigException unusable(String why) {
    return new MirroringConfigException(new Problems(file.toString()).problem(0, why));
  }
}
