package org.openshift.ci.mirror.api;

import com.github.benmanes.caffeine.cache.Ticker;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.openshift.ci.mirror.api.batch.Batches;
import org.openshift.ci.mirror.api.batch.TemporalBatches;
import org.openshift.ci.mirror.api.check.CheckEntry;
import org.openshift.ci.mirror.api.check.TagChecks;
import org.openshift.ci.mirror.api.check.TemporalTagChecks;
import org.openshift.ci.mirror.api.events.EventFeed;
import org.openshift.ci.mirror.api.history.HistoryReport;
import org.openshift.ci.mirror.api.history.TaskHistory;
import org.openshift.ci.mirror.api.history.TemporalHistory;
import org.openshift.ci.mirror.api.listing.AllOpenTasks;
import org.openshift.ci.mirror.api.listing.CachedOpenTaskList;
import org.openshift.ci.mirror.api.listing.CachedTagReports;
import org.openshift.ci.mirror.api.listing.CoalescedReads;
import org.openshift.ci.mirror.api.listing.MirrorEntries;
import org.openshift.ci.mirror.api.listing.OpenTaskList;
import org.openshift.ci.mirror.api.listing.TagReports;
import org.openshift.ci.mirror.api.listing.TemporalOpenTaskList;
import org.openshift.ci.mirror.api.listing.TemporalTagReports;
import org.openshift.ci.mirror.api.lookup.TagLookup;
import org.openshift.ci.mirror.api.lookup.TemporalTagLookup;
import org.openshift.ci.mirror.api.runs.TagRun;
import org.openshift.ci.mirror.api.runs.TagRuns;
import org.openshift.ci.mirror.api.runs.TemporalTagRuns;
import org.openshift.ci.mirror.api.status.Outages;
import org.openshift.ci.mirror.api.status.TemporalOutages;
import org.openshift.ci.mirror.api.sweep.SweepListing;
import org.openshift.ci.mirror.api.sweep.Sweeps;
import org.openshift.ci.mirror.api.sweep.TemporalSweeps;
import org.openshift.ci.mirror.api.temporal.ReadLimiter;
import org.openshift.ci.mirror.api.temporal.TagExecutions;
import org.openshift.ci.mirror.api.temporal.TaskEnds;
import org.openshift.ci.mirror.api.temporal.TemporalConnection;
import org.openshift.ci.mirror.api.temporal.TemporalFailures;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.Turns;
import org.openshift.ci.mirror.api.temporal.UnusualTasks;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.api.trigger.MirrorTrigger;
import org.openshift.ci.mirror.api.trigger.TemporalTrigger;
import org.openshift.ci.mirror.api.watch.TemporalWatches;
import org.openshift.ci.mirror.api.watch.WatchCheck;
import org.openshift.ci.mirror.api.watch.WatchEntry;
import org.openshift.ci.mirror.api.watch.Watches;
import org.openshift.ci.mirror.api.web.Readiness;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.trace.Tracing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that need Temporal. */
@Configuration(proxyBeanMethods = false)
class TemporalWiring {

  /** How long an answer is reused: short enough to look live. */
  private static final Duration KEEP = Duration.ofSeconds(1);

  /** How long it is remembered whether there are dry runs' tasks or backfills. */
  private static final Duration KEEP_UNUSUAL = Duration.ofSeconds(5);

  /** Results of ended tasks rarely change. */
  private static final Duration KEEP_HISTORY = Duration.ofSeconds(5);

  /** Numbers of a day change little; pages ask for them every fifteen seconds. */
  private static final Duration KEEP_COUNTS = Duration.ofSeconds(10);

  /** Half of what Temporal allows a namespace; the rest is for its Web UI. */
  private static final double VISIBILITY_READS_PER_SECOND = 5;

  /** For anybody: a report on a tag takes one read of an execution, and five at most. */
  private static final double REPORTS_PER_SECOND = 50;

  /** For anybody: of pull specs, for each of which two tags are looked for at most. */
  private static final double LOOK_UPS_PER_SECOND = 20;

  /** Counts before many tasks are triggered, two each, besides the reads of everybody. */
  private static final double COUNTS_FOR_BATCHES_PER_SECOND = 2;

  /** What all clients share, besides the reads that somebody waits for. */
  private static final double SHARED_READS_PER_SECOND = 3;

  /** How long a shared read waits for its turn: some are long lists. */
  private static final Duration SHARED_READS_WAIT = Duration.ofSeconds(20);

  /** Comparisons of a tag's source and target, of which each is a workflow. */
  private static final double CHECKS_PER_SECOND = 5;

  /** The same where nothing says who may ask for them. */
  private static final double ANONYMOUS_CHECKS_PER_SECOND = 1;

  /** Between two lists for those who listen to events. */
  private static final Duration BETWEEN_LISTS = Duration.ofSeconds(1);

  /** How long a read waits for its turn before it is refused. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(1);

  /** How long a request of somebody who may write waits: a burst is served, not refused. */
  private static final Duration WRITERS_WAIT = Duration.ofSeconds(20);

  /** Requests to tasks at a time: each takes five calls, and more would only wait at Temporal. */
  private static final int WRITERS_AT_ONCE = 8;

  @Bean(destroyMethod = "shutdown")
  WorkflowServiceStubs stubs(ApiSettings settings) {
    return TemporalConnection.lazily(settings.temporal());
  }

  @Bean
  Tracing tracing() {
    return Tracing.of(System.getenv(), "ci-images-mirror-api");
  }

  @Bean
  WorkflowClient client(WorkflowServiceStubs stubs, ApiSettings settings, Tracing tracing) {
    return TemporalConnection.client(stubs, settings.temporal().namespace(), tracing.aroundCalls());
  }

  @Bean
  TemporalFailures failures(ApiSettings settings) {
    return new TemporalFailures(settings.temporal().address(), settings.temporal().namespace());
  }

  @Bean
  TemporalGateway gateway(
      WorkflowServiceStubs stubs, ApiSettings settings, TemporalFailures failures) {
    return new TemporalGateway(
        stubs,
        settings.temporal().namespace(),
        failures,
        new ReadLimiter(VISIBILITY_READS_PER_SECOND, MAX_WAIT));
  }

  @Bean
  WorkflowLinks links(ApiSettings settings) {
    return new WorkflowLinks(settings.temporalUi(), settings.temporal().namespace());
  }

  @Bean
  MirrorEntries entries(WorkflowLinks links) {
    return new MirrorEntries(links);
  }

  @Bean(destroyMethod = "shutdown")
  ExecutorService readers() {
    return Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("read-", 0).factory());
  }

  @Bean
  WatchCheck watchCheck(TemporalGateway gateway) {
    return new WatchCheck(gateway);
  }

  @Bean
  OpenTaskList openTaskList(TemporalGateway gateway, MirrorEntries entries, WatchCheck watch) {
    return new CachedOpenTaskList(
        new TemporalOpenTaskList(gateway, entries, watch), KEEP, Ticker.systemTicker());
  }

  /**
   * Reads with a budget of their own, so that long lists do not hold up short ones.
   *
   * @param gateway sends them
   */
  record SharedReads(TemporalGateway gateway) {}

  @Bean
  SharedReads sharedReads(
      WorkflowServiceStubs stubs, ApiSettings settings, TemporalFailures failures) {
    return new SharedReads(
        new TemporalGateway(
            stubs,
            settings.temporal().namespace(),
            failures,
            new ReadLimiter(SHARED_READS_PER_SECOND, SHARED_READS_WAIT)));
  }

  @Bean
  AllOpenTasks allOpenTasks(
      SharedReads shared, MirrorEntries entries, WatchCheck watch, ExecutorService readers) {
    return new AllOpenTasks(
        new TemporalOpenTaskList(shared.gateway(), entries, watch),
        KEEP,
        readers,
        Ticker.systemTicker());
  }

  /** One for reports and runs, because it remembers what it has read. */
  @Bean
  TaskEnds taskEnds(TemporalGateway gateway) {
    return new TaskEnds(gateway);
  }

  @Bean
  TagReports tagReports(TemporalGateway gateway, TaskEnds ends, MirrorEntries entries) {
    TagExecutions executions =
        new TagExecutions(
            gateway,
            new ReadLimiter(REPORTS_PER_SECOND, MAX_WAIT),
            new UnusualTasks(gateway, KEEP_UNUSUAL, Ticker.systemTicker()));
    TagReports reports = new TemporalTagReports(executions, ends, entries);
    return new CachedTagReports(reports, KEEP, Ticker.systemTicker());
  }

  @Bean
  TagLookup tagLookup(TemporalGateway gateway) {
    return new TemporalTagLookup(
        new TagExecutions(
            gateway,
            new ReadLimiter(LOOK_UPS_PER_SECOND, MAX_WAIT),
            new UnusualTasks(gateway, KEEP_UNUSUAL, Ticker.systemTicker())),
        gateway);
  }

  @Bean
  Watches watches(TemporalGateway gateway, WorkflowLinks links) {
    Watches watches = new TemporalWatches(gateway, links, InstantSource.system());
    CoalescedReads<String, List<WatchEntry>> reads =
        new CoalescedReads<>(all -> watches.open(), KEEP, Ticker.systemTicker());
    return () -> reads.get("all");
  }

  @Bean
  Outages outages(TemporalGateway gateway) {
    Outages outages = new TemporalOutages(gateway);
    CoalescedReads<String, SequencedMap<String, Instant>> reads =
        new CoalescedReads<>(all -> outages.open(), KEEP, Ticker.systemTicker());
    return () -> reads.get("all");
  }

  @Bean
  Readiness readiness(TemporalGateway gateway, WatchCheck watch) {
    CoalescedReads<String, Boolean> reads =
        new CoalescedReads<>(
            namespace -> {
              watch.require();
              return gateway.answers();
            },
            KEEP,
            Ticker.systemTicker());
    return () -> reads.get("namespace");
  }

  @Bean
  TagChecks tagChecks(
      ApiSettings settings,
      TemporalGateway gateway,
      WorkflowClient client,
      TemporalFailures failures) {
    double perSecond =
        settings.decidesWhoMayDoWhat() ? CHECKS_PER_SECOND : ANONYMOUS_CHECKS_PER_SECOND;
    TagChecks checks =
        new TemporalTagChecks(
            gateway,
            client,
            failures,
            new ReadLimiter(perSecond, MAX_WAIT),
            InstantSource.system());
    CoalescedReads<TagReference, CheckEntry> reads =
        new CoalescedReads<>(checks::now, KEEP_HISTORY, Ticker.systemTicker());
    return reads::get;
  }

  @Bean
  EventFeed eventFeed(OpenTaskList tasks, ExecutorService readers) {
    return new EventFeed(tasks, readers, BETWEEN_LISTS);
  }

  @Bean
  Sweeps sweeps(TemporalGateway gateway, OpenTaskList tasks, WorkflowLinks links) {
    Sweeps sweeps = new TemporalSweeps(gateway, tasks, links);
    CoalescedReads<String, SweepListing> reads =
        new CoalescedReads<>(all -> sweeps.read(), KEEP_HISTORY, Ticker.systemTicker());
    return () -> reads.get("all");
  }

  @Bean
  TagRuns tagRuns(TemporalGateway gateway, TaskEnds ends, MirrorEntries entries) {
    TagRuns runs = new TemporalTagRuns(gateway, ends, entries, InstantSource.system());
    CoalescedReads<TagReference, List<TagRun>> reads =
        new CoalescedReads<>(runs::of, KEEP_HISTORY, Ticker.systemTicker());
    return reads::get;
  }

  @Bean
  TaskHistory taskHistory(SharedReads shared, MirrorEntries entries, ExecutorService readers) {
    TaskHistory history =
        new TemporalHistory(shared.gateway(), entries, readers, InstantSource.system());
    CoalescedReads<String, HistoryReport> reads =
        new CoalescedReads<>(all -> history.read(), KEEP_COUNTS, Ticker.systemTicker());
    return () -> reads.get("all");
  }

  @Bean
  Batches batches(
      WorkflowServiceStubs stubs,
      WorkflowClient client,
      TemporalFailures failures,
      WorkflowLinks links) {
    TemporalGateway counts =
        new TemporalGateway(
            stubs,
            client.getOptions().getNamespace(),
            failures,
            new ReadLimiter(COUNTS_FOR_BATCHES_PER_SECOND, WRITERS_WAIT));
    return new TemporalBatches(counts, client, failures, links);
  }

  @Bean
  MirrorTrigger trigger(
      TemporalGateway gateway,
      WorkflowClient client,
      TemporalFailures failures,
      WorkflowLinks links) {
    return new TemporalTrigger(
        TagExecutions.unlimited(gateway),
        client,
        failures,
        links,
        new Turns(WRITERS_AT_ONCE, WRITERS_WAIT),
        Clock.systemUTC());
  }
}
