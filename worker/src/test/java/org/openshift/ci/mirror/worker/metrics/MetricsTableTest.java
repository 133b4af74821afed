package org.openshift.ci.mirror.worker.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.activity.notification.NotificationObserver;
import org.openshift.ci.mirror.activity.watch.WatchMonitor;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.registry.CopyResult;

/** docs/metrics.md names every metric of the worker with its labels, and no other. */
class MetricsTableTest {

  private static final Path TABLE = Path.of("..", "docs", "metrics.md");

  private static final Pattern ROW =
      Pattern.compile("^\\| `((?:quay_io|ci_images)\\w+)` \\|([^|]*)\\|", Pattern.MULTILINE);

  private static final Pattern SAMPLE =
      Pattern.compile("^((?:quay_io|ci_images)\\w+)(?:[{](.*)[}])? ", Pattern.MULTILINE);

  private static final Pattern NAME =
      Pattern.compile("(?:quay_io_ci_images_distributor|ci_images_mirror)_\\w+");

  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  @Test
  void theTableHasEveryMetric() throws IOException {
    WorkerMetrics metrics = everyMetric();
    String table = Files.readString(TABLE);
    // The rest is the API's, and MetricsTest of the API compares it.
    assertEquals(
        rows(table.substring(0, table.indexOf("## The API"))),
        samples(metrics.registry().scrape()));
  }

  /** Prometheus gives no error for a name that does not exist: the alert would just never fire. */
  @ParameterizedTest
  @ValueSource(strings = {"alerts.yaml", "alerts_test.yaml", "dashboard.json"})
  void whatIsMonitoredExists(String file) throws IOException {
    Set<String> known = rows(Files.readString(TABLE)).keySet();
    String text = Files.readString(Path.of("..", "deploy", "monitoring", file));
    List<String> unknown =
        NAME.matcher(text)
            .results()
            .map(name -> name.group().replaceAll("_(bucket|count|sum)$", ""))
            .filter(name -> !known.contains(name))
            .toList();
    assertEquals(List.of(), unknown);
  }

  private static WorkerMetrics everyMetric() {
    WorkerMetrics metrics = new WorkerMetrics();
    MeterRegistry registry = metrics.registry();
    metrics.pushes().skipped(MirrorErrorType.IMAGE_EXCLUDED);
    metrics.sweeps().compared(SweepKind.RESYNC, SweepSummary.none());
    metrics.sweeps().finished(SweepKind.RESYNC);
    metrics
        .pushes()
        .succeeded(
            new CopyResult("sha256:1", 1, 2, 3, 4, List.of()), Duration.ZERO, Optional.empty());
    EngineMetrics engine = new EngineMetrics(registry);
    engine.passed("quay.io:443", Duration.ZERO, 1);
    engine.answered("quay.io:443", "upload", 201, Duration.ZERO);
    new FailureMetrics(registry).failed("PushTags", "Timeout");
    new SweepDurations(registry).record("resync", "completed", Duration.ZERO);
    OpenTaskMetrics tasks =
        new OpenTaskMetrics(unused(), MirrorMode.REAL, registry, InstantSource.system());
    tasks.show(
        Map.of(new OpenTaskMetrics.Kind("parked", "art", "Timeout"), 1),
        Map.of("art", Instant.EPOCH));
    new ConfigMetrics(registry);
    new ReleaseMetrics(registry);
    new Readiness(registry, Optional::empty, Optional::empty, InstantSource.system());
    WatchMetrics.register(
        registry, new WatchMonitor(InstantSource.system()), InstantSource.system());
    RetentionMetrics retention = new RetentionMetrics(registry, InstantSource.system());
    retention.handled(null, RetentionSummary.none(30, false).plusRemoved());
    retention.finished();
    new NotificationMetrics(registry, () -> false).attempted(NotificationObserver.Outcome.SENT);
    return metrics;
  }

  private static WorkflowClient unused() {
    return WorkflowClient.newInstance(WorkflowServiceStubs.newLocalServiceStubs());
  }

  private static Map<String, Set<String>> rows(String table) {
    Map<String, Set<String>> rows = new TreeMap<>();
    ROW.matcher(table)
        .results()
        .forEach(
            row ->
                rows.put(
                    row.group(1),
                    Pattern.compile("`(\\w+)`")
                        .matcher(row.group(2))
                        .results()
                        .map(label -> label.group(1))
                        .collect(Collectors.toCollection(TreeSet::new))));
    return rows;
  }

  /** By the name of the metric: a timer has several samples. */
  private static Map<String, Set<String>> samples(String page) {
    Map<String, Set<String>> samples = new TreeMap<>();
    SAMPLE
        .matcher(page)
        .results()
        .forEach(
            sample ->
                samples
                    .computeIfAbsent(
                        sample.group(1).replaceAll("_(bucket|count|sum|max)$", ""),
                        name -> new TreeSet<>())
                    .addAll(labels(sample.group(2))));
    return samples;
  }

  private static List<String> labels(String text) {
    return text == null
        ? List.of()
        : LABEL
            .matcher(text)
            .results()
            .map(label -> label.group(1))
            .filter(label -> !label.equals("le"))
            .toList();
  }
}
