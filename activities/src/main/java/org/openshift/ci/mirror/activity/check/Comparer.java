package org.openshift.ci.mirror.activity.check;

import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.RegistryErrors;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
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
  private final RegistryOutages outages;
  private final HostBulkhead reads;

  /**
   * A comparer.
   *
   * @param reads how many requests of comparisons may be under way at each registry; requests of
   *     tasks have their own
   */
  public Comparer(Claims claims, RegistryOutages outages, HostBulkhead reads) {
    this.claims = claims;
    this.outages = outages;
    this.reads = reads;
  }

  /**
   * Compares what the destination should hold now. A failure of one tag is a result, not thrown.
   */
  public Comparison compare(Destination destination) {
    try {
      return compare(claims.of(destination), TargetDigests.none());
    } catch (TagInventoryException e) {
      return new Comparison.Unknown(
          MirrorErrorType.IMAGE_STREAMS_UNREADABLE, false, e.getMessage());
    } catch (ApplicationFailure e) {
      return sourceUnknown(e);
    } catch (CancellationException e) {
      throw e;
    } catch (RuntimeException e) {
      // A defect that only one tag triggers must not fail its batch again and again.
      log.error("unexpected failure of the comparison of {}", destination.tag(), e);
      return new Comparison.Unknown(MirrorErrorType.UNEXPECTED, false, e.toString());
    }
  }

  /**
   * Compares the destination with a claim that was listed before.
   *
   * @param targets digests at the target that were read in bulk
   */
  public Comparison compare(Claim claim, TargetDigests targets) {
    if (!claim.owned()) {
      return new Comparison.Unowned(claim);
    }
    if (claim.problem() != null) {
      return new Comparison.Differs(claim);
    }
    try {
      return withTarget(claim, Claims.withDigest(claim, this::sourceDigest).digest(), targets);
    } catch (ApplicationFailure e) {
      return sourceUnknown(e);
    }
  }

  private static Comparison sourceUnknown(ApplicationFailure e) {
    return new Comparison.Unknown(MirrorErrorType.of(e.getType()), false, e.getOriginalMessage());
  }

  private Comparison withTarget(Claim claim, String digest, TargetDigests targets) {
    if (targets.has(claim.destination(), digest)) {
      return new Comparison.Equal(claim);
    }
    try {
      boolean equal =
          digest(PullSpec.parse(claim.destination())).filter(digest::equals).isPresent();
      return equal ? new Comparison.Equal(claim) : new Comparison.Differs(claim);
    } catch (RegistryException e) {
      return new Comparison.Unknown(RegistryErrors.typeOf(e), true, e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Comparison.Unknown(MirrorErrorType.DESTINATION_TAG_INVALID, true, e.getMessage());
    }
  }

  private Optional<String> digest(PullSpec image) {
    return repeated(() -> outages.digest(image, reads));
  }

  private Optional<String> sourceDigest(PullSpec image) {
    return repeated(() -> outages.sourceDigest(image, reads));
  }

  /** Repeats a rate-limited request: the engine's limiter delays the next one as asked. */
  private static Optional<String> repeated(Supplier<Optional<String>> request) {
    for (int attempt = 1; ; attempt++) {
      try {
        return request.get();
      } catch (RegistryException e) {
        if (e.type() != RegistryError.RATE_LIMITED || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
