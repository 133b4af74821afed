package org.openshift.ci.mirror.notification;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.reload.ConfigAddress;
import org.openshift.ci.mirror.files.FileDebouncer;
import org.openshift.ci.mirror.files.FileLooks;
import org.openshift.ci.mirror.files.FileSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recipients in force, read from a file ({@code --notifications}). A change of the file is in
 * force within 3 seconds; when the new version is rejected, the one before stays in force.
 */
public final class NotificationFile implements AutoCloseable {

  /** Two looks that see the same are enough, as they are a second apart. */
  private static final Duration REST = Duration.ofNanos(1);

  private static final int MAX_BYTES = 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(NotificationFile.class);

  private final Path file;
  private final FileDebouncer debouncer = new FileDebouncer();
  private final FileLooks looks;
  private byte[] readContent;
  private volatile Recipients current;
  private volatile boolean rejected;

  private NotificationFile(Path file, boolean watched) throws MirroringConfigException {
    this.file = file;
    debouncer.wasRead(file, FileSignature.of(file));
    readContent = content();
    current = RecipientsReader.read(readContent, file);
    log.info("{}: in force: {}", file, current);
    looks =
        watched
            ? FileLooks.start(
                "notifications",
                this::look,
                failure ->
                    log.error(
                        "a look at the file of notifications failed; the file is still followed",
                        failure))
            : null;
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
    if (looks != null) {
      looks.close();
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
    return ConfigAddress.file(file, MAX_BYTES);
  }
}
