package org.openshift.ci.mirror.api.listing;

import com.google.protobuf.ByteString;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.watch.WatchCheck;

/** Open mirror tasks from Temporal's visibility, which lags behind by a second or so. */
public final class TemporalOpenTaskList implements OpenTaskList {

  private final TemporalGateway temporal;
  private final MirrorEntries entries;
  private final WatchCheck watch;

  public TemporalOpenTaskList(TemporalGateway temporal, MirrorEntries entries, WatchCheck watch) {
    this.temporal = temporal;
    this.entries = entries;
    this.watch = watch;
  }

  @Override
  public long count(TaskQuery query) {
    long count = temporal.count(query.text());
    if (count == 0) {
      watch.require();
    }
    return count;
  }

  @Override
  public TaskPage page(TaskQuery query, int limit, String pageToken) {
    List<MirrorEntry> found = new ArrayList<>();
    ByteString next = PageTokens.decode(query, pageToken);
    do {
      // Temporal may return fewer than the page size although there are more.
      ListWorkflowExecutionsResponse page = temporal.list(query.text(), limit - found.size(), next);
      page.getExecutionsList().forEach(info -> found.add(entries.of(info)));
      next = page.getNextPageToken();
    } while (found.size() < limit && !next.isEmpty());
    if (found.isEmpty()) {
      watch.require();
    }
    return new TaskPage(found, PageTokens.encode(query, next));
  }
}
