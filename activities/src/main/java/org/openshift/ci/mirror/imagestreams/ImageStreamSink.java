package org.openshift.ci.mirror.imagestreams;

import java.util.List;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;

/** Receives what an {@link ImageStreamSource} finds. */
public interface ImageStreamSink {

  /**
   * Takes the names of tags that are watched, or were until now, and that may have changed. Blocks
   * until they are passed on.
   *
   * @param tags at least one, at most {@link TagReference#MAX_BATCH}, each once
   * @param fresh whether they changed just now; false when they come from a list of all tags
   * @throws RuntimeException when they could not be passed on; this ends the watch, and its
   *     position stays before them
   */
  void accept(List<TagReference> tags, boolean fresh);

  /**
   * The heartbeat of the watch: called at least every 2 seconds while no other call to this sink is
   * under way, also when nothing happens.
   *
   * @param position the position up to which everything was accepted
   * @throws RuntimeException to end the watch
   */
  void position(WatchPosition position);

  /** Part of a list of all image streams has arrived. */
  default void listing() {}

  /**
   * The source answers, and everything that it had was accepted.
   *
   * @param changed whether an image stream has just changed
   */
  default void upToDate(boolean changed) {}

  /**
   * The source cannot be read now; the watch tries again.
   *
   * @param why one line: what was tried, on what, and why it failed
   */
  default void failing(String why) {}

  /** Whether the watch must end; called about once a second. */
  boolean stopRequested();
}
