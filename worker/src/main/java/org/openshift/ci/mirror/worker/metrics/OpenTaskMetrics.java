package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.openshift.ci.mirror.contract.ExecutionFields;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorErrorType;

/**
 * Open mirror tasks by state, owner and type of error, and how old the oldest stale one is. They
 * are read from Temporal's list, because it counts by one value at a time only: with few tasks,
 * that is one read.
 */
public final class OpenTaskMetrics {

  /** Temporal lists this many executions at a time. */
  private static final int PAGE = 1_000;

  private static final Duration BETWEEN_PAGES = Duration.ofSeconds(1);

  private static final double MILLIS = 1e3;

  record Kind(String state, String owner, String errorType) {}

  private final WorkflowClient client;
  private final MirrorMode mode;
  private final InstantSource clock;
  private final MultiGauge tasks;
  private final MultiGauge oldest;

  public OpenTaskMetrics(
      WorkflowClient client, MirrorMode mode, MeterRegistry registry, InstantSource clock) {
    this.client = client;
    this.mode = mode;
    this.clock = clock;
    this.tasks =
        MultiGauge.builder("ci_images_mirror_open_tasks")
            .description("Open mirror tasks by state, owner and type of the last error")
            .register(registry);
    this.oldest =
        MultiGauge.builder("ci_images_mirror_oldest_stale_task_seconds")
            .description(
                "Age of the oldest open task whose image at the target is stale or missing")
            .register(registry);
  }

  /** Visibility query (Temporal's list filter) for the open mirror tasks of the mode. */
  static String query(MirrorMode mode) {
    return "%s AND TaskQueue='%s'".formatted(MirrorTaskWorkflow.OPEN_TASKS, mode.taskQueue());
  }

  /** Reads all open tasks, slowly, and sets the metrics; they are gone when that fails. */
  public void read() {
    Map<Kind, Integer> counts = new HashMap<>();
    Map<String, Instant> oldestStale = new HashMap<>();
    boolean complete = false;
    try {
      Iterator<WorkflowExecutionMetadata> open = client.listExecutions(query(mode)).iterator();
      for (int i = 1; open.hasNext(); i++) {
        WorkflowExecutionInfo task = open.next().getWorkflowExecutionInfo();
        ExecutionFields fields = new ExecutionFields(task);
        String owner = value(fields, MirrorSearchAttributes.MIRROR_OWNER);
        counts.merge(
            new Kind(
                value(fields, MirrorSearchAttributes.MIRROR_STATE),
                owner,
                value(fields, MirrorSearchAttributes.MIRROR_ERROR_TYPE)),
            1,
            Integer::sum);
        if (isStale(fields)) {
          oldestStale.merge(owner, createdAt(task), (one, two) -> one.isBefore(two) ? one : two);
        }
        if (i % PAGE == 0) {
          LockSupport.parkNanos(BETWEEN_PAGES.toNanos());
        }
      }
      complete = true;
    } finally {
      show(complete ? counts : Map.of(), complete ? oldestStale : Map.of());
    }
  }

  void show(Map<Kind, Integer> counts, Map<String, Instant> oldestStale) {
    tasks.register(
        counts.entrySet().stream()
            .map(entry -> MultiGauge.Row.of(tags(entry.getKey()), entry.getValue()))
            .toList(),
        true);
    Instant now = clock.instant();
    List<MultiGauge.Row<?>> ages =
        oldestStale.entrySet().stream()
            .<MultiGauge.Row<?>>map(
                entry ->
                    MultiGauge.Row.of(
                        Tags.of("owner", entry.getKey()),
                        Duration.between(entry.getValue(), now).toMillis() / MILLIS))
            .toList();
    oldest.register(ages, true);
  }

  private static Tags tags(Kind kind) {
    return Tags.of("state", kind.state(), "owner", kind.owner(), "error_type", kind.errorType());
  }

  /** What a person parked is meant to be stale. */
  private static boolean isStale(ExecutionFields fields) {
    return !value(fields, MirrorSearchAttributes.MIRROR_ERROR_TYPE)
            .equals(MirrorErrorType.PARKED_BY_HAND.wireName())
        && fields.bool(MirrorSearchAttributes.STALE).orElse(true);
  }

  private static String value(ExecutionFields fields, SearchAttributeKey<String> key) {
    return fields.keyword(key).orElse("");
  }

  /** From the memo, because a new run of a task has a later start time. */
  static Instant createdAt(WorkflowExecutionInfo task) {
    Instant started =
        Instant.ofEpochSecond(task.getStartTime().getSeconds(), task.getStartTime().getNanos());
    try {
      return new ExecutionFields(task)
          .memo(MirrorMemo.CREATED_AT)
          .map(Instant::parse)
          .orElse(started);
    } catch (DateTimeException e) {
      return started;
    }
  }
}
