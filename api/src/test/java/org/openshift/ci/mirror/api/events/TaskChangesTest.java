package org.openshift.ci.mirror.api.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.OpenEntries;
import org.openshift.ci.mirror.api.listing.TaskPage;

class TaskChangesTest {

  private final TaskChanges changes = new TaskChanges();

  /** A task that was started at this second. */
  private static MirrorEntry task(int second, String state) {
    return OpenEntries.of("t" + second, state, Instant.ofEpochSecond(second));
  }

  private static TaskPage all(MirrorEntry... newestFirst) {
    return new TaskPage(List.of(newestFirst), "");
  }

  private List<String> since(TaskPage page) {
    return changes.since(page).stream()
        .map(event -> event.kind() + " " + event.task().sourceTag().tag())
        .toList();
  }

  @Test
  void theFirstListIsNoChange() {
    assertEquals(List.of(), since(all(task(1, "checking"))));
  }

  @Test
  void tellsWhatOpenedChangedAndEnded() {
    since(all(task(3, "checking"), task(2, "checking"), task(1, "checking")));
    assertEquals(
        List.of("opened t4", "changed t3", "ended t1"),
        since(all(task(4, "checking"), task(3, "copying"), task(2, "checking"))));
    assertEquals(
        List.of(), since(all(task(4, "checking"), task(3, "copying"), task(2, "checking"))));
    assertEquals(
        List.of("ended t2", "ended t3", "ended t4"),
        Stream.of(since(all())).flatMap(List::stream).sorted().toList());
  }

  @Test
  void aTaskThatNewerOnesPushedOutOfAFullListHasNotEnded() {
    since(
        new TaskPage(List.of(task(3, "checking"), task(2, "checking"), task(1, "checking")), "x"));
    assertEquals(
        List.of("opened t4", "ended t3"),
        since(new TaskPage(List.of(task(4, "checking"), task(2, "checking")), "more")));
  }
}
