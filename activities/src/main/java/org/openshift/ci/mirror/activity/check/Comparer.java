package org.openshift.ci.mirror.activity.check;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.openshift.ci.mirror.activity.RegistryAwayException;
import org.openshift.ci.mirror.activity.RegistryErrors;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares what a destination should hold with what it holds. */
public final class Comparer {

  private static final Logger log = LoggerFactory.getLogger(Comparer.class);

  private static final int ATTEMPTS = 3;

  private final Claims claims;
  private final ImageRegistries registries;
  private final RegistryOutages outages;
  private final HostBulkhead places;

  /**
   * A comparer.
   *
   * @param places how many requests of comparisons may be under way at each registry, beside those
   *     of tasks
   */
  public Comparer(
      Claims claims, ImageRegistries registries, RegistryOutages outages, HostBulkhead places) {
    this.claims = claims;
    this.registries = registries;
    this.outages = outages;
    this.places = places;
  }

  /** Compares what the destination should hold now; throws nothing that concerns one tag only. */
  public Comparison compare(Destination destination) {
    try {
      return compare(claims.of(destination), TargetDigests.none());
    } catch (TagInventoryException e) {
      return new Comparison.Unknown(
          MirrorErrorType.IMAGE_STREAMS_UNREADABLE, false, e.getMessage());
    } catch (ApplicationFailure e) {
      return new Comparison.Unknown(MirrorErrorType.of(e.getType()), false, e.getOriginalMessage());
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      // A defect that one tag brings to light must not fail the batch, again and again.
      log.error("unexpected failure of the comparison of {}", destination.tag(), e);
      return new Comparison.Unknown(MirrorErrorType.UNEXPECTED, false, e.toString());
    }
  }

  /**
   * Compares a claim, as it stood when it was listed.
   *
   * @param targets what is known of destinations without asking for each
   */
  public Comparison compare(Claim claim, TargetDigests targets) {
    if (!claim.owned()) {
      return new Comparison.Unowned(claim);
    }
    if (claim.problem() != null) {
      return new Comparison.Differs(claim);
    }
    String digest = claim.digest();
    if (digest == null) {
      try {
        Optional<String> read = digest(claim.source());
        if (read.isEmpty()) {
          return new Comparison.Unknown(
              MirrorErrorType.SOURCE_MISSING,
              false,
              "source image %s does not exist".formatted(claim.source()));
        }
        digest = read.get();
      } catch (RegistryException e) {
        return new Comparison.Unknown(RegistryErrors.typeOf(e), false, e.getMessage());
      } catch (RegistryAwayException e) {
        return new Comparison.Unknown(e.type(), false, e.getMessage());
      } catch (IllegalArgumentException e) {
        return new Comparison.Unknown(MirrorErrorType.PULL_SPEC_INVALID, false, e.getMessage());
      }
    }
    return withTarget(claim, digest, targets);
  }

  private Comparison withTarget(Claim claim, String digest, TargetDigests targets) {
    if (targets.has(claim.destination(), digest)) {
      return new Comparison.Equal(claim);
    }
    try {
      boolean equal = digest(claim.destination()).filter(digest::equals).isPresent();
      return equal ? new Comparison.Equal(claim) : new Comparison.Differs(claim);
    } catch (RegistryException e) {
      return new Comparison.Unknown(RegistryErrors.typeOf(e), true, e.getMessage());
    } catch (RegistryAwayException e) {
      return new Comparison.Unknown(e.type(), true, e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Comparison.Unknown(MirrorErrorType.DESTINATION_TAG_INVALID, true, e.getMessage());
    }
  }

  /** A registry that wants fewer requests gets them: the engine's limiter spaces the attempts. */
  private Optional<String> digest(String image) {
    PullSpec spec = PullSpec.parse(image);
    for (int attempt = 1; ; attempt++) {
      try {
        return outages.reading(spec, places, () -> registries.digest(spec));
      } catch (RegistryException e) {
        if (e.type() != RegistryError.RATE_LIMITED || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
