package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.openshift.ci.mirror.api.batch.BatchProgress;
import org.openshift.ci.mirror.api.batch.Batches;
import org.openshift.ci.mirror.api.batch.StartedBatch;
import org.openshift.ci.mirror.api.check.CheckEntry;
import org.openshift.ci.mirror.api.check.TagChecks;
import org.openshift.ci.mirror.api.events.EventFeed;
import org.openshift.ci.mirror.api.history.HistoryReport;
import org.openshift.ci.mirror.api.history.TaskHistory;
import org.openshift.ci.mirror.api.listing.AllOpenTasks;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.OpenTaskList;
import org.openshift.ci.mirror.api.listing.TagReport;
import org.openshift.ci.mirror.api.listing.TagReports;
import org.openshift.ci.mirror.api.listing.TaskPage;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.api.lookup.PullSpecText;
import org.openshift.ci.mirror.api.lookup.TagLookup;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.runs.TagRun;
import org.openshift.ci.mirror.api.runs.TagRuns;
import org.openshift.ci.mirror.api.status.Outages;
import org.openshift.ci.mirror.api.sweep.SweepListing;
import org.openshift.ci.mirror.api.sweep.Sweeps;
import org.openshift.ci.mirror.api.trigger.MirrorTrigger;
import org.openshift.ci.mirror.api.trigger.Triggered;
import org.openshift.ci.mirror.api.watch.WatchEntry;
import org.openshift.ci.mirror.api.watch.Watches;
import org.openshift.ci.mirror.api.web.Readiness;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.TagReference;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Replaces {@link TemporalWiring} by tasks in memory. */
@Configuration(proxyBeanMethods = false)
class FakeWiring {

  /** Mirror tasks in memory, in the order in which they are listed. */
  static final class FakeTasks
      implements OpenTaskList, TagReports, MirrorTrigger, Batches, Watches, Readiness {
    final List<WatchEntry> watches = new ArrayList<>();
    final List<MirrorEntry> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger lists = new AtomicInteger();
    final Map<TagReference, TagReport> reports = new HashMap<>();
    final Map<TagReference, List<TagRun>> runs = new HashMap<>();
    final Map<String, List<TagReference>> lookUps = new HashMap<>();
    HistoryReport history = new HistoryReport(List.of(), List.of());
    final SequencedMap<String, Instant> outages = new LinkedHashMap<>();
    SweepListing sweeps = new SweepListing(null, List.of());
    final List<String> queries = new CopyOnWriteArrayList<>();
    final List<TagReference> triggered = new ArrayList<>();
    final List<OperatorRequest> requests = new ArrayList<>();
    volatile RuntimeException failure;

    /** Whether a query selects a task: by default, every query selects all. */
    volatile BiPredicate<String, MirrorEntry> selects = (query, entry) -> true;

    private List<MirrorEntry> selected(TaskQuery query) {
      return open.stream().filter(entry -> selects.test(query.text(), entry)).toList();
    }

    @Override
    public long count(TaskQuery query) {
      read(query);
      boolean ofOpenTasks = query.text().startsWith(TaskQuery.openTasks().text());
      return ofOpenTasks ? selected(query).size() : 0;
    }

    @Override
    public TaskPage page(TaskQuery query, int limit, String pageToken) {
      lists.incrementAndGet();
      read(query);
      List<MirrorEntry> selected = selected(query);
      int from = pageToken.isEmpty() ? 0 : Integer.parseInt(pageToken);
      int to = Math.min(selected.size(), from + limit);
      return new TaskPage(
          selected.subList(from, to), to < selected.size() ? Integer.toString(to) : "");
    }

    @Override
    public Optional<TagReport> find(TagReference tag) {
      fail();
      return Optional.ofNullable(reports.get(tag));
    }

    @Override
    public Triggered ask(TagReference tag, OperatorRequest request) {
      fail();
      triggered.add(tag);
      requests.add(request);
      return new Triggered("mirror/" + tag.floatingTag(), "run-1", "http://ui.example/x", true);
    }

    @Override
    public StartedBatch start(TaskQuery query, OperatorRequest request) {
      read(query);
      requests.add(request);
      return new StartedBatch("batch-1", "http://ui.example/b");
    }

    @Override
    public Optional<BatchProgress> find(String id) {
      fail();
      return Optional.empty();
    }

    @Override
    public List<WatchEntry> open() {
      fail();
      return watches;
    }

    @Override
    public void require() {
      fail();
    }

    /** Returns when the tasks of now have been listed. */
    void awaitAnotherList() {
      int before = lists.get();
      await().until(() -> lists.get() > before + 1);
    }

    private CheckEntry check(TagReference tag) {
      fail();
      return new CheckEntry(
          Instant.EPOCH, true, "distributor", "s", "sha256:a", "sha256:b", false, null, null);
    }

    private List<TagReference> lookUp(PullSpecText pullSpec) {
      fail();
      List<TagReference> found = lookUps.get(pullSpec.text());
      if (found == null) {
        throw ApiProblem.of(
            ApiProblem.Kind.NOT_FOUND, "nothing is known of it; write ocp/4.20:cli");
      }
      return found;
    }

    private SweepListing sweeps() {
      fail();
      return sweeps;
    }

    private HistoryReport history() {
      fail();
      return history;
    }

    private List<TagRun> runs(TagReference tag) {
      fail();
      return runs.getOrDefault(tag, List.of());
    }

    private void read(TaskQuery query) {
      fail();
      queries.add(query.text());
    }

    private void fail() {
      if (failure != null) {
        throw failure;
      }
    }
  }

  @Bean
  TagChecks checks(FakeTasks tasks) {
    return tasks::check;
  }

  @Bean
  TagLookup lookup(FakeTasks tasks) {
    return tasks::lookUp;
  }

  @Bean
  EventFeed feed(FakeTasks tasks) {
    return new EventFeed(tasks, Thread::startVirtualThread, Duration.ofMillis(20));
  }

  @Bean
  AllOpenTasks all(FakeTasks tasks) {
    return new AllOpenTasks(
        tasks, Duration.ZERO, Thread::startVirtualThread, Ticker.systemTicker());
  }

  @Bean
  Outages outages(FakeTasks tasks) {
    return () -> tasks.outages;
  }

  @Bean
  Sweeps sweeps(FakeTasks tasks) {
    return tasks::sweeps;
  }

  @Bean
  TaskHistory history(FakeTasks tasks) {
    return tasks::history;
  }

  @Bean
  TagRuns runs(FakeTasks tasks) {
    return tasks::runs;
  }

  @Bean
  FakeTasks fakeTasks() {
    return new FakeTasks();
  }
}
