package org.openshift.ci.mirror.api.events;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.TaskPage;

/** What has changed from one list of open tasks to the next. */
final class TaskChanges {

  /** By workflow id; null before the first list. */
  private Map<String, MirrorEntry> known;

  /** The changes since the list before; none for the first list. */
  List<TaskEvent> since(TaskPage page) {
    Map<String, MirrorEntry> before = known;
    Map<String, MirrorEntry> now =
        page.entries().stream()
            .collect(
                Collectors.toMap(
                    MirrorEntry::workflowId,
                    entry -> entry,
                    (newer, older) -> newer,
                    LinkedHashMap::new));
    known = now;
    if (before == null) {
      return List.of();
    }
    List<TaskEvent> events = new ArrayList<>();
    now.forEach(
        (id, entry) -> {
          MirrorEntry earlier = before.get(id);
          if (earlier == null) {
            events.add(new TaskEvent(TaskEvent.OPENED, entry));
          } else if (!earlier.equals(entry)) {
            events.add(new TaskEvent(TaskEvent.CHANGED, entry));
          }
        });
    gone(before, now, page).forEach(entry -> events.add(new TaskEvent(TaskEvent.ENDED, entry)));
    return events;
  }

  /** On a full list, older tasks may only have been pushed out by newer ones. */
  private static Stream<MirrorEntry> gone(
      Map<String, MirrorEntry> before, Map<String, MirrorEntry> now, TaskPage page) {
    Stream<MirrorEntry> missing =
        before.entrySet().stream()
            .filter(entry -> !now.containsKey(entry.getKey()))
            .map(Map.Entry::getValue);
    if (page.nextPageToken().isEmpty() || page.entries().isEmpty()) {
      return missing;
    }
    MirrorEntry oldest = page.entries().getLast();
    return missing.filter(entry -> entry.createdAt().isAfter(oldest.createdAt()));
  }
}
