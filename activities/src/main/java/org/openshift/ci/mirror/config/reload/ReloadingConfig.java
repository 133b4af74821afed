package org.openshift.ci.mirror.config.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.files.FileDebouncer;
import org.openshift.ci.mirror.files.FileSignature;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configuration file and the version of it in force. Only {@link #current()}, {@link #problems()}
 * and {@link #onChange} are safe for use by other threads than the one that calls {@link #look}.
 */
final class ReloadingConfig {

  /** The longest time for which a change that no attribute of the file shows stays unseen. */
  static final Duration READ_ANYWAY = Duration.ofMinutes(30);

  /** Two looks that see the same are enough, as they are a second apart. */
  private static final Duration REST = Duration.ofNanos(1);

  private static final Logger log = LoggerFactory.getLogger(ReloadingConfig.class);

  private final Path file;
  private final ConfigReader reader;
  private final ConfigObserver observer;
  private final List<ConfigListener> listeners = new CopyOnWriteArrayList<>();
  private final FileDebouncer debouncer = new FileDebouncer();
  private long readAtNanoTime;
  private byte[] readContent;
  private byte[] contentInForce;
  private volatile MirroringConfig current;
  private volatile List<ConfigProblem> problems = List.of();

  /**
   * Reads the file for the first time.
   *
   * @param nanoTime now, as of {@link System#nanoTime()}
   * @throws MirroringConfigException with all problems, when the file is rejected
   */
  ReloadingConfig(Path file, ConfigReader reader, ConfigObserver observer, long nanoTime)
      throws MirroringConfigException {
    this.file = file;
    this.reader = reader;
    this.observer = observer;
    debouncer.wasRead(file, FileSignature.of(file));
    readAtNanoTime = nanoTime;
    readContent = content();
    contentInForce = readContent;
    current = reader.read(readContent, file.toString());
    tellInForce();
  }

  MirroringConfig current() {
    return current;
  }

  /** The problems for which the file's content is rejected; empty when it is in force. */
  List<ConfigProblem> problems() {
    return problems;
  }

  void onChange(ConfigListener listener) {
    listeners.add(listener);
  }

  /**
   * Looks at the file. A change is taken in when a second look finds the same, so that a file that
   * is being written or replaced is left alone until that is done.
   *
   * @param nanoTime now, as of {@link System#nanoTime()}
   */
  void look(long nanoTime) {
    FileSignature seen = FileSignature.of(file);
    boolean due = nanoTime - readAtNanoTime >= READ_ANYWAY.toNanos();
    if (debouncer.noteAndCheckSettled(file, seen, REST, nanoTime) || due) {
      take(seen, due, nanoTime);
    }
  }

  private void take(FileSignature seen, boolean due, long nanoTime) {
    try {
      byte[] content = content();
      if (!seen.equals(FileSignature.of(file))) {
        // It changed while it was read.
        return;
      }
      boolean same = Arrays.equals(content, readContent) && (problems.isEmpty() || !due);
      wasRead(seen, nanoTime);
      readContent = content;
      if (!same) {
        putInForce(content, reader.read(content, file.toString()));
      }
    } catch (MirroringConfigException e) {
      wasRead(seen, nanoTime);
      reject(e.problems());
    }
  }

  private void wasRead(FileSignature seen, long nanoTime) {
    debouncer.wasRead(file, seen);
    readAtNanoTime = nanoTime;
  }

  private void putInForce(byte[] content, MirroringConfig config) {
    boolean changed = !Arrays.equals(content, contentInForce);
    MirroringConfig before = current;
    if (changed) {
      contentInForce = content;
      current = config;
    }
    problems = List.of();
    tellInForce();
    if (changed) {
      listeners.forEach(listener -> tell(listener, before, config));
    }
  }

  private void tellInForce() {
    log.info("{}: in force: {}", file, current);
    current.leftOut().forEach(problem -> log.warn("{}; the entry is left out", problem));
    observer.inForce(current);
  }

  private static void tell(ConfigListener listener, MirroringConfig before, MirroringConfig now) {
    try {
      listener.changed(before, now);
    } catch (RuntimeException e) {
      log.error("a listener for the new mirroring configuration failed", e);
    }
  }

  private void reject(List<ConfigProblem> found) {
    problems = found;
    log.error(
        "{} is rejected, and the version before stays in force; {}",
        file,
        found.size() == 1 ? "one problem:" : found.size() + " problems:");
    found.forEach(problem -> log.error("{}", problem));
    observer.rejected(found);
  }

  private byte[] content() throws MirroringConfigException {
    return ConfigAddress.file(file);
  }
}
