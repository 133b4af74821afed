package org.openshift.ci.mirror.activity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what stands at a destination. */
final class TargetReader {

  private static final Logger log = LoggerFactory.getLogger(TargetReader.class);

  /** The contract's bound: a target created this much before the source's image is stale. */
  private static final Duration STALE_AFTER = Duration.ofHours(24);

  private final RegistryEngine engine;

  TargetReader(RegistryEngine engine) {
    this.engine = engine;
  }

  /** One HEAD where the digests are equal or nothing is there. */
  TargetImage read(CheckRequest request) {
    return read(request, false);
  }

  /**
   * As {@link #read}, for who can come again with more patience: what is only not to be known now
   * is a failure.
   */
  TargetImage readAtOnce(CheckRequest request) {
    return read(request, true);
  }

  private TargetImage read(CheckRequest request, boolean atOnce) {
    PullSpec destination = PullSpecs.parse(request.destination());
    Optional<String> digest = engine.digest(destination);
    if (digest.isEmpty()) {
      return TargetImage.missing();
    }
    boolean stale =
        !digest.get().equals(request.sourceDigest())
            && isOlder(
                destination.withDigest(digest.get()), PullSpecs.parse(request.source()), atOnce);
    return new TargetImage(digest.get(), stale);
  }

  /** Only for the listing: a creation time that cannot be read must not hold up the push. */
  private boolean isOlder(PullSpec target, PullSpec source, boolean atOnce) {
    try {
      Optional<Instant> targetCreated = engine.created(target);
      Optional<Instant> sourceCreated = engine.created(source);
      return targetCreated.isPresent()
          && sourceCreated.isPresent()
          && targetCreated.get().plus(STALE_AFTER).isBefore(sourceCreated.get());
    } catch (RegistryException e) {
      if (atOnce && !e.type().mayPark()) {
        throw e;
      }
      log.info("creation times of {} and {} not compared: {}", target, source, e.getMessage());
      return false;
    }
  }
}
