package org.openshift.ci.mirror.simulation;

import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.contract.SweepTypes;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.simulation.RuleSet.Switch;

/** The events that can happen in a world. */
final class Happenings {

  private static final int MANY = 1_500;

  private final SimulatedWorld world;
  private final Map<TagReference, List<String>> images = new HashMap<>();
  private RuleSet newest = RuleSet.usual();
  private int versions;
  private int lastDigest;
  private int lastSweep;

  Happenings(SimulatedWorld world) {
    this.world = world;
  }

  /** Gives every worker the newest rules. */
  synchronized void rolledOut() {
    world.workers().all().forEach(worker -> world.workers().rules(worker, newest, versions));
  }

  /** The tag gets a new image. */
  synchronized String move(TagReference tag) {
    String digest = Places.digest(++lastDigest);
    images.computeIfAbsent(tag, key -> new ArrayList<>()).add(digest);
    put(tag, digest);
    return digest;
  }

  /** The tag gets an image that it had before. */
  synchronized void comeBack(TagReference tag, double which) {
    List<String> had = images.getOrDefault(tag, List.of());
    if (!had.isEmpty()) {
      put(tag, had.get((int) (which * had.size())));
    }
  }

  private void put(TagReference tag, String digest) {
    happened("tag moves", tag + " is " + digest.substring(digest.length() - 4));
    world.registries().put(Places.SOURCE_HOST + "/" + tag, digest);
    world.cluster().put(tag, digest);
    world.truth().changed();
    world.hint(tag);
  }

  void remove(TagReference tag) {
    happened("tag vanishes", tag + " is deleted");
    world.registries().removeTag(Places.SOURCE_HOST + "/" + tag);
    world.cluster().remove(tag);
    world.truth().changed();
    world.hint(tag);
  }

  void empty(TagReference tag) {
    happened("tag without image", tag + " has no image");
    world.cluster().empty(tag);
    world.truth().changed();
    world.hint(tag);
  }

  synchronized void moveExternal(String pullSpec) {
    String digest = Places.digest(++lastDigest);
    happened("external image moves", pullSpec + " is " + digest.substring(digest.length() - 4));
    world.registries().put(pullSpec, digest);
    world.truth().changed();
  }

  /** The registry of the source loses the image of the tag. */
  void prune(TagReference tag) {
    world
        .cluster()
        .look(List.of(tag))
        .forEach(
            now -> {
              if (now.digest() != null) {
                happened("source image pruned", "the image of " + tag + " is pruned");
                world.registries().prune(Places.SOURCE_HOST + "/" + tag, now.digest());
                world.truth().changed();
              }
            });
  }

  /** The configuration changes; each worker has it after its delay in seconds. */
  void flip(Switch one, List<Integer> delays) {
    RuleSet rules;
    int number;
    synchronized (this) {
      newest = newest.flipped(one);
      rules = newest;
      number = ++versions;
    }
    happened("configuration changes", "configuration: " + rules.switches());
    List<SimulatedWorker> all = world.workers().all();
    for (int i = 0; i < all.size(); i++) {
      SimulatedWorker worker = all.get(i);
      world
          .timeline()
          .after(
              Duration.ofSeconds(delays.get(i)),
              () -> world.workers().rules(worker, rules, number));
    }
    // Sweeps that a worker starts for a new configuration, unless it dies before.
    if (!world.faulty("runs after a change", 0.3)) {
      world.timeline().after(Duration.ofSeconds(4), this::sweepLists);
    }
  }

  void trigger(Destination destination) {
    happened("triggered by a person", "a person triggers " + destination);
    try {
      world.tasks().startOrTrigger(destination, null);
    } catch (WorkflowException e) {
      world.findings().count("trigger refused by Temporal");
    }
  }

  /** Starts a sweep over each list of the configuration. */
  void sweepLists() {
    List.of(SweepKind.SUPPLEMENTAL, SweepKind.ART, SweepKind.BACKFILL).forEach(this::sweep);
  }

  /** Starts a sweep. */
  synchronized void sweep(SweepKind kind) {
    happened("sweep", "a sweep of " + kind);
    world
        .client()
        .newUntypedWorkflowStub(
            SweepTypes.of(kind),
            WorkflowOptions.newBuilder()
                .setWorkflowId(MirrorMode.REAL.scheduleId(kind) + "/" + ++lastSweep)
                .setTaskQueue(MirrorMode.REAL.sweepQueue())
                .build())
        .start(SweepInput.all(MirrorMode.REAL));
  }

  /** The watch lists many tags that nothing is wrong with. */
  void longList() {
    happened("long list", MANY + " tags are listed");
    List<TagReference> tags = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      tags.add(new TagReference("ocp", "many-" + i, "1"));
    }
    for (int from = 0; from < MANY; from += TagReference.MAX_BATCH) {
      world.tell(tags.subList(from, Math.min(MANY, from + TagReference.MAX_BATCH)), false);
    }
  }

  void collectGarbage() {
    int collected = world.registries().collectGarbage(Duration.ofSeconds(20));
    happened("garbage collection", "the target collects " + collected + " blobs");
  }

  void outage(String host, Duration time, boolean writesOnly) {
    world.registries().faults().outage(host, time, writesOnly);
  }

  private void happened(String kind, String line) {
    world.findings().count("event: " + kind);
    world.findings().tell(line);
  }
}
