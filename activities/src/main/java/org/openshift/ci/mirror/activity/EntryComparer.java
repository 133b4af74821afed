package org.openshift.ci.mirror.activity;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.registry.RegistryException;

/**
 * Compares an entry of a run with its destination: a HEAD at the source where its digest is not
 * known, and one at the destination unless that was read in bulk.
 */
final class EntryComparer {

  private static final int ATTEMPTS = 3;

  private final RegistryEngine engine;
  private final TaskBook openTasks;
  private final Clock clock;

  EntryComparer(RegistryEngine engine, TaskBook openTasks, Clock clock) {
    this.engine = engine;
    this.openTasks = openTasks;
    this.clock = clock;
  }

  /** Throws nothing that is the fault of the entry or of its registries. */
  Verdict compare(RunEntry entry, TargetDigests targets) {
    if (entry.left() != null) {
      return new Verdict.Skipped(entry.left().reason(), entry.left().note());
    }
    if (entry.problem() != null) {
      return withProblem(entry);
    }
    if (entry.digest() != null) {
      return compareWithTarget(entry, targets);
    }
    Instant at = clock.instant();
    Optional<String> digest;
    try {
      digest = digest(entry.source());
    } catch (RegistryException e) {
      return skipped(entry, e.type(), e.getMessage());
    } catch (IllegalArgumentException e) {
      return skipped(entry, MirrorErrorType.PULL_SPEC_INVALID, e.getMessage());
    }
    if (digest.isEmpty()) {
      return new Verdict.Skipped(
          RunSummary.SOURCE_MISSING,
          "%s: source image %s does not exist".formatted(entry.tag(), entry.source()));
    }
    return compareWithTarget(entry.read(digest.get(), at), targets);
  }

  /** A registry that wants fewer requests gets them: the engine's limiter spaces the attempts. */
  private Optional<String> digest(String image) {
    PullSpec spec = PullSpec.parse(image);
    for (int attempt = 1; ; attempt++) {
      try {
        return engine.digest(spec);
      } catch (RegistryException e) {
        if (e.type() != MirrorErrorType.RATE_LIMITED || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** A watched tag's problem has a task that says so; the watch withdraws it again. */
  static Verdict withProblem(RunEntry entry) {
    return entry.owner() == MirrorOwner.DISTRIBUTOR
        ? new Verdict.Differs(entry, null)
        : skipped(entry, entry.problem().type(), entry.problem().message());
  }

  private Verdict compareWithTarget(RunEntry entry, TargetDigests targets) {
    if (entry.owner() != MirrorOwner.DISTRIBUTOR) {
      // Nobody else tells them; in this order as the watcher does it, see WatcherActivities.
      openTasks.tellOther(entry.task());
    }
    if (targets.has(entry.destination(), entry.digest())) {
      return new Verdict.Equal();
    }
    try {
      String found = digest(entry.destination()).orElse("");
      return found.equals(entry.digest()) ? new Verdict.Equal() : new Verdict.Differs(entry, found);
    } catch (RegistryException e) {
      if (entry.owner() == MirrorOwner.DISTRIBUTOR) {
        // All watched tags would become tasks while the target is down, and they are many; those
        // that changed have one from the watcher.
        return new Verdict.Skipped(
            "target_" + snakeCase(e.type()), entry.tag() + ": " + e.getMessage());
      }
      // The task has the patience to find out.
      return new Verdict.Differs(entry, null);
    } catch (IllegalArgumentException e) {
      return skipped(entry, MirrorErrorType.DESTINATION_TAG_INVALID, e.getMessage());
    }
  }

  private static Verdict skipped(RunEntry entry, MirrorErrorType type, String message) {
    return new Verdict.Skipped(reason(type), entry.tag() + ": " + message);
  }

  /** As in {@code source_registry_unreachable}; what says source or destination stays as it is. */
  static String reason(MirrorErrorType type) {
    String name = snakeCase(type);
    return name.startsWith("source_") || name.startsWith("destination_") ? name : "source_" + name;
  }

  private static String snakeCase(MirrorErrorType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
