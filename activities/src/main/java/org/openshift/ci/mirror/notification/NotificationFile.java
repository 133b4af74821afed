package org.openshift.ci.mirror.notification;

import java.nio.file.Path;
import java.util.List;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.reload.ReloadingFile;
import org.openshift.ci.mirror.files.FileLooks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recipients in force, read from a file ({@code --notifications}). A change of the file is in
 * force within 3 seconds; when the new version is rejected, the one before stays in force.
 */
public final class NotificationFile implements AutoCloseable {

  private static final int MAX_BYTES = 1024 * 1024;

  private static final Logger log = LoggerFactory.getLogger(NotificationFile.class);

  private final ReloadingFile<Recipients> versions;
  private final FileLooks looks;

  /**
   * Reads the file, and watches it until {@link #close}.
   *
   * @throws MirroringConfigException with all problems, when the file is rejected
   */
  public static NotificationFile open(Path file) throws MirroringConfigException {
    return new NotificationFile(versions(file, System.nanoTime()));
  }

  private NotificationFile(ReloadingFile<Recipients> versions) {
    this.versions = versions;
    this.looks =
        FileLooks.start(
            "notifications",
            versions::look,
            failure ->
                log.error(
                    "a look at the file of notifications failed; the file is still followed",
                    failure));
  }

  /** Reads the file, which is read again by {@link ReloadingFile#look} only. */
  static ReloadingFile<Recipients> versions(Path file, long nanoTime)
      throws MirroringConfigException {
    return new ReloadingFile<>(
        file,
        MAX_BYTES,
        new ReloadingFile.Handler<>() {
          @Override
          public Recipients read(byte[] content) throws MirroringConfigException {
            return RecipientsReader.read(content, file);
          }

          @Override
          public void inForce(Recipients before, Recipients now) {
            log.info("{}: in force: {}", file, now);
          }

          @Override
          public void rejected(List<ConfigProblem> problems) {
            log.error("{} is rejected, and the version before stays in force", file);
            problems.forEach(problem -> log.error("{}", problem));
          }
        },
        nanoTime);
  }

  /** The recipients in force. */
  public Recipients current() {
    return versions.current();
  }

  /** Whether the file's content is rejected, and an earlier version is in force. */
  public boolean isRejected() {
    return !versions.problems().isEmpty();
  }

  /** Stops the watch; the version in force stays. */
  @Override
  public void close() {
    looks.close();
  }
}
