package org.openshift.ci.mirror.config.reload;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.files.FileDebouncer;
import org.openshift.ci.mirror.files.FileSignature;

/**
 * A file and the version of it in force. When a new version is rejected, the one before stays in
 * force. Only {@link #current()} and {@link #problems()} are safe for use by other threads than the
 * one that calls {@link #look}.
 */
public final class ReloadingFile<T> {

  /** The longest time for which a change that no attribute of the file shows stays unseen. */
  static final Duration READ_ANYWAY = Duration.ofMinutes(30);

  /** Two looks that see the same are enough, as they are a second apart. */
  private static final Duration REST = Duration.ofNanos(1);

  private final Path file;
  private final int maxBytes;
  private final Handler<T> handler;
  private final FileDebouncer debouncer = new FileDebouncer();
  private long readAtNanoTime;
  private byte[] contentInForce;
  private volatile T current;
  private volatile List<ConfigProblem> problems = List.of();

  /** Parses versions of the file, and receives the outcome of each reading. */
  public interface Handler<T> {

    /** Parses a version, or rejects it with all problems. */
    T read(byte[] content) throws MirroringConfigException;

    /**
     * The file's content is in force.
     *
     * @param before null for the first version; the same object as {@code now} when the file is
     *     again what it was before it was rejected
     */
    void inForce(T before, T now);

    /** The file's content is rejected; the version before stays in force. */
    void rejected(List<ConfigProblem> problems);
  }

  /**
   * Reads the file for the first time.
   *
   * @param maxBytes a larger file is rejected; whole MiB
   * @param nanoTime now, as of {@link System#nanoTime()}
   * @throws MirroringConfigException with all problems, when the file is rejected
   */
  public ReloadingFile(Path file, int maxBytes, Handler<T> handler, long nanoTime)
      throws MirroringConfigException {
    this.file = file;
    this.maxBytes = maxBytes;
    this.handler = handler;
    wasRead(FileSignature.of(file), nanoTime);
    putInForce(ConfigAddress.file(file, maxBytes));
  }

  /** The version in force: the same object until the file's content changes. */
  public T current() {
    return current;
  }

  /** The problems for which the file's content is rejected; empty when it is in force. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  /**
   * Looks at the file. A change is taken in when a second look finds the same, so that a file that
   * is being written or replaced is left alone until that is done.
   *
   * @param nanoTime now, as of {@link System#nanoTime()}
   */
  public void look(long nanoTime) {
    FileSignature seen = FileSignature.of(file);
    boolean due = nanoTime - readAtNanoTime >= READ_ANYWAY.toNanos();
    if (!debouncer.noteAndCheckSettled(file, seen, REST, nanoTime) && !due) {
      return;
    }
    try {
      byte[] content = ConfigAddress.file(file, maxBytes);
      if (!seen.equals(FileSignature.of(file))) {
        // It changed while it was read.
        return;
      }
      wasRead(seen, nanoTime);
      if (!problems.isEmpty() || !Arrays.equals(content, contentInForce)) {
        putInForce(content);
      }
    } catch (MirroringConfigException e) {
      wasRead(seen, nanoTime);
      problems = e.problems();
      handler.rejected(problems);
    }
  }

  private void wasRead(FileSignature seen, long nanoTime) {
    debouncer.wasRead(file, seen);
    readAtNanoTime = nanoTime;
  }

  private void putInForce(byte[] content) throws MirroringConfigException {
    T read = handler.read(content);
    T before = current;
    if (!Arrays.equals(content, contentInForce)) {
      contentInForce = content;
      current = read;
    }
    problems = List.of();
    handler.inForce(before, current);
  }
}
