package org.openshift.ci.mirror.api.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.listing.AllOpenTasks;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.OpenEntries;
import org.openshift.ci.mirror.api.listing.OpenTaskList;
import org.openshift.ci.mirror.api.listing.TaskPage;
import org.openshift.ci.mirror.api.listing.TaskQuery;

class TaskCounterTest {

  private static final MirrorEntry TASK = OpenEntries.of("a", "checking", Instant.EPOCH);

  /** More tasks than are read, of which visibility only gives numbers. */
  private static final class Numbers implements OpenTaskList {

    private static final String NOT_BY_HAND =
        " AND (MirrorErrorType IS NULL OR MirrorErrorType!='ParkedByHand')";
    private static final String FAILED = " AND MirrorErrorType IS NOT NULL";
    private static final String NOT_PARKED = " AND (MirrorState IS NULL OR MirrorState!='parked')";

    private final Map<String, Long> numbers =
        Map.ofEntries(
            Map.entry("", 30_000L),
            Map.entry(" AND Stale=true", 29_000L),
            Map.entry(
                " AND Stale=true AND StartTime<'1970-01-01T01:00:00Z'" + NOT_BY_HAND, 17_000L),
            Map.entry(" AND MirrorState='parked'", 12L),
            Map.entry(" AND MirrorState='retrying'", 80L),
            Map.entry(" AND MirrorState='checking'", 29_908L),
            Map.entry(" AND MirrorErrorType='ParkedByHand'", 2L),
            Map.entry(FAILED, 95L),
            Map.entry(" AND MirrorErrorType='SourceMissing'", 90L),
            Map.entry(FAILED + NOT_PARKED + " AND MirrorErrorType='SourceMissing'", 80L),
            Map.entry(" AND MirrorState='parked'" + NOT_BY_HAND + " AND MirrorOwner='art'", 10L));

    @Override
    public long count(TaskQuery query) {
      return numbers.getOrDefault(
          query.text().substring(TaskQuery.openTasks().text().length()), 0L);
    }

    @Override
    public TaskPage page(TaskQuery query, int limit, String pageToken) {
      return new TaskPage(Collections.nCopies(limit, TASK), "more");
    }
  }

  private static TaskCounts count(OpenTaskList tasks) {
    return new TaskCounter(
            new AllOpenTasks(tasks, Duration.ZERO, Runnable::run, Ticker.systemTicker()),
            Ticker.systemTicker(),
            InstantSource.fixed(Instant.EPOCH.plus(Duration.ofHours(3))))
        .count();
  }

  @Test
  void tasksThatAreTooManyToBeReadAreCounted() {
    TaskCounts counts = count(new Numbers());
    assertEquals(30_000, counts.total());
    assertEquals(29_000, counts.stale());
    assertEquals("{parked=12, retrying=80, checking=29908}", counts.byState().toString());
    assertEquals(2, counts.parkedByHand());
    assertEquals("{SourceMissing=90, ParkedByHand=2}", counts.byErrorType().toString());
    assertEquals("{SourceMissing=80, any other=3}", counts.retrying().toString());
    assertEquals("{art=10}", counts.parkedByOwner().toString());
    assertEquals(17_000, counts.staleTooLong());
    assertEquals(Optional.empty(), counts.oldestStale());
  }

  @Test
  void fewTasksAreCountedInTheirList() {
    TaskCounts counts =
        count(
            new OpenTaskList() {
              @Override
              public long count(TaskQuery query) {
                throw new AssertionError(query.text());
              }

              @Override
              public TaskPage page(TaskQuery query, int limit, String pageToken) {
                return new TaskPage(List.of(TASK), "");
              }
            });
    assertEquals(1, counts.total());
    assertEquals("{checking=1}", counts.byState().toString());
    assertEquals(Optional.of(TASK), counts.oldestStale());
    assertEquals(1, counts.staleTooLong());
  }
}
