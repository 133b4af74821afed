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

/** Reads what a destination holds. */
public final class TargetReader {

  private static final Logger log = LoggerFactory.getLogger(TargetReader.class);

  /** A target whose image was created this long before the source's is shown as stale. */
  private static final Duration STALE_AFTER = Duration.ofHours(24);

  private final ImageRegistries registries;
  private final RegistryOutages outages;
  private final HostBulkhead reads;

  /**
   * A reader of destinations.
   *
   * @param reads how many digests may be read at each registry at the same time
   */
  public TargetReader(ImageRegistries registries, RegistryOutages outages, HostBulkhead reads) {
    this.registries = registries;
    this.outages = outages;
    this.reads = reads;
  }

  /** Reads the destination: by one HEAD when the digests are equal or there is no image. */
  TargetImage read(CheckRequest request) {
    PullSpec destination = CheckedPullSpecs.parse(request.destination());
    Optional<String> digest = outages.digest(destination, reads);
    if (digest.isPresent() && digest.get().equals(request.sourceDigest())) {
      return new TargetImage(digest.get(), false);
    }
    // A push follows. While the registry refuses all writes, the task can wait without one.
    outages.requireServing(destination.registry(), true);
    if (digest.isEmpty()) {
      return TargetImage.missing();
    }
    return new TargetImage(
        digest.get(),
        isOlder(destination.withDigest(digest.get()), CheckedPullSpecs.parse(request.source())));
  }

  /**
   * Whether the target is stale. Only shown to users, so a creation time that takes long to read
   * must not delay the push.
   */
  private boolean isOlder(PullSpec target, PullSpec source) {
    try {
      return RegistryEngine.withShortWaits(
          () -> {
            Optional<Instant> targetCreated = registries.created(target);
            Optional<Instant> sourceCreated = registries.created(source);
            return targetCreated.isPresent()
                && sourceCreated.isPresent()
                && targetCreated.get().plus(STALE_AFTER).isBefore(sourceCreated.get());
          });
    } catch (RegistryException e) {
      log.info(
          "could not compare when {} and {} were created, so {} is not shown as stale: {}",
          target,
          source,
          target,
          e.getMessage());
      return false;
    }
  }
}
