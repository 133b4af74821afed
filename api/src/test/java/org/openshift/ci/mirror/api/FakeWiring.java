package org.openshift.ci.mirror.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openshift.ci.mirror.api.batch.BatchProgress;
import org.openshift.ci.mirror.api.batch.Batches;
import org.openshift.ci.mirror.api.batch.StartedBatch;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.OpenTaskList;
import org.openshift.ci.mirror.api.listing.TagReport;
import org.openshift.ci.mirror.api.listing.TagReports;
import org.openshift.ci.mirror.api.listing.TaskPage;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.api.runs.TagRun;
import org.openshift.ci.mirror.api.runs.TagRuns;
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
    final List<MirrorEntry> open = new ArrayList<>();
    final Map<TagReference, TagReport> reports = new HashMap<>();
    final Map<TagReference, List<TagRun>> runs = new HashMap<>();
    SweepListing sweeps = new SweepListing(null, List.of());
    final List<String> queries = new ArrayList<>();
    final List<TagReference> triggered = new ArrayList<>();
    final List<OperatorRequest> requests = new ArrayList<>();
    RuntimeException failure;

    @Override
    public long count(TaskQuery query) {
      read(query);
      return open.size();
    }

    @Override
    public TaskPage page(TaskQuery query, int limit, String pageToken) {
      read(query);
      int from = pageToken.isEmpty() ? 0 : Integer.parseInt(pageToken);
      int to = Math.min(open.size(), from + limit);
      return new TaskPage(open.subList(from, to), to < open.size() ? Integer.toString(to) : "");
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

    private SweepListing sweeps() {
      fail();
      return sweeps;
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
  Sweeps sweeps(FakeTasks tasks) {
    return tasks::sweeps;
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
