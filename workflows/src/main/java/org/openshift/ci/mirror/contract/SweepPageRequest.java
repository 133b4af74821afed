package org.openshift.ci.mirror.contract;

import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * Which part of a list to look at.
 *
 * @param kind the list
 * @param since the list must not be older than that
 * @param after the page begins behind this entry; null for the first. It need not be in the list
 *     any more
 * @param only the entries that count; empty for all
 */
@WireRecord
public record SweepPageRequest(
    SweepKind kind, Instant since, TagReference after, List<TagReference> only) {

  public SweepPageRequest {
    only = only == null ? List.of() : List.copyOf(only);
  }
}
