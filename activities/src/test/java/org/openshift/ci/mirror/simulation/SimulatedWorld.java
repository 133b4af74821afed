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

/** All the models of one simulation, and what they share. */
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

  /** From now on things fail by the dice, or not any more. */
  void faults(boolean on) {
    faultsOn = on;
  }

  /** Lets this happen when that place is reached for the first time from now on. */
  void once(String point, String about, Runnable action) {
    planned.put(point + " " + about, action);
  }

  /** From now on no change of a tag is told, or every one is. */
  void loseHints(boolean lost) {
    hintsLost = lost;
  }

  /** Whether something fails this time. */
  boolean faulty(String about, double probability) {
    return faultsOn && dice.happens(about, probability);
  }

  /** A place where other things may happen before the caller goes on: time passes, a freeze. */
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

  /** A blob is on its way, which may take minutes. */
  void transfer(String about) {
    if (faultsOn && dice.happens("long transfer " + about, 0.04)) {
      findings.count("fault: long transfer");
      timeline.pass(Duration.ofSeconds(dice.between("how long transfer " + about, 10, 90)));
    }
    interleave("transfer", about);
  }

  /** A thread stands still until its worker wakes. */
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
      // Another one takes its place, with nothing in its hands.
      timeline.after(Duration.ofSeconds(90), () -> workers.goOn(worker));
    }
  }

  private void wake(Attempt attempt) {
    if (frozen.remove(attempt)) {
      // Not in the thread of whoever let time pass: that one may hold what the other waits for.
      attempt.thaw();
    }
  }

  /** Those that never wake. */
  void end() {
    faults(false);
    frozen.forEach(Attempt::abandon);
    frozen.clear();
  }

  /** An image was put at a destination. */
  void wrote(PullSpec destination, String digest) {
    findings.count("writes");
    findings.tell("wrote " + destination + " " + digest.substring(digest.length() - 4));
    if (destination.registry().equals(Places.SOURCE_HOST)) {
      // The import of what was pushed there.
      TagReference tag = TagReference.parse(destination.repository() + ":" + destination.tag());
      cluster.put(tag, digest);
      hint(tag);
    }
    truth.changed();
  }

  /** What the watch does when a tag changed: names it, now and then late, or not at all. */
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

  /** What the watch does after its rules changed: names all that is watched. */
  void listAll(SimulatedWorker worker) {
    List<TagReference> watched =
        Places.STREAM_TAGS.stream().filter(worker.rules().rules()::watches).toList();
    tell(watched, false);
  }

  /** Names tags to the watcher, which is started where it does not run. */
  void tell(List<TagReference> tags, boolean fresh) {
    if (!tags.isEmpty()) {
      watcher.tell(tags, fresh);
    }
  }

  /** What the last hint said of the tag, for the mutation that goes by it. */
  Optional<TagChange> hinted(TagReference tag) {
    return mutation == Mutation.HINTS_CARRY_DIGESTS
        ? Optional.ofNullable(lastHints.get(tag))
        : Optional.empty();
  }
}
