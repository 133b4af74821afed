package org.openshift.ci.mirror.activity;

import java.util.Optional;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryEngine;

/** Finds the digest that a task is about. */
final class SourceResolver {

  private final RegistryEngine engine;
  private final MirrorPlaces places;

  SourceResolver(RegistryEngine engine, MirrorPlaces places) {
    this.engine = engine;
    this.places = places;
  }

  /**
   * The source by digest. A digest from the image stream is not asked for again: the source
   * registry serves that very manifest by it, or the push finds it gone.
   */
  ResolvedSource resolve(MirrorTask task) {
    if (task.owner() != MirrorOwner.BACKFILL) {
      DestinationTags.problemOf(task.tag())
          .ifPresent(
              problem -> {
                throw ActivityFailures.of(problem);
              });
    }
    String destination =
        task.destination() == null ? places.destination(task.tag()) : task.destination();
    if (task.sourceDigest() != null && task.source() != null) {
      return new ResolvedSource(task.source(), task.sourceDigest(), destination);
    }
    String source = task.source() == null ? places.sourceByTag(task.tag()) : task.source();
    PullSpec spec = PullSpecs.parse(source);
    Optional<String> digest = engine.digest(spec);
    if (digest.isEmpty()) {
      throw ActivityFailures.of(
          new Problem(
              MirrorErrorType.SOURCE_MISSING,
              "source image " + source + " does not exist; push it, or remove the tag"));
    }
    return new ResolvedSource(spec.withDigest(digest.get()).toString(), digest.get(), destination);
  }
}
