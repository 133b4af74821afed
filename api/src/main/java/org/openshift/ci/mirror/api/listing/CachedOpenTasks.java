package org.openshift.ci.mirror.api.listing;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Spares the visibility store: one read for all who ask the same within a second. Temporal serves
 * ten visibility reads a second for a namespace, and its Web UI takes its share of them.
 */
public final class CachedOpenTasks implements OpenTasks {

  private final CoalescedReads<TaskQuery, Long> counts;
  private final CoalescedReads<PageKey, TaskPage> pages;

  public CachedOpenTasks(OpenTasks store, Duration keep, Executor executor, Ticker ticker) {
    this.counts = new CoalescedReads<>(store::count, keep, executor, ticker);
    this.pages =
        new CoalescedReads<>(
            key -> store.page(key.query(), key.limit(), key.pageToken()), keep, executor, ticker);
  }

  private record PageKey(TaskQuery query, int limit, String pageToken) {}

  @Override
  public long count(TaskQuery query) {
    return counts.get(query);
  }

  @Override
  public TaskPage page(TaskQuery query, int limit, String pageToken) {
    return pages.get(new PageKey(query, limit, pageToken));
  }
}
