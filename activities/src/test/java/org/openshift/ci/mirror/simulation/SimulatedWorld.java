package org.openshift.ci.mirror.simulation;

import io.temporal.client.WorkflowClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.openshift.ci.mirror.activity.task.SimulatedOpenTaskStore;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherStarter;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

/** The models of one simulation, and what they share. */
final class SimulatedWorld {

  private final Mutation mutation;
  private final WorkflowClient client;
  private final Dice dice;
  private final SimulatedTime time;
  private final Findings findings;
  private final Timeline timeline;
  private final ModelCluster cluster = new ModelCluster();
  private final ModelRegistries registries;
  private final ModelRulesRegister register;
  private final Truth truth;
  private final Promises promises;
  private final SimulatedOpenTaskStore tasks;
  private final WatcherStarter watcher;
  private final Workers workers;
  private final Set<Attempt> frozen = ConcurrentHashMap.newKeySet();
  private final Map<TagReference, TagChange> lastHints = new ConcurrentHashMap<>();
  private final Map<String, Runnable> planned = new ConcurrentHashMap<>();
  private volatile boolean faultsOn;
  private volatile boolean hintsLost;

  SimulatedWorld(long seed, Mutation mutation, WorkflowClient client, LongSupplier serverMillis) {
    this.mutation = mutation;
    this.client = client;
    this.dice = new Dice(seed);
    this.time = new SimulatedTime(serverMillis);
    this.findings = new Findings(time);
    this.timeline = new Timeline(time);
    this.registries = new ModelRegistries(this);
    this.register = new ModelRulesRegister(time);
    this.truth = new Truth(time, cluster, registries, register);
    this.promises = new Promises(this);
    this.tasks = new SimulatedOpenTaskStore(client, Places.DESTINATIONS);
    this.watcher = new WatcherStarter(client, MirrorMode.REAL);
    this.workers = new Workers(this, 3, RuleSet.usual());
  }

  Mutation mutation() {
    return mutation;
  }

  WorkflowClient client() {
    return client;
  }

  Dice dice() {
    return dice;
  }

  SimulatedTime time() {
    return time;
  }

  Findings findings() {
    return findings;
  }

  Timeline timeline() {
    return timeline;
  }

  ModelCluster cluster() {
    return cluster;
  }

  public ModelRegistries registries() {
    return registries;
  }

  public ModelRulesRegister register() {
    return register;
  }

  Truth truth() {
    return truth;
  }

  Promises promises() {
    return promises;
  }

  public SimulatedOpenTaskStore tasks() {
    return tasks;
  }

  Workers workers() {
    return workers;
  }

  /** Switches random faults on or off. */
  void faults(boolean on) {
    faultsOn = on;
  }

  /** Runs the action the next time that this point is reached. */
  void once(String point, String about, Runnable action) {
    planned.put(point + " " + about, action);
  }

  /** From now on all hints are lost, or none but by the dice. */
  void loseHints(boolean lost) {
    hintsLost = lost;
  }

  /** Whether the dice let something fail this time. */
  boolean faulty(String about, double probability) {
    return faultsOn && dice.happens(about, probability);
  }

  /** A point at which time may pass, or the worker may freeze, before the caller goes on. */
  void interleave(String point, String about) {
    String key = point + " " + about;
    Runnable now = planned.remove(key);
    if (now != null) {
      now.run();
    }
    if (!faultsOn) {
      return;
    }
    if (dice.happens("slow " + key, 0.04)) {
      findings.count("fault: slow answer");
      timeline.pass(Duration.ofSeconds(dice.between("how slow " + key, 1, 20)));
    }
    Attempt attempt = Attempt.current();
    if (attempt != null && dice.happens("freeze " + key, 0.04)) {
      boolean dies = dice.happens("dies " + key, 0.25);
      attempt.freeze(dies ? null : Duration.ofSeconds(dice.between("how long " + key, 21, 240)));
    }
  }

  /** The transfer of a blob, which may take minutes. */
  void transfer(String about) {
    if (faultsOn && dice.happens("long transfer " + about, 0.04)) {
      findings.count("fault: long transfer");
      timeline.pass(Duration.ofSeconds(dice.between("how long transfer " + about, 10, 90)));
    }
    interleave("transfer", about);
  }

  /** Registers a blocked thread, and when its worker wakes; null for never. */
  void frozen(Attempt attempt, SimulatedWorker worker, Duration wakesAfter) {
    frozen.add(attempt);
    if (wakesAfter != null) {
      timeline.after(
          wakesAfter,
          () -> {
            workers.goOn(worker);
            wake(attempt);
          });
    } else {
      // Another worker takes its place, without anything under way.
      timeline.after(Duration.ofSeconds(90), () -> workers.goOn(worker));
    }
  }

  private void wake(Attempt attempt) {
    if (frozen.remove(attempt)) {
      // In its own thread: this one may hold a lock that the attempt waits for.
      attempt.thaw();
    }
  }

  /** Ends the world: no further faults, and frozen threads end. */
  void end() {
    faults(false);
    frozen.forEach(Attempt::abandon);
    frozen.clear();
  }

  /** An image was written to a destination. */
  void wrote(PullSpec destination, String digest) {
    findings.count("writes");
    findings.tell("wrote " + destination + " " + digest.substring(digest.length() - 4));
    if (destination.registry().equals(Places.SOURCE_HOST)) {
      // The cluster imports what was pushed there.
      TagReference tag = TagReference.parse(destination.repository() + ":" + destination.tag());
      cluster.put(tag, digest);
      hint(tag);
    }
    truth.changed();
  }

  /** The hint of the watch for a changed tag; it may come late, or be lost. */
  void hint(TagReference tag) {
    String about = "hint " + tag;
    if (hintsLost || faulty(about + " lost", 0.15)) {
      findings.count("fault: hint lost");
      return;
    }
    lastHints.put(tag, cluster.look(List.of(tag)).getFirst());
    timeline.after(
        Duration.ofMillis(dice.between(about, 0, 4_000)), () -> tell(List.of(tag), true));
  }

  /** The list of the watch after its rules changed: all watched tags. */
  void listAll(SimulatedWorker worker) {
    List<TagReference> watched =
        Places.STREAM_TAGS.stream().filter(worker.rules().rules()::watches).toList();
    tell(watched, false);
  }

  /** Signals tags to the watcher, which is started if it does not run. */
  void tell(List<TagReference> tags, boolean fresh) {
    if (!tags.isEmpty()) {
      watcher.tell(tags, fresh);
    }
  }

  /** The content of the last hint, for the mutation in which hints carry digests. */
  Optional<TagChange> hinted(TagReference tag) {
    return mutation == Mutation.HINTS_CARRY_DIGESTS
        ? Optional.ofNullable(lastHints.get(tag))
        : Optional.empty();
  }
}
