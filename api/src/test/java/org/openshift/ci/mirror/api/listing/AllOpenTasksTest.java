package org.openshift.ci.mirror.api.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;

class AllOpenTasksTest {

  private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");
  private static final TaskQuery ALL = TaskQuery.openTasks();

  private final List<MirrorEntry> open = new ArrayList<>();
  private final List<Integer> reads = new ArrayList<>();
  private final List<Runnable> waiting = new ArrayList<>();
  private final AtomicLong nanoseconds = new AtomicLong();
  private boolean slow;
  private final AllOpenTasks all =
      new AllOpenTasks(new Store(), Duration.ofSeconds(1), this::run, nanoseconds::get);

  private void run(Runnable read) {
    if (slow) {
      waiting.add(read);
    } else {
      read.run();
    }
  }

  /** Lists the newest first, as Temporal does. */
  private final class Store implements OpenTaskList {

    @Override
    public long count(TaskQuery query) {
      return open.size();
    }

    @Override
    public TaskPage page(TaskQuery query, int limit, String pageToken) {
      assertEquals(ALL, query);
      int from = pageToken.isEmpty() ? 0 : Integer.parseInt(pageToken);
      reads.add(from);
      int to = Math.min(open.size(), from + limit);
      return new TaskPage(open.subList(from, to), to < open.size() ? String.valueOf(to) : "");
    }
  }

  private void open(String tag, String state, int secondsAgo) {
    open.add(OpenEntries.of(tag, state, START.minusSeconds(secondsAgo)));
  }

  private void open(int number) {
    IntStream.range(0, number).forEach(at -> open("t%05d".formatted(at), "checking", at));
  }

  private AllOpenTasks.Part page(TaskOrder order, int limit, String token) {
    return all.page(ALL, order, limit, token);
  }

  private static List<String> tags(AllOpenTasks.Part page) {
    return page.entries().stream().map(entry -> entry.sourceTag().tag()).toList();
  }

  @ParameterizedTest
  @CsvSource({"OLDEST, 'b,c,a'", "TAG, 'a,b,c'", "FAILURES, 'b,c,a'"})
  void sorts(TaskOrder order, String expected) {
    open("a", "parked", 1);
    open("c", "parked", 5);
    open("b", "parked", 9);
    assertEquals(expected, String.join(",", tags(page(order, 10, ""))));
  }

  @Test
  void theOldestOfThousandsComeFirstAndAllFollow() {
    open(2_345);
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      AllOpenTasks.Part part = page(TaskOrder.OLDEST, 1_000, token);
      assertEquals(2_345, part.total());
      seen.addAll(tags(part));
      token = part.nextPageToken();
    } while (!token.isEmpty());
    assertEquals(2_345, seen.size());
    assertEquals("t02344", seen.getFirst());
    assertEquals("t00000", seen.getLast());
    assertEquals(seen.stream().sorted().toList().reversed(), seen);
    assertEquals(List.of(0, 1_000, 2_000), reads, "one reading for all pages");
  }

  @Test
  void aFilterIsThatOfTemporalAndCostsNoRead() {
    open("a", "parked", 1);
    open("b", "retrying", 2);
    open("c", "parked", 3);
    TaskQuery parked = ALL.where(MirrorSearchAttributes.MIRROR_STATE, "parked");
    assertEquals(List.of("c", "a"), tags(all.page(parked, TaskOrder.OLDEST, 10, "")));
    assertEquals(2, all.page(parked, TaskOrder.OLDEST, 1, "").total());
    TaskQuery other = parked.where(MirrorSearchAttributes.STALE, false);
    assertEquals(List.of(), tags(all.page(other, TaskOrder.OLDEST, 10, "")));
    TaskQuery one = parked.where(MirrorSearchAttributes.IMAGE_TAG, "a");
    assertEquals(List.of("a"), tags(all.page(one, TaskOrder.TAG, 10, "")));
    assertEquals(1, reads.size());
  }

  @Test
  void aTaskThatEndsOrBeginsMovesNoOtherToAnotherPage() {
    open(6);
    AllOpenTasks.Part first = page(TaskOrder.OLDEST, 2, "");
    assertEquals(List.of("t00005", "t00004"), tags(first));
    open.removeLast();
    open.addFirst(OpenEntries.of("new", "checking", START.plusSeconds(1)));
    pass(Duration.ofSeconds(2));
    assertEquals(
        List.of("t00003", "t00002"), tags(page(TaskOrder.OLDEST, 2, first.nextPageToken())));
  }

  @Test
  void aTokenIsGoodForItsOrderAndFiltersOnly() {
    open(6);
    String token = page(TaskOrder.OLDEST, 2, "").nextPageToken();
    ApiProblem problem = assertThrows(ApiProblem.class, () -> page(TaskOrder.TAG, 2, token));
    assertEquals(ApiProblem.Kind.BAD_REQUEST, problem.kind());
  }

  @Test
  void theLongerTheListTheLongerItIsKeptAndItIsServedWhileItIsReadAgain() {
    open(2_500);
    page(TaskOrder.OLDEST, 1, "");
    pass(Duration.ofMillis(2_999));
    page(TaskOrder.OLDEST, 1, "");
    assertEquals(3, reads.size());
    slow = true;
    pass(Duration.ofMillis(1));
    open.clear();
    assertEquals(2_500, page(TaskOrder.OLDEST, 1, "").total());
    waiting.getFirst().run();
    assertEquals(0, page(TaskOrder.OLDEST, 1, "").total());
    assertEquals(1, waiting.size());
  }

  @Test
  void tooManyTasksAreNotReadAndTheAnswerSaysWhatToDo() {
    open(AllOpenTasks.MAX + 1);
    for (int request = 0; request < 3; request++) {
      ApiProblem problem = assertThrows(ApiProblem.class, () -> page(TaskOrder.OLDEST, 1, ""));
      assertEquals(ApiProblem.Kind.CONFLICT, problem.kind());
      assertTrue(problem.getMessage().startsWith("20,001 tasks are open"), problem.getMessage());
    }
    assertEquals(1, reads.size());
  }

  private void pass(Duration time) {
    nanoseconds.addAndGet(time.toNanos());
  }
}
