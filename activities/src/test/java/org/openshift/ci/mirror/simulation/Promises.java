package org.openshift.ci.mirror.simulation;

import io.temporal.client.WorkflowException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.activity.task.SimulatedOpenTaskStore.Shown;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.simulation.Findings.Promise;

/** Checks the promises: some at every write, the others when the world is at rest. */
final class Promises {

  /**
   * How long before a write the claim may have been read, plus two seconds for a worker that has
   * not heard of newer rules yet.
   */
  private static final long CLAIM_MILLIS = 17_000;

  private static final int LONGEST_HISTORY = 4_096;

  private final SimulatedWorld world;
  private final Map<String, Set<Attempt>> pushing = new ConcurrentHashMap<>();

  Promises(SimulatedWorld world) {
    this.world = world;
  }

  /** An attempt to push to a destination begins. */
  void begins(String destination, Attempt attempt) {
    Set<Attempt> there = pushing.computeIfAbsent(destination, key -> ConcurrentHashMap.newKeySet());
    there.stream()
        .filter(Attempt::alive)
        .findAny()
        .ifPresent(
            other ->
                violated(Promise.ONE_WRITER, "two attempts push to " + destination + " at once"));
    there.add(attempt);
  }

  void ends(String destination, Attempt attempt) {
    pushing.getOrDefault(destination, Set.of()).remove(attempt);
  }

  /** Called right before a tag is set, with the lock of the registries held. */
  void beforeWrite(PullSpec destination, String digest, Attempt attempt) {
    if (attempt != null && !attempt.alive()) {
      violated(Promise.ONE_WRITER, attempt.what() + " wrote " + destination + " after its end");
    }
    boolean dateTag = DateTag.isOf(destination.tag(), digest);
    if (!dateTag && !world.truth().wasRight(destination.toString(), digest, CLAIM_MILLIS)) {
      violated(
          Promise.NEVER_OLDER,
          "%s got %s, which was not its image for %d s"
              .formatted(destination, shortened(digest), CLAIM_MILLIS / 1000));
    }
  }

  /** Checks the promises of a world at rest. */
  void atRest() {
    Map<String, Shown> open =
        world.tasks().all().stream()
            .filter(Shown::open)
            .collect(
                Collectors.toMap(
                    task -> MirrorMode.REAL.taskId(task.destination()), Function.identity()));
    for (Destination destination : Places.DESTINATIONS) {
      Claim claim = world.truth().claim(destination);
      Optional<Shown> task = Optional.ofNullable(open.get(MirrorMode.REAL.taskId(destination)));
      if (claim.owned()) {
        owned(destination, claim, task);
      } else {
        task.ifPresent(
            shown ->
                violated(
                    Promise.NO_STRAY_TASK,
                    "%s has no owner (%s), but its task is open: %s"
                        .formatted(name(destination), claim.problem().type(), shown)));
      }
    }
    histories();
  }

  private void owned(Destination destination, Claim claim, Optional<Shown> task) {
    String expected = world.truth().digest(claim);
    String found =
        world
            .registries()
            .quietDigest(PullSpec.parse(Places.pullSpec(destination)))
            .orElse("nothing");
    boolean sourceThere =
        expected != null
            && world.registries().quietDigest(PullSpec.parse(claim.source())).isPresent();
    if (found.equals(expected)) {
      return;
    }
    List<String> reasons = new ArrayList<>();
    if (claim.problem() != null) {
      reasons.add(claim.problem().type().wireName());
    } else if (!sourceThere) {
      reasons.add(MirrorErrorType.SOURCE_MISSING.wireName());
    }
    boolean explained =
        task.filter(shown -> reasons.contains(shown.errorType()))
            .filter(shown -> claim.owner().wireName().equals(shown.owner()))
            .isPresent();
    if (!explained) {
      violated(
          Promise.MIRRORED_OR_PARKED,
          "%s holds %s and not %s; its task: %s"
              .formatted(
                  name(destination),
                  shortened(found),
                  expected == null ? reasons : shortened(expected),
                  task.map(Shown::toString).orElse("none")));
    }
  }

  private void histories() {
    List<String> ids = new ArrayList<>(List.of(MirrorMode.REAL.watcherId()));
    Places.DESTINATIONS.forEach(destination -> ids.add(MirrorMode.REAL.taskId(destination)));
    for (String id : ids) {
      try {
        long length = world.client().newUntypedWorkflowStub(id).describe().getHistoryLength();
        world.findings().tell(id + " has " + length + " events");
        if (length >= LONGEST_HISTORY) {
          violated(Promise.SHORT_HISTORIES, id + " has " + length + " events");
        }
      } catch (WorkflowException e) {
        // There never was such a workflow.
      }
    }
  }

  private void violated(Promise promise, String what) {
    world.findings().violated(promise, what);
  }

  private static String name(Destination destination) {
    return destination.tag() + (destination.backfill() ? " (backfill)" : "");
  }

  private static String shortened(String digest) {
    return digest.substring(Math.max(0, digest.length() - 4));
  }
}
