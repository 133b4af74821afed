package org.openshift.ci.mirror.imagestreams;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The image stream tags as they are now: an {@link ImageStreamSource} names what changed, an
 * inventory says what a tag holds. It knows nothing of destinations, and so nothing of conflicts
 * between them.
 */
public interface TagInventory extends AutoCloseable {

  /**
   * Lists tags; takes minutes for a large cluster.
   *
   * @param wanted selects the tags
   * @return the tags in their natural order, each with its image or with the problem it has
   * @throws TagInventoryException when they cannot be listed
   */
  List<TagChange> list(Predicate<TagReference> wanted);

  /**
   * Reads some tags, not earlier than this call: a task that looks because of a change must not get
   * the state from before it. A tag that does not exist, or has a name that no tag can have, counts
   * as removed. Many callers at once share their reads.
   *
   * @return the tags in the order of the argument
   * @throws TagInventoryException when it is unknown whether one of them exists, as it cannot be
   *     read now
   */
  List<TagChange> look(Collection<TagReference> tags);

  @Override
  void close();
}
