package org.openshift.ci.mirror.worker.command;

import java.io.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.registry.CopyListener;

/** Shows the progress of a copy: a bar on a terminal, otherwise a line every few seconds. */
final class CopyProgress implements CopyListener, AutoCloseable {

  private static final Duration LINE_EVERY = Duration.ofSeconds(5);
  private static final Duration BAR_EVERY = Duration.ofMillis(100);
  private static final int BAR_WIDTH = 40;

  private final PrintWriter writer;
  private final boolean terminal;
  private final LongSupplier clock;
  private final long started;
  private long shownAt;
  private boolean barShown;

  CopyProgress(PrintWriter writer, boolean terminal, LongSupplier clock) {
    this.writer = writer;
    this.terminal = terminal;
    this.clock = clock;
    this.started = clock.getAsLong();
    this.shownAt = started;
  }

  /**
   * Shows a bar if standard input and output are a terminal, otherwise lines.
   *
   * @param out receives the bar
   * @param errors receives the lines, so that standard output has only the result
   */
  // Java 25 returns null without a terminal; Java 22 to 24 did not.
  @SuppressWarnings("SystemConsoleNull")
  static CopyProgress create(PrintWriter out, PrintWriter errors) {
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return new CopyProgress(terminal ? out : errors, terminal, System::nanoTime);
  }

  @Override
  public void progress(long bytesDone, long bytesTotal) {
    long now = clock.getAsLong();
    boolean last = terminal && bytesTotal > 0 && bytesDone == bytesTotal;
    Duration every = terminal ? BAR_EVERY : LINE_EVERY;
    if (bytesTotal <= 0 || (now - shownAt < every.toNanos() && !last)) {
      return;
    }
    shownAt = now;
    if (terminal) {
      barShown = true;
      writer.print("\r\033[K" + bar(bytesDone, bytesTotal) + text(bytesDone, bytesTotal, now));
    } else {
      writer.println(text(bytesDone, bytesTotal, now));
    }
    writer.flush();
  }

  /** Removes the bar, so that only the result remains on the terminal. */
  @Override
  public void close() {
    if (barShown) {
      writer.print("\r\033[K");
      writer.flush();
    }
  }

  private static String bar(long done, long total) {
    int full = (int) (BAR_WIDTH * Math.clamp((double) done / total, 0, 1));
    return "[" + "#".repeat(full) + " ".repeat(BAR_WIDTH - full) + "] ";
  }

  private String text(long done, long total, long now) {
    double seconds = Math.max(0.001, (now - started) / 1e9);
    return "%3d %%  %s of %s  %s/s"
        .formatted(
            Math.clamp(100 * done / total, 0, 100),
            size((double) done),
            size((double) total),
            size((double) done / seconds));
  }

  private static String size(double bytes) {
    double value = bytes;
    for (String unit : new String[] {"B", "kB", "MB"}) {
      if (value < 1000) {
        return "%.1f %s".formatted(value, unit);
      }
      value /= 1000;
    }
    return String.format(Locale.ROOT, "%.1f GB", value);
  }
}
