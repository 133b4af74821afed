package org.openshift.ci.mirror.api.listing;

import java.util.List;

/**
 * A page of open mirror tasks.
 *
 * @param entries the tasks, newest first
 * @param nextPageToken where the next page begins, safe to stand in a URL; empty after the last
 *     page
 */
public record TaskPage(List<MirrorEntry> entries, String nextPageToken) {

  public TaskPage {
    entries = List.copyOf(entries);
  }
}
