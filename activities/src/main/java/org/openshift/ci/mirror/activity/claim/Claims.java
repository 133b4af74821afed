package org.openshift.ci.mirror.activity.claim;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.openshift.ci.mirror.activity.ActivityFailures;
import org.openshift.ci.mirror.activity.CheckedPullSpecs;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;

/**
 * What destinations should hold now. While another worker has newer rules, this one does not
 * decide: see rule 6 of the protocol in docs/architecture.md.
 */
public final class Claims {

  private final DestinationOwners owners;
  private final RulesRegister register;
  private final RegistryOutages outages;
  private final HostBulkhead reads;
  private final Predicate<TagReference> hasRecipient;

  /** Claims by these owners, of whose failures nobody is notified. */
  public Claims(
      DestinationOwners owners,
      RulesRegister register,
      RegistryOutages outages,
      HostBulkhead reads) {
    this(owners, register, outages, reads, tag -> false);
  }

  /**
   * Claims by these owners.
   *
   * @param reads how many digests may be read at each source registry at the same time
   * @param hasRecipient whether somebody is to be notified when the tag cannot be mirrored
   */
  public Claims(
      DestinationOwners owners,
      RulesRegister register,
      RegistryOutages outages,
      HostBulkhead reads,
      Predicate<TagReference> hasRecipient) {
    this.hasRecipient = hasRecipient;
    this.owners = owners;
    this.register = register;
    this.outages = outages;
    this.reads = reads;
  }

  /**
   * What the destination should hold, with the source's digest.
   *
   * @throws io.temporal.failure.ApplicationFailure when this cannot be decided now; where only the
   *     digest is missing, the failure carries the claim
   * @throws org.openshift.ci.mirror.imagestreams.TagInventoryException when the image streams
   *     cannot be read
   */
  public Claim withDigest(Destination destination) {
    return withDigest(of(destination), source -> outages.sourceDigest(source, reads));
  }

  /**
   * The claim with its source's digest, which is read where the claim can be mirrored and does not
   * have it.
   *
   * @param reader reads the digest of an image; empty when there is no such image
   * @throws io.temporal.failure.ApplicationFailure with the claim, when the digest cannot be read
   */
  public static Claim withDigest(Claim claim, Function<PullSpec, Optional<String>> reader) {
    if (!claim.owned() || claim.problem() != null || claim.digest() != null) {
      return claim;
    }
    PullSpec source = CheckedPullSpecs.parse(claim.source());
    String digest;
    try {
      digest = reader.apply(source).orElseThrow(() -> missing(claim));
    } catch (RegistryException e) {
      throw ActivityFailures.of(e, claim);
    }
    // A source that is named by sha512 may not be known by another digest at its registry.
    PullSpec byDigest = source.digest() == null ? source.withDigest(digest) : source;
    return claim.read(byDigest.toString(), digest);
  }

  /** As {@link #withDigest(Destination)}, but without a request to the source registry. */
  public Claim of(Destination destination) {
    RulesVersion mine;
    Claim claim;
    do {
      // Rules may change at any moment; the version and the claim must be by the same ones.
      mine = owners.rulesVersion();
      claim = owners.claimOf(destination);
    } while (!mine.equals(owners.rulesVersion()));
    requireNewest(mine, !claim.owned());
    return withRecipient(claim);
  }

  /** The claim, which says whether somebody is to be notified when it cannot be mirrored. */
  public Claim withRecipient(Claim claim) {
    return hasRecipient.test(claim.tag()) ? claim.withRecipient() : claim;
  }

  /** Fails when another worker has newer rules, which may decide otherwise. */
  public void requireNewestRules() {
    requireNewest(owners.rulesVersion(), true);
  }

  /** Whether another worker has a newer configuration; false when Temporal does not answer. */
  public boolean hasOlderConfiguration() {
    try {
      return register
          .newest(false)
          .filter(newest -> isNewer(newest, owners.rulesVersion(), false))
          .isPresent();
    } catch (WorkflowException | StatusRuntimeException e) {
      return false;
    }
  }

  /**
   * Fails when another worker has newer rules.
   *
   * @param all whether newer test inputs count too. Test inputs only decide whether a tag is
   *     watched, never which image it gets: older ones may ask for an image, but only the newest
   *     may say that nobody does
   */
  private void requireNewest(RulesVersion mine, boolean all) {
    Optional<RulesVersion> newest;
    try {
      newest = register.newest(all);
    } catch (WorkflowException | StatusRuntimeException e) {
      throw outdated("Temporal did not say which rules are the newest: " + e.getMessage());
    }
    if (newest.isPresent() && isNewer(newest.get(), mine, all)) {
      throw outdated("another worker has newer rules than this one");
    }
  }

  private static boolean isNewer(RulesVersion newest, RulesVersion mine, boolean all) {
    return !newest.equals(mine) && (all || !newest.configuration().equals(mine.configuration()));
  }

  private static RuntimeException outdated(String why) {
    return ActivityFailures.of(
        new Problem(
            MirrorErrorType.RULES_OUTDATED,
            why + "; retried until all workers have the same configuration"));
  }

  private static RuntimeException missing(Claim claim) {
    return ActivityFailures.of(
        new Problem(
            MirrorErrorType.SOURCE_MISSING,
            "source image %s does not exist; push it, or remove the tag".formatted(claim.source())),
        claim);
  }
}
