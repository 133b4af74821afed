package org.openshift.ci.mirror.activity.check;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openshift.ci.mirror.activity.CheckedPullSpecs;
import org.openshift.ci.mirror.activity.outage.RegistryOutages;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what stands at a destination. */
public final class TargetReader {

  private static final Logger log = LoggerFactory.getLogger(TargetReader.class);

  /** The contract's bound: a target created this much before the source's image is stale. */
  private static final Duration STALE_AFTER = Duration.ofHours(24);

  private final ImageRegistries registries;
  private final RegistryOutages outages;
  private final HostBulkhead reads;

  public TargetReader(ImageRegistries registries, RegistryOutages outages, HostBulkhead reads) {
    this.registries = registries;
    this.outages = outages;
    this.reads = reads;
  }

  /** One HEAD where the digests are equal or nothing is there. */
  TargetImage read(CheckRequest request) {
    PullSpec destination = CheckedPullSpecs.parse(request.destination());
    Optional<String> digest = digest(destination);
    if (digest.isPresent() && digest.get().equals(request.sourceDigest())) {
      return new TargetImage(digest.get(), false);
    }
    // It is to be written to: where that is refused to everybody, no push needs to find that out.
    outages.requireServing(destination.registry(), true);
    if (digest.isEmpty()) {
      return TargetImage.missing();
    }
    return new TargetImage(
        digest.get(),
        isOlder(destination.withDigest(digest.get()), CheckedPullSpecs.parse(request.source())));
  }

  /** The digest of an image, by one HEAD; empty when there is none. */
  Optional<String> digest(PullSpec image) {
    return outages.reading(image, reads, () -> registries.digest(image));
  }

  /**
   * Only for the listing: a creation time that cannot be read in a moment must not hold up the
   * push.
   */
  private boolean isOlder(PullSpec target, PullSpec source) {
    try {
      return RegistryEngine.withLittlePatience(
          () -> {
            Optional<Instant> targetCreated = registries.created(target);
            Optional<Instant> sourceCreated = registries.created(source);
            return targetCreated.isPresent()
                && sourceCreated.isPresent()
                && targetCreated.get().plus(STALE_AFTER).isBefore(sourceCreated.get());
          });
    } catch (RegistryException e) {
      log.info("creation times of {} and {} not compared: {}", target, source, e.getMessage());
      return false;
    }
  }
}
