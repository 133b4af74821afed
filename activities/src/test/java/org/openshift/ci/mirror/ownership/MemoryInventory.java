package org.openshift.ci.mirror.ownership;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** Image stream tags in memory. */
final class MemoryInventory implements TagInventory {

  final Map<TagReference, TagChange> tags = new TreeMap<>();
  final Set<TagReference> looked = new TreeSet<>();
  final Set<String> unreadable = new TreeSet<>();

  /** A digest that is all this hexadecimal digit. */
  static String digest(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }

  MemoryInventory put(String tag, char digit) {
    TagReference reference = TagReference.parse(tag);
    tags.put(reference, TagChange.image(reference, digest(digit)));
    return this;
  }

  MemoryInventory putEmpty(String tag) {
    TagReference reference = TagReference.parse(tag);
    Problem problem = new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, tag + " has no image");
    tags.put(reference, TagChange.problem(reference, null, problem));
    return this;
  }

  @Override
  public List<TagChange> list(Predicate<TagReference> wanted) {
    return tags.values().stream().filter(tag -> wanted.test(tag.tag())).toList();
  }

  @Override
  public List<TagChange> look(Collection<TagReference> asked) {
    looked.addAll(asked);
    asked.stream()
        .filter(tag -> unreadable.contains(tag.stream()))
        .findFirst()
        .ifPresent(
            tag -> {
              throw new TagInventoryException("cannot read image stream " + tag.stream(), null);
            });
    return asked.stream().map(tag -> tags.getOrDefault(tag, TagChange.removed(tag))).toList();
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
