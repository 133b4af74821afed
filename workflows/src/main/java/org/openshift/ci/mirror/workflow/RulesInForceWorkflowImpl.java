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

/** Keeps the list of workers and their rules; all times are the workflow's own. */
public final class RulesInForceWorkflowImpl implements RulesInForceWorkflow {

  /** Each report is four events. */
  private static final int LONGEST_HISTORY = 2_000;

  /** Versions of the test inputs come and go all day. */
  private static final int VERSIONS_REMEMBERED = 100;

  private final Map<String, WorkerRules> workers = new LinkedHashMap<>();
  private final List<RulesVersion> order;

  @WorkflowInit
  public RulesInForceWorkflowImpl(RulesInForceState state) {
    state.workers().forEach(known -> workers.put(known.worker(), known));
    order = new ArrayList<>(state.order());
  }

  @Override
  public void keep(RulesInForceState state) {
    Workflow.await(() -> Workflow.getInfo().getHistoryLength() > LONGEST_HISTORY);
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
      if (order.size() > VERSIONS_REMEMBERED) {
        forgetOne();
      }
    }
    Instant forgotten = now.minus(Duration.ofSeconds(RulesInForceState.FORGOTTEN_SECONDS));
    workers.values().removeIf(known -> known.saidAt().isBefore(forgotten));
  }

  @Override
  public void stopped(String worker) {
    workers.remove(worker);
  }

  /** A worker without a configuration knows less than any other, however late it came. */
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
   * Forgets the oldest version that no worker has: it would count as new when it is said again. The
   * first of a configuration goes last, as by it the configuration has its place in the order.
   */
  private void forgetOne() {
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

  /** An old configuration does not become newer because its worker has newer test inputs. */
  private int firstSeenWithConfiguration(RulesVersion version) {
    return order.stream()
        .map(RulesVersion::configuration)
        .toList()
        .indexOf(version.configuration());
  }
}
