package org.openshift.ci.mirror.imagestreams;

import java.util.List;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;

/** Takes what an {@link ImageStreamSource} finds. */
public interface ImageStreamSink {

  /**
   * Something happened to some tags that are watched, or were until now: they are to be looked at.
   * Blocks until they are handed on.
   *
   * @param tags at least one, at most {@link
   *     org.openshift.ci.mirror.contract.WatcherWorkflow#MAX_BATCH}, each once
   * @param fresh whether they changed just now; false for what a list of everything brings
   * @throws RuntimeException when they could not be handed on; this ends the watch, and its
   *     position stays before them
   */
  void accept(List<TagReference> tags, boolean fresh);

  /**
   * A sign of life: called at least every 2 seconds while no other call to this sink is under way,
   * also when nothing happens.
   *
   * @param position everything up to here was accepted
   * @throws RuntimeException to end the watch
   */
  void position(WatchPosition position);

  /** Whether the watch shall end; asked about once a second. */
  boolean stopRequested();
}
