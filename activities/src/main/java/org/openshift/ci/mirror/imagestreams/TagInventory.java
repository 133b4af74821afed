package org.openshift.ci.mirror.imagestreams;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The image stream tags as they are at a moment: where the watch of an {@link ImageStreamSource}
 * names what changed, this says what is there. It knows nothing of destinations, and so nothing of
 * conflicts between them.
 */
public interface TagInventory extends AutoCloseable {

  /**
   * Lists tags; of a large cluster it takes minutes.
   *
   * @param wanted which tags are kept
   * @return in the order of tags; each with its image, or with why the tag itself cannot be
   *     mirrored
   * @throws TagInventoryException when they cannot be listed
   */
  List<TagChange> list(Predicate<TagReference> wanted);

  /**
   * The state of some tags, in their order, as it is or becomes after the question: a task that was
   * told of a change must not be answered from before it. One that does not exist, or could not by
   * its name, counts as removed. Cheap for many callers at once.
   *
   * @throws TagInventoryException when one of them cannot be read now, so that nobody knows whether
   *     it exists
   */
  List<TagChange> look(Collection<TagReference> tags);

  @Override
  void close();
}
