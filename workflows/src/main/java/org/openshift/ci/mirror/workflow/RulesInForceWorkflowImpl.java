package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.contract.RulesInForceState;
import org.openshift.ci.mirror.contract.RulesInForceState.WorkerRules;
import org.openshift.ci.mirror.contract.RulesInForceWorkflow;
import org.openshift.ci.mirror.model.RulesVersion;

/** Keeps the list of workers and their rules. All times are the workflow's own. */
public final class RulesInForceWorkflowImpl implements RulesInForceWorkflow {

  /**
   * Not {@link History#isLong}, which also heeds Temporal's suggestion: an open execution that went
   * on after a suggestion could not be replayed.
   */
  private static final int MAX_EVENTS = 2_000;

  /** The test inputs change many times a day, and each change is a version. */
  private static final int MAX_VERSIONS = 100;

  private final Map<String, WorkerRules> workers = new LinkedHashMap<>();
  private final List<RulesVersion> order;

  @WorkflowInit
  public RulesInForceWorkflowImpl(RulesInForceState state) {
    state.workers().forEach(known -> workers.put(known.worker(), known));
    order = new ArrayList<>(state.order());
  }

  @Override
  public void keep(RulesInForceState state) {
    Workflow.await(() -> Workflow.getInfo().getHistoryLength() > MAX_EVENTS);
    Workflow.newContinueAsNewStub(RulesInForceWorkflow.class)
        .keep(new RulesInForceState(List.copyOf(workers.values()), order));
  }

  @Override
  public void inForce(String worker, RulesVersion version) {
    if (worker == null || version == null) {
      return;
    }
    Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
    workers.put(worker, new WorkerRules(worker, version, now));
    if (!order.contains(version)) {
      order.add(version);
      if (order.size() > MAX_VERSIONS) {
        forgetOneVersion();
      }
    }
    Instant forgotten = now.minus(Duration.ofSeconds(RulesInForceState.FORGOTTEN_SECONDS));
    workers.values().removeIf(known -> known.saidAt().isBefore(forgotten));
  }

  @Override
  public void stopped(String worker) {
    workers.remove(worker);
  }

  /** Rules without a configuration file count as older than any with one. */
  @Override
  public RulesVersion newest() {
    return workers.values().stream()
        .map(WorkerRules::version)
        .max(
            Comparator.comparing(RulesVersion::hasConfiguration)
                .thenComparingInt(this::firstSeenWithConfiguration)
                .thenComparingInt(order::indexOf))
        .orElse(null);
  }

  /**
   * Forgets the oldest version that no worker has. A forgotten version counts as new when a worker
   * reports it again, so the first version of each configuration, which gives that configuration
   * its place in the order, is forgotten only when there is no other.
   */
  private void forgetOneVersion() {
    List<RulesVersion> unused =
        order.stream()
            .filter(
                version -> workers.values().stream().noneMatch(w -> w.version().equals(version)))
            .toList();
    unused.stream()
        .filter(version -> firstSeenWithConfiguration(version) < order.indexOf(version))
        .findFirst()
        .or(() -> unused.stream().findFirst())
        .ifPresent(order::remove);
  }

  /** Orders by configuration first: newer test inputs do not make an old configuration newer. */
  private int firstSeenWithConfiguration(RulesVersion version) {
    return order.stream()
        .map(RulesVersion::configuration)
        .toList()
        .indexOf(version.configuration());
  }
}
