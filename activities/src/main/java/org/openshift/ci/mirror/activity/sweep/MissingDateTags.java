package org.openshift.ci.mirror.activity.sweep;

import java.time.Clock;
import java.util.List;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds date tags to mirrored digests that have none of any day. A date tag names its digest, so it
 * can never be wrong, whoever writes it and whenever.
 */
public final class MissingDateTags {

  private static final Logger log = LoggerFactory.getLogger(MissingDateTags.class);

  private final ImageRegistries registries;
  private final boolean dryRun;
  private final Clock clock;

  public MissingDateTags(ImageRegistries registries, boolean dryRun, Clock clock) {
    this.registries = registries;
    this.dryRun = dryRun;
    this.clock = clock;
  }

  /** Adds today's date tag; where that fails, the next sweep tries again. */
  void add(Claim claim, Fence fence) {
    String dated =
        DateTag.pullSpecFor(claim.owner(), claim.destination(), claim.digest(), clock.instant());
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
      log.info("{} had no date tag, and now has {}", claim.destination(), dated);
    } catch (RegistryException e) {
      log.warn("could not add the missing date tag {}: {}", dated, e.getMessage());
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
