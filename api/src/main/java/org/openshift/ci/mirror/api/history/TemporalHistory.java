package org.openshift.ci.mirror.api.history;

import com.google.protobuf.ByteString;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openshift.ci.mirror.api.history.HistoryReport.Hour;
import org.openshift.ci.mirror.api.history.HistoryReport.LastMirrored;
import org.openshift.ci.mirror.api.listing.MirrorEntries;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorState;

/**
 * Counts tasks in Temporal's visibility. An hour that is over is counted once; what is new since
 * the last request costs four reads.
 */
public final class TemporalHistory implements TaskHistory {

  private static final int HOURS = 24;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int LAST = 10;

  /** Tasks that have ended may be missing in visibility for some seconds. */
  private static final Duration LATE = Duration.ofMinutes(1);

  private static final String TASKS = "WorkflowType='" + MirrorTaskWorkflow.TYPE + "'";
  private static final String ERROR_TYPE = MirrorSearchAttributes.MIRROR_ERROR_TYPE.getName();

  /** A task that ends without mirroring the image keeps showing why. */
  private static final String MIRRORED =
      TASKS + " AND ExecutionStatus='Completed' AND " + ERROR_TYPE + " IS NULL";

  /** Not those that have continued as new, which have not ended. */
  private static final String FAILED =
      TASKS
          + " AND (ExecutionStatus IN ('Failed', 'Terminated', 'TimedOut', 'Canceled')"
          + " OR (ExecutionStatus='Completed' AND "
          + ERROR_TYPE
          + " IS NOT NULL))";

  /** Temporal lists those first that have ended last. */
  private static final String PUSHED =
      MIRRORED
          + " AND "
          + MirrorSearchAttributes.MIRROR_STATE.getName()
          + "='"
          + MirrorState.COPYING.wireName()
          + "'";

  private final TemporalGateway temporal;
  private final MirrorEntries entries;
  private final Executor executor;
  private final InstantSource clock;
  private final ConcurrentSkipListMap<Instant, Hour> over = new ConcurrentSkipListMap<>();
  private final AtomicBoolean filling = new AtomicBoolean();

  /**
   * The history of one namespace.
   *
   * @param temporal its budget must allow for 70 reads in a row, which nobody waits for
   * @param executor reads the hours that are over; must not refuse
   */
  public TemporalHistory(
      TemporalGateway temporal, MirrorEntries entries, Executor executor, InstantSource clock) {
    this.temporal = temporal;
    this.entries = entries;
    this.executor = executor;
    this.clock = clock;
  }

  @Override
  public HistoryReport read() {
    Instant now = clock.instant();
    Instant current = now.truncatedTo(ChronoUnit.HOURS);
    Instant first = current.minus(HOUR.multipliedBy(HOURS - 1));
    over.headMap(first).clear();
    List<Hour> hours = new ArrayList<>();
    boolean complete = true;
    for (Instant from = first; !from.isAfter(current); from = end(from)) {
      Hour known = over.get(from);
      if (known == null && !from.isBefore(current.minus(HOUR))) {
        known = count(from, from.equals(current));
        if (!now.isBefore(end(from).plus(LATE))) {
          over.put(from, known);
        }
      } else if (known == null) {
        known = new Hour(from, null, null, null);
        complete = false;
      }
      hours.add(known);
    }
    List<LastMirrored> last =
        temporal.list(PUSHED, LAST, ByteString.EMPTY).getExecutionsList().stream()
            .map(this::lastMirrored)
            .toList();
    if (!complete && filling.compareAndSet(false, true)) {
      executor.execute(() -> fill(current, first));
    }
    return new HistoryReport(hours, last);
  }

  /** The hours that nothing is known of, the last ones first. */
  private void fill(Instant current, Instant first) {
    try {
      Instant from = current.minus(HOUR).minus(HOUR);
      for (; !from.isBefore(first); from = from.minus(HOUR)) {
        if (!over.containsKey(from)) {
          over.put(from, count(from, false));
        }
      }
    } catch (ApiProblem e) {
      // The next request goes on, and says it if Temporal still does not answer.
    } finally {
      filling.set(false);
    }
  }

  private Hour count(Instant from, boolean current) {
    Instant end = end(from);
    String ended = " AND CloseTime >= '%s' AND CloseTime < '%s'".formatted(from, end);
    String open =
        current
            ? MirrorTaskWorkflow.OPEN_TASKS
            : "%s AND StartTime < '%s' AND (ExecutionStatus='Running' OR CloseTime >= '%s')"
                .formatted(TASKS, end, end);
    return new Hour(
        from,
        temporal.count(MIRRORED + ended),
        temporal.count(FAILED + ended),
        temporal.count(open));
  }

  private static Instant end(Instant from) {
    return from.plus(HOUR);
  }

  private LastMirrored lastMirrored(WorkflowExecutionInfo info) {
    MirrorEntry entry = entries.of(info);
    return new LastMirrored(
        entry.sourceTag(),
        Times.instant(info.getCloseTime()),
        entry.currentQuayDigest(),
        entry.workflowUrl());
  }
}
