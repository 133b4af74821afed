package org.openshift.ci.mirror.activity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.openshift.ci.mirror.cluster.TagInventory;
import org.openshift.ci.mirror.cluster.TagInventoryException;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/** Image stream tags in memory; what a look finds may differ from what the list said. */
final class FakeInventory implements TagInventory {

  static final Instant LISTED = Instant.parse("2026-03-04T05:06:07Z");
  static final Instant LOOKED = LISTED.plusSeconds(60);

  private final Map<TagReference, TagChange> listed = new TreeMap<>();
  private final Map<TagReference, TagChange> now = new TreeMap<>();
  final AtomicInteger lists = new AtomicInteger();
  private boolean broken;

  void put(String tag, String digest) {
    TagReference reference = TagReference.parse(tag);
    put(TagChange.image(reference, digest, LISTED));
  }

  void put(TagChange tag) {
    listed.put(tag.tag(), tag);
  }

  /** After the list was read, the tag moved to this image, or, where that is null, went away. */
  void moveTo(String tag, String digest) {
    TagReference reference = TagReference.parse(tag);
    now.put(
        reference,
        digest == null
            ? TagChange.removed(reference, LOOKED)
            : TagChange.image(reference, digest, LOOKED));
  }

  void breakDown() {
    broken = true;
  }

  @Override
  public List<TagChange> list(Predicate<TagReference> wanted) {
    if (broken) {
      throw new TagInventoryException("cannot list image streams: nobody answers", null);
    }
    lists.incrementAndGet();
    return listed.values().stream().filter(tag -> wanted.test(tag.tag())).toList();
  }

  @Override
  public List<TagChange> look(Collection<TagReference> tags) {
    return tags.stream()
        .map(tag -> now.getOrDefault(tag, listed.getOrDefault(tag, TagChange.removed(tag, LOOKED))))
        .toList();
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
