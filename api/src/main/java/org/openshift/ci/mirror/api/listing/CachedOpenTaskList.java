package org.openshift.ci.mirror.api.listing;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Serves equal requests within a short time from one read. Temporal allows ten visibility reads a
 * second for a namespace, and its Web UI needs some of them.
 */
public final class CachedOpenTaskList implements OpenTaskList {

  private final CoalescedReads<TaskQuery, Long> counts;
  private final CoalescedReads<PageKey, TaskPage> pages;

  public CachedOpenTaskList(OpenTaskList store, Duration keep, Ticker ticker) {
    this.counts = new CoalescedReads<>(store::count, keep, ticker);
    this.pages =
        new CoalescedReads<>(
            key -> store.page(key.query(), key.limit(), key.pageToken()), keep, ticker);
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
