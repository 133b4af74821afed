package org.openshift.ci.mirror.activity;

import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.registry.RegistryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares one changed tag with its destination: one HEAD. */
final class TagComparer {

  private static final Logger log = LoggerFactory.getLogger(TagComparer.class);

  private final RegistryEngine engine;
  private final MirrorPlaces places;

  TagComparer(RegistryEngine engine, MirrorPlaces places) {
    this.engine = engine;
    this.places = places;
  }

  /**
   * What a comparison found.
   *
   * @param task the task that the change amounts to
   * @param equal whether its digest is at the destination already
   */
  record Compared(MirrorTask task, boolean equal) {}

  Compared compare(MirrorTask task) {
    return new Compared(task, task.problem() == null && isEqual(task));
  }

  /** The task that a change amounts to. */
  MirrorTask task(TagChange change) {
    return RunEntry.of(MirrorOwner.DISTRIBUTOR, change, places).task();
  }

  /** What cannot be read now counts as different: the task has the patience to find out. */
  private boolean isEqual(MirrorTask task) {
    try {
      Optional<String> digest = engine.digest(PullSpec.parse(task.destination()));
      return digest.isPresent() && digest.get().equals(task.sourceDigest());
    } catch (RegistryException | IllegalArgumentException e) {
      log.warn("{} not compared, left to a mirror task: {}", task.tag(), e.getMessage());
      return false;
    }
  }
}
