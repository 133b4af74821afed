package org.openshift.ci.mirror.contract;

import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WireRecord;

/**
 * A page of a sweep.
 *
 * @param kind the list
 * @param since the list must have been read after this moment
 * @param after the page begins after this entry, even if the list no longer has it; null for the
 *     first page
 * @param only the entries to look at; empty for all
 */
@WireRecord
public record SweepPageRequest(
    SweepKind kind, Instant since, TagReference after, List<TagReference> only) {

  public SweepPageRequest {
    only = only == null ? List.of() : List.copyOf(only);
  }
}
