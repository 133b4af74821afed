package org.openshift.ci.mirror.activity.claim;

import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowException;
import java.util.Optional;
import org.openshift.ci.mirror.activity.ActivityFailures;
import org.openshift.ci.mirror.activity.CheckedPullSpecs;
import org.openshift.ci.mirror.activity.RegistryAwayException;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.ownership.DestinationOwners;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;

/** What destinations should hold now, as far as this worker's rules may say so. */
public final class Claims {

  private final DestinationOwners owners;
  private final ImageRegistries registries;
  private final RulesRegister register;
  private final RegistryOutages outages;
  private final HostBulkhead reads;

  public Claims(
      DestinationOwners owners,
      ImageRegistries registries,
      RulesRegister register,
      RegistryOutages outages,
      HostBulkhead reads) {
    this.owners = owners;
    this.registries = registries;
    this.register = register;
    this.outages = outages;
    this.reads = reads;
  }

  /**
   * What the destination should hold; the source's digest is read where the claim does not say it.
   *
   * @throws io.temporal.failure.ApplicationFailure when that cannot be said now, with the claim as
   *     far as it is known
   * @throws org.openshift.ci.mirror.imagestreams.TagInventoryException when the image streams
   *     cannot be read
   */
  public Claim withDigest(Destination destination) {
    Claim claim = of(destination);
    return claim.owned() && claim.problem() == null && claim.digest() == null ? read(claim) : claim;
  }

  /** As {@link #withDigest}, without asking the source registry. */
  public Claim of(Destination destination) {
    RulesVersion mine;
    Claim claim;
    do {
      // Both by the same rules, though these may change at any moment.
      mine = owners.rulesVersion();
      claim = owners.claimOf(destination);
    } while (!mine.equals(owners.rulesVersion()));
    requireNewest(mine, !claim.owned());
    return claim;
  }

  /** Fails where another worker has newer rules, which may say something else. */
  public void requireNewestRules() {
    requireNewest(owners.rulesVersion(), true);
  }

  /** Whether another worker has a newer configuration; no, where Temporal does not say it. */
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
   * Fails where another worker has newer rules.
   *
   * @param all whether newer test inputs count too. They only add to what is watched or take from
   *     it, so that an image they ask for is never a wrong one; that nobody asks for one is for the
   *     newest to say
   */
  private void requireNewest(RulesVersion mine, boolean all) {
    Optional<RulesVersion> newest;
    try {
      newest = register.newest(all);
    } catch (WorkflowException | StatusRuntimeException e) {
      throw outdated("it could not be asked which rules are the newest: " + e.getMessage());
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
            why + "; looked at again until all workers have the same configuration"));
  }

  private Claim read(Claim claim) {
    try {
      PullSpec source = CheckedPullSpecs.parse(claim.source());
      Optional<String> digest = outages.reading(source, reads, () -> registries.digest(source));
      if (digest.isPresent()) {
        return claim.read(source.withDigest(digest.get()).toString(), digest.get());
      }
    } catch (RegistryAwayException e) {
      throw ActivityFailures.away(e, claim);
    } catch (RegistryException e) {
      throw ActivityFailures.of(e, claim);
    }
    throw ActivityFailures.of(
        new Problem(
            MirrorErrorType.SOURCE_MISSING,
            "source image %s does not exist; push it, or remove the tag".formatted(claim.source())),
        claim);
  }
}
