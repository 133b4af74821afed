package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openshift.ci.mirror.api.listing.MirrorEntries;
import org.openshift.ci.mirror.api.listing.TemporalTagReports;
import org.openshift.ci.mirror.api.temporal.ReadLimiter;
import org.openshift.ci.mirror.api.temporal.TagExecutions;
import org.openshift.ci.mirror.api.temporal.TaskEnds;
import org.openshift.ci.mirror.api.temporal.TemporalFailures;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.api.temporal.UnusualTasks;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorTaskStarter;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.TagReference;

/** How many calls reports without the cache cost at Temporal. */
@ExtendWith(TemporalNamespaces.class)
class ReportCostIT {

  private static final String DESCRIBE = "DescribeWorkflowExecution";
  private static final String LIST = "ListWorkflowExecutions";
  private static final String HISTORY = "GetWorkflowExecutionHistory";
  private static final int TAGS = 20;
  private static final double UNLIMITED = 10_000;

  private final Map<String, Integer> calls = new ConcurrentHashMap<>();

  private TestTemporal temporal;
  private WorkflowServiceStubs counted;

  @BeforeEach
  void start(TestTemporal namespace) {
    temporal = namespace;
    counted =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.address())
                .setGrpcClientInterceptors(List.of(new Counting()))
                .build());
  }

  @AfterEach
  void stop() {
    counted.shutdownNow();
  }

  private final class Counting implements ClientInterceptor {

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      calls.merge(method.getBareMethodName(), 1, Integer::sum);
      return next.newCall(method, options);
    }
  }

  private TemporalTagReports reports(Duration keepUnusual) {
    TemporalGateway gateway =
        new TemporalGateway(
            counted,
            temporal.namespace(),
            new TemporalFailures(temporal.address(), temporal.namespace()),
            new ReadLimiter(UNLIMITED, Duration.ofSeconds(1)));
    TagExecutions executions =
        new TagExecutions(
            gateway,
            new ReadLimiter(UNLIMITED, Duration.ofSeconds(1)),
            new UnusualTasks(gateway, keepUnusual, Ticker.systemTicker()));
    return new TemporalTagReports(
        executions,
        new TaskEnds(gateway),
        new MirrorEntries(
            new WorkflowLinks(URI.create("http://ui.example"), temporal.namespace())));
  }

  private static List<TagReference> tags(String namespace) {
    List<TagReference> tags = new ArrayList<>();
    for (int number = 0; number < TAGS; number++) {
      tags.add(new TagReference(namespace, "stream", "t" + number));
    }
    return tags;
  }

  private void open(TagReference tag, MirrorOwner owner, MirrorMode mode) {
    new MirrorTaskStarter(temporal.client(), mode, Clock.systemUTC())
        .startUnlessOpen(Destination.of(owner, tag), owner);
  }

  /** The calls since the last time, without those of the connection. */
  private Map<String, Integer> counted() {
    Map<String, Integer> sum = new TreeMap<>(calls);
    sum.remove("GetSystemInfo");
    calls.clear();
    return sum;
  }

  @Test
  void aReportIsOneReadOfAnExecution() {
    TemporalTagReports reports = reports(Duration.ofHours(1));
    tags("open").forEach(tag -> open(tag, MirrorOwner.DISTRIBUTOR, MirrorMode.REAL));
    assertTrue(tags("open").stream().allMatch(tag -> reports.find(tag).isPresent()));
    assertEquals(Map.of(DESCRIBE, TAGS, LIST, 1), counted(), "open tasks");

    assertTrue(tags("unknown").stream().allMatch(tag -> reports.find(tag).isEmpty()));
    assertEquals(Map.of(DESCRIBE, TAGS), counted(), "tags without a task");

    try (EndingWorker worker = new EndingWorker(temporal.client())) {
      tags("ended").forEach(worker::end);
    }
    tags("ended").forEach(tag -> assertEquals("mirrored", reports.find(tag).get().outcome()));
    assertEquals(Map.of(DESCRIBE, TAGS, HISTORY, TAGS), counted(), "ended tasks, the first time");
    tags("ended").forEach(tag -> assertEquals("mirrored", reports.find(tag).get().outcome()));
    assertEquals(Map.of(DESCRIBE, TAGS), counted(), "ended tasks, later");
  }

  @Test
  void dryRunsAndBackfillsAreFoundOnceThereIsOne() {
    TemporalTagReports reports = reports(Duration.ZERO);
    TagReference planned = new TagReference("planned", "stream", "tag");
    TagReference backfill = new TagReference("backfill", "stream", "tag");
    assertTrue(reports.find(planned).isEmpty());
    open(planned, MirrorOwner.DISTRIBUTOR, MirrorMode.DRY_RUN);
    await().until(() -> reports.find(planned).isPresent());
    open(backfill, MirrorOwner.BACKFILL, MirrorMode.REAL);
    assertEquals("backfill/backfill/stream:tag", reports.find(backfill).get().task().workflowId());
  }

  @Test
  void aBackfillAloneIsFound() {
    TemporalTagReports reports = reports(Duration.ZERO);
    TagReference backfill = new TagReference("backfill", "stream", "tag");
    open(backfill, MirrorOwner.BACKFILL, MirrorMode.REAL);
    await().until(() -> reports.find(backfill).isPresent());
  }
}
