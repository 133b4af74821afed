package org.openshift.ci.mirror.api.temporal;

import com.github.benmanes.caffeine.cache.Ticker;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;

/**
 * Whether there are dry runs' tasks or backfills at all. Mostly there are none, and then one read
 * finds all tasks of a tag, instead of four.
 */
public final class UnusualTasks implements BooleanSupplier {

  private final TemporalGateway temporal;
  private final long keepNanos;
  private final Ticker ticker;
  private final AtomicLong readAt;

  /** True until it is known. */
  private volatile boolean exist = true;

  /**
   * Asks visibility, which lags behind by a second or so.
   *
   * @param keep how long an answer is reused
   */
  public UnusualTasks(TemporalGateway temporal, Duration keep, Ticker ticker) {
    this.temporal = temporal;
    this.keepNanos = keep.toNanos();
    this.ticker = ticker;
    this.readAt = new AtomicLong(ticker.read() - keepNanos);
  }

  /** One caller asks; the others do not wait for it, and get the answer before. */
  @Override
  public boolean getAsBoolean() {
    long last = readAt.get();
    long now = ticker.read();
    if (now - last >= keepNanos && readAt.compareAndSet(last, now)) {
      exist = read();
    }
    return exist;
  }

  private boolean read() {
    try {
      return temporal
              .list(MirrorTaskWorkflow.UNUSUAL_TASKS, 1, ByteString.EMPTY)
              .getExecutionsCount()
          > 0;
    } catch (ApiProblem e) {
      // As long as it is not known, all are looked for.
      return true;
    }
  }
}
