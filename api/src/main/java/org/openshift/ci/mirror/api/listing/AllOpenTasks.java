package org.openshift.ci.mirror.api.listing;

import com.github.benmanes.caffeine.cache.Ticker;
import com.google.protobuf.ByteString;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/**
 * All open tasks, for the orders that Temporal has not on every store. All clients, whatever their
 * filters and orders, share one reading of the list, which is repeated as seldom as it is long.
 */
public final class AllOpenTasks {

  /** Some 2 KB each. */
  static final int MAX = 20_000;

  /** The largest page of Temporal's visibility. */
  private static final int PAGE = 1_000;

  /** For how long a long list is served while it is read again. */
  private static final Duration MEANWHILE = Duration.ofSeconds(30);

  private final OpenTaskList tasks;
  private final Duration keepEachPage;
  private final Executor executor;
  private final Ticker ticker;

  private CompletableFuture<Reading> reading = CompletableFuture.completedFuture(null);
  private Reading last;

  /**
   * The tasks of a list.
   *
   * @param keepEachPage how long what was read is reused, for each page that it took
   * @param executor reads; must not refuse
   */
  public AllOpenTasks(OpenTaskList tasks, Duration keepEachPage, Executor executor, Ticker ticker) {
    this.tasks = tasks;
    this.keepEachPage = keepEachPage;
    this.executor = executor;
    this.ticker = ticker;
  }

  /**
   * A part of the tasks in an order, and how many match.
   *
   * @param entries the tasks
   * @param total how many match in all
   * @param nextPageToken where the next page begins; empty on the last page
   */
  record Part(List<MirrorEntry> entries, long total, String nextPageToken) {}

  /**
   * A page of the tasks that match.
   *
   * @param order not {@link TaskOrder#NEWEST}, which is Temporal's
   * @param pageToken the token of the page before; empty for the first. Tasks that begin or end
   *     meanwhile move no others to another page
   */
  Part page(TaskQuery query, TaskOrder order, int limit, String pageToken) {
    String scope = order.wireName() + " " + query.text();
    String after = PageTokens.decode(scope, pageToken).toStringUtf8();
    Reading read = current();
    if (read.tooMany > 0) {
      throw ApiProblem.of(
          ApiProblem.Kind.CONFLICT,
          "%,d tasks are open, and only up to %,d can be sorted; leave 'sort' out for the newest first"
              .formatted(read.tooMany, MAX));
    }
    List<MirrorEntry> found = new ArrayList<>();
    String next = "";
    for (Map.Entry<String, MirrorEntry> task : read.in(order).tailMap(after, false).entrySet()) {
      if (query.selects(task.getValue())) {
        if (found.size() == limit) {
          next = order.key(found.getLast());
          break;
        }
        found.add(task.getValue());
      }
    }
    long total = read.entries.stream().filter(query::selects).count();
    return new Part(found, total, PageTokens.encode(scope, ByteString.copyFromUtf8(next)));
  }

  /** All tasks, the newest first; empty if they are more than {@value #MAX}. */
  public Optional<List<MirrorEntry>> entries() {
    Reading read = current();
    return read.tooMany > 0 ? Optional.empty() : Optional.of(read.entries);
  }

  /** How many tasks the query selects, for where they are too many to be read. */
  public long count(TaskQuery query) {
    return tasks.count(query);
  }

  private Reading current() {
    Reading known;
    CompletableFuture<Reading> next;
    synchronized (this) {
      known = last;
      if (known != null && known.age() < known.keepNanos()) {
        return known;
      }
      if (reading.isDone()) {
        reading = CompletableFuture.supplyAsync(this::read, executor);
      }
      next = reading;
    }
    boolean takesLong = known != null && known.pages > 1;
    if (takesLong && known.age() < known.keepNanos() + MEANWHILE.toNanos()) {
      return known;
    }
    try {
      return next.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private Reading read() {
    Map<String, MirrorEntry> byId = new LinkedHashMap<>();
    int pages = 0;
    long tooMany = 0;
    String next = "";
    do {
      TaskPage page = tasks.page(TaskQuery.openTasks(), PAGE, next);
      page.entries().forEach(entry -> byId.put(entry.workflowId(), entry));
      next = page.nextPageToken();
      pages++;
      if (pages == 1 && !next.isEmpty()) {
        long count = tasks.count(TaskQuery.openTasks());
        tooMany = count > MAX ? count : 0;
      }
    } while (!next.isEmpty() && tooMany == 0 && byId.size() <= MAX);
    Reading read =
        new Reading(tooMany > 0 ? List.of() : List.copyOf(byId.values()), tooMany, pages);
    synchronized (this) {
      last = read;
    }
    return read;
  }

  private final class Reading {

    private final List<MirrorEntry> entries;
    private final long tooMany;
    private final int pages;
    private final long at = ticker.read();
    private final Map<TaskOrder, NavigableMap<String, MirrorEntry>> sorted =
        new EnumMap<>(TaskOrder.class);

    private Reading(List<MirrorEntry> entries, long tooMany, int pages) {
      this.entries = entries;
      this.tooMany = tooMany;
      this.pages = pages;
    }

    private long age() {
      return ticker.read() - at;
    }

    private long keepNanos() {
      return keepEachPage.toNanos() * (tooMany > 0 ? MAX / PAGE : pages);
    }

    private synchronized NavigableMap<String, MirrorEntry> in(TaskOrder order) {
      return sorted.computeIfAbsent(
          order,
          wanted -> {
            NavigableMap<String, MirrorEntry> all = new TreeMap<>();
            entries.forEach(entry -> all.put(wanted.key(entry), entry));
            return all;
          });
    }
  }
}
