package org.openshift.ci.mirror.files;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Looks at a file every second until it is closed. A look costs one system call; events would not
 * come from every kind of volume.
 */
public final class FileLooks implements AutoCloseable {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final LongConsumer look;
  private final Consumer<Throwable> failed;
  private final Thread thread;

  private FileLooks(String name, LongConsumer look, Consumer<Throwable> failed) {
    this.look = look;
    this.failed = failed;
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /**
   * Begins to look.
   *
   * @param name of the thread
   * @param look gets the time, as of {@link System#nanoTime()}
   * @param failed gets what a look throws; the looks go on
   */
  public static FileLooks start(String name, LongConsumer look, Consumer<Throwable> failed) {
    return new FileLooks(name, look, failed);
  }

  private void run() {
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
      look.accept(System.nanoTime());
    } catch (RuntimeException | Error e) {
      failed.accept(e);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
