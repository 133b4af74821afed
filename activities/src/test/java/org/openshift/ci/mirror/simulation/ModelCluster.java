package org.openshift.ci.mirror.simulation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** The true content of the image streams. */
final class ModelCluster implements TagInventory {

  /** By tag; the empty text for a tag without an image. */
  private final Map<TagReference, String> digests = new ConcurrentHashMap<>();

  /** The tag has this image from now on. */
  void put(TagReference tag, String digest) {
    digests.put(tag, digest);
  }

  /** The tag has no image, as after a failed import. */
  void empty(TagReference tag) {
    digests.put(tag, "");
  }

  void remove(TagReference tag) {
    digests.remove(tag);
  }

  @Override
  public List<TagChange> list(Predicate<TagReference> wanted) {
    return digests.keySet().stream().filter(wanted).sorted().map(this::at).toList();
  }

  @Override
  public List<TagChange> look(Collection<TagReference> tags) {
    return tags.stream().map(this::at).toList();
  }

  private TagChange at(TagReference tag) {
    String digest = digests.get(tag);
    if (digest == null) {
      return TagChange.removed(tag);
    }
    return digest.isEmpty()
        ? TagChange.problem(
            tag, null, new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, tag + " has no image"))
        : TagChange.image(tag, digest);
  }

  /** The image streams as one worker reads them: with faults. */
  TagInventory seenBy(String worker, SimulatedWorld world) {
    ModelCluster cluster = this;
    return new TagInventory() {
      @Override
      public List<TagChange> list(Predicate<TagReference> wanted) {
        fail("list");
        return cluster.list(wanted);
      }

      @Override
      public List<TagChange> look(Collection<TagReference> tags) {
        if (!Places.STREAM_TAGS.containsAll(tags)) {
          // The tags of a long list: with delays, they would let hours pass.
          return cluster.look(tags);
        }
        String first = tags.iterator().next().toString();
        fail("look " + first);
        List<TagChange> seen =
            tags.stream().map(tag -> world.hinted(tag).orElseGet(() -> cluster.at(tag))).toList();
        // The answer may come late, and is out of date then.
        world.interleave("look", first);
        return seen;
      }

      private void fail(String what) {
        if (world.faulty("cluster " + worker + " " + what, 0.02)) {
          world.findings().count("fault: image streams unreadable");
          throw new TagInventoryException("the cluster does not answer", null);
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}
}
