package org.openshift.ci.mirror.cluster;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The image stream tags as they are at a moment: where the watch of an {@link ImageStreamSource}
 * tells of what changed, this tells of all there is.
 */
public interface TagInventory extends AutoCloseable {

  /**
   * Lists tags; of a large cluster it takes minutes.
   *
   * @param wanted which tags are kept
   * @return in the order of tags; each with its image, or with why it cannot be mirrored as it
   *     stands
   * @throws TagInventoryException when they cannot be listed
   */
  List<TagChange> list(Predicate<TagReference> wanted);

  /**
   * The present state of some tags, in their order; one that is not there any more counts as
   * removed.
   *
   * @throws TagInventoryException when they cannot be read
   */
  List<TagChange> look(Collection<TagReference> tags);

  @Override
  void close();
}
