package org.openshift.ci.mirror.worker.schedule;

import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openshift.ci.mirror.activity.claim.TemporalRulesRegister;
import org.openshift.ci.mirror.config.BackfillImage;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.SupplementalImage;
import org.openshift.ci.mirror.config.reload.ConfigListener;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepTypes;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts sweeps over the changed entries when the mirroring configuration changes. If that fails,
 * for example because Temporal is away, the next scheduled sweep compares them.
 */
final class ConfigChangeSweeps implements ConfigListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ConfigChangeSweeps.class);

  /** With more changes than this, the sweep is over the whole list. */
  private static final int MOST_ENTRIES = 500;

  private final WorkflowClient client;
  private final SweepSchedules schedules;
  private final MirrorMode mode;

  /**
   * After this time no worker acts on older rules: a worker reports its rules within a second, and
   * the others rely on a report for two seconds at most.
   */
  static final Duration KNOWN_EVERYWHERE = TemporalRulesRegister.ANSWER_IS_GOOD.plusSeconds(2);

  /** A thread of its own, so that a slow Temporal does not delay the watch of the file. */
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("config-sweeps").factory());

  ConfigChangeSweeps(WorkflowClient client, SweepSchedules schedules, MirrorMode mode) {
    this.client = client;
    this.schedules = schedules;
    this.mode = mode;
  }

  @Override
  public void changed(MirroringConfig before, MirroringConfig now) {
    begin(SweepKind.SUPPLEMENTAL, changed(supplemental(before), supplemental(now)));
    begin(SweepKind.BACKFILL, changed(backfill(before), backfill(now)));
    if (before.art().size() + now.art().size() > 0) {
      // A change of any section can change which tags artImages selects.
      later(SweepKind.ART, () -> schedules.trigger(SweepKind.ART, true));
    }
  }

  private void begin(SweepKind kind, SortedMap<TagReference, String> changed) {
    if (changed.isEmpty()) {
      return;
    }
    List<TagReference> only =
        changed.size() > MOST_ENTRIES ? List.of() : List.copyOf(changed.keySet());
    // Every worker that sees the change computes the same id, so that one sweep starts.
    String id = "%s-changed-%08x".formatted(mode.scheduleId(kind), changed.hashCode());
    later(
        kind,
        () -> {
          log.info("{} entries of {} changed: {}", changed.size(), kind.wireName(), id);
          client
              .newUntypedWorkflowStub(
                  SweepTypes.of(kind),
                  WorkflowOptions.newBuilder()
                      .setWorkflowId(id)
                      .setTaskQueue(mode.sweepQueue())
                      .setWorkflowIdConflictPolicy(
                          WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                      .build())
              .start(SweepInput.only(mode, only));
        });
  }

  /** Starts a sweep over a whole list, once every worker knows the rules of this one. */
  void beginLater(SweepKind kind) {
    later(kind, () -> schedules.trigger(kind, false));
  }

  private void later(SweepKind kind, Runnable begin) {
    var _ =
        thread.schedule(
            () -> attempt(kind, begin), KNOWN_EVERYWHERE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt(SweepKind kind, Runnable begin) {
    try {
      if (schedules.isActive(kind)) {
        begin.run();
      } else {
        log.info("no sweep of {} is started, because its schedule is paused", kind.wireName());
      }
    } catch (RuntimeException | Error e) {
      log.warn(
          "the sweep of {} could not be started ({}): the next scheduled one compares its entries",
          kind.wireName(),
          e.toString());
    }
  }

  /** The entries that were added, removed or changed, with their new value; empty if removed. */
  static SortedMap<TagReference, String> changed(
      Map<TagReference, String> before, Map<TagReference, String> now) {
    SortedMap<TagReference, String> changed = new TreeMap<>();
    now.forEach(
        (tag, value) -> {
          if (!Objects.equals(value, before.get(tag))) {
            changed.put(tag, value);
          }
        });
    before.keySet().stream()
        .filter(tag -> !now.containsKey(tag))
        .forEach(tag -> changed.put(tag, ""));
    return changed;
  }

  private static Map<TagReference, String> supplemental(MirroringConfig config) {
    return entries(
        config, config.supplemental(), SupplementalImage::target, SupplementalImage::source);
  }

  private static Map<TagReference, String> backfill(MirroringConfig config) {
    return entries(config, config.backfill(), BackfillImage::target, BackfillImage::source);
  }

  private static <T> Map<TagReference, String> entries(
      MirroringConfig config,
      Collection<T> entries,
      Function<T, TagReference> target,
      Function<T, PullSpec> source) {
    Map<TagReference, String> byTarget = new HashMap<>();
    for (T entry : entries) {
      PullSpec from = source.apply(entry);
      boolean ignored = config.ignored().reasonFor(from).isPresent();
      byTarget.put(target.apply(entry), (ignored ? "ignored " : "") + from);
    }
    return byTarget;
  }

  /** Starts no more sweeps. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
