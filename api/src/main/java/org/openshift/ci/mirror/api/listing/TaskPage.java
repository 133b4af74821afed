package org.openshift.ci.mirror.api.listing;

import java.util.List;

/**
 * A page of open mirror tasks.
 *
 * @param entries the tasks, newest first
 * @param nextPageToken where the next page begins, as text for URLs; empty on the last page
 */
public record TaskPage(List<MirrorEntry> entries, String nextPageToken) {

  public TaskPage {
    entries = List.copyOf(entries);
  }
}
