package org.openshift.ci.mirror.activity.sweep;

import java.time.Clock;
import java.util.List;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a digest that stands at its destination a date tag, where it has none of any day. A date
 * tag names its digest, so that it can never be wrong, whoever writes it when.
 */
public final class DateTags {

  private static final Logger log = LoggerFactory.getLogger(DateTags.class);

  private final ImageRegistries registries;
  private final boolean dryRun;
  private final Clock clock;

  public DateTags(ImageRegistries registries, boolean dryRun, Clock clock) {
    this.registries = registries;
    this.dryRun = dryRun;
    this.clock = clock;
  }

  /** Adds the date tag of today; where that fails, the next run tries again. */
  void add(Claim claim, Fence fence) {
    String dated =
        DestinationTags.datedFor(
            claim.owner(), claim.destination(), claim.digest(), clock.instant());
    if (dated == null) {
      return;
    }
    if (dryRun) {
      log.info("dry run, not pushed: date tag {}", dated);
      return;
    }
    try {
      PullSpec there = PullSpec.parse(claim.destination()).withDigest(claim.digest());
      registries.copy(
          there, claim.digest(), List.of(PullSpec.parse(dated)), CopyListener.NONE, guard(fence));
      log.info("{} had no date tag, and has {} now", claim.destination(), dated);
    } catch (RegistryException e) {
      log.warn("{} has no date tag, and got none: {}", claim.destination(), e.getMessage());
    }
  }

  private static WriteGuard guard(Fence fence) {
    return new WriteGuard() {
      @Override
      public void beforeWrite(String tag) {
        fence.prove();
      }

      @Override
      public boolean holds() {
        return true;
      }
    };
  }
}
