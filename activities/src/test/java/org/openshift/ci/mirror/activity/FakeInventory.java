package org.openshift.ci.mirror.activity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** Image stream tags in memory. */
public final class FakeInventory implements TagInventory {

  /** How often all were listed. */
  public final AtomicInteger lists = new AtomicInteger();

  private final Map<TagReference, TagChange> tags = new ConcurrentSkipListMap<>();
  private volatile RuntimeException failure;
  private volatile Runnable whenRead = () -> {};

  /** From now on the tag has this image. */
  public void put(String tag, String digest) {
    TagReference reference = TagReference.parse(tag);
    tags.put(reference, TagChange.image(reference, digest));
  }

  /** From now on the tag has no image. */
  public Problem putEmpty(String tag) {
    TagReference reference = TagReference.parse(tag);
    Problem problem = new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, tag + " has no image");
    tags.put(reference, TagChange.problem(reference, null, problem));
    return problem;
  }

  /** From now on there is no such tag. */
  public void remove(String tag) {
    tags.remove(TagReference.parse(tag));
  }

  /** From now on no image stream can be read. */
  public void breakDown() {
    failWith(new TagInventoryException("cannot read image streams: nobody answers", null));
  }

  /** From now on every read fails like this; null ends it. */
  public void failWith(RuntimeException newFailure) {
    failure = newFailure;
  }

  /** Runs whenever tags are read, before the answer. */
  public void whenRead(Runnable action) {
    whenRead = action;
  }

  @Override
  public List<TagChange> list(Predicate<TagReference> wanted) {
    fail();
    lists.incrementAndGet();
    return tags.values().stream().filter(tag -> wanted.test(tag.tag())).toList();
  }

  @Override
  public List<TagChange> look(Collection<TagReference> asked) {
    fail();
    whenRead.run();
    return asked.stream().map(tag -> tags.getOrDefault(tag, TagChange.removed(tag))).toList();
  }

  private void fail() {
    RuntimeException now = failure;
    if (now != null) {
      throw now;
    }
  }

  @Override
  public void close() {
    // Nothing to close.
  }
}
