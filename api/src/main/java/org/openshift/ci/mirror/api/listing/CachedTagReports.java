package org.openshift.ci.mirror.api.listing;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.openshift.ci.mirror.model.TagReference;

/** Serves requests for the same tag within a short time from one read. */
public final class CachedTagReports implements TagReports {

  private final CoalescedReads<TagReference, Optional<TagReport>> reports;

  public CachedTagReports(TagReports reports, Duration keep, Ticker ticker) {
    this.reports = new CoalescedReads<>(reports::find, keep, ticker);
  }

  @Override
  public Optional<TagReport> find(TagReference tag) {
    return reports.get(tag);
  }
}
