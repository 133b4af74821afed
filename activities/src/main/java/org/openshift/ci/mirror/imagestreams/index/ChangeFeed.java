package org.openshift.ci.mirror.imagestreams.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;

/**
 * Hands names of tags to a sink in batches, and keeps the position, which moves on only when
 * everything before it was accepted.
 *
 * <p>Tags that changed just now go before tags from a list. Each name waits once, since the
 * receiver reads the tag itself.
 */
public final class ChangeFeed implements Heartbeat {

  /** Well below the 2 seconds that {@link ImageStreamSink#position} promises. */
  private static final long HEARTBEAT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ImageStreamSink sink;
  private final Set<TagReference> fresh = new LinkedHashSet<>();
  private final Set<TagReference> listed = new LinkedHashSet<>();
  private WatchPosition position;
  private long lastHeartbeat;

  public ChangeFeed(ImageStreamSink sink, WatchPosition from) {
    this.sink = sink;
    this.position = from;
    this.lastHeartbeat = System.nanoTime() - HEARTBEAT_NANOS;
  }

  /** Adds tags that changed just now, and passes on full batches. */
  public void addFresh(Collection<TagReference> tags) throws InterruptedException {
    fresh.addAll(tags);
    listed.removeAll(fresh);
    passOnFullBatches();
  }

  /** Adds tags from a list, and passes on full batches. */
  public void addListed(Collection<TagReference> tags) throws InterruptedException {
    listed.addAll(tags);
    listed.removeAll(fresh);
    passOnFullBatches();
  }

  /** Passes on all waiting tags, then moves the position. */
  public void advanceTo(WatchPosition newPosition) throws InterruptedException {
    passOnFresh(1);
    passOnListed(1);
    position = newPosition;
    beat();
  }

  /** As {@link ImageStreamSink#listing()}. */
  public void listing() {
    sink.listing();
  }

  /** As {@link ImageStreamSink#upToDate(boolean)}; call it after {@link #advanceTo}. */
  public void upToDate(boolean changed) {
    sink.upToDate(changed);
  }

  /** As {@link ImageStreamSink#failing(String)}. */
  public void failing(String why) {
    sink.failing(why);
  }

  /** The position up to which everything was accepted. */
  public WatchPosition position() {
    return position;
  }

  @Override
  public void beat() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("the watch of image streams was interrupted");
    }
    if (System.nanoTime() - lastHeartbeat >= HEARTBEAT_NANOS) {
      sink.position(position);
      lastHeartbeat = System.nanoTime();
    }
  }

  private void passOnFullBatches() throws InterruptedException {
    passOnFresh(TagReference.MAX_BATCH);
    if (listed.size() >= TagReference.MAX_BATCH) {
      passOnFresh(1);
      passOnListed(TagReference.MAX_BATCH);
    }
  }

  /** Passes on batches while at least {@code least} tags wait. */
  private void passOnFresh(int least) throws InterruptedException {
    passOn(fresh, true, least);
  }

  private void passOnListed(int least) throws InterruptedException {
    passOn(listed, false, least);
  }

  private void passOn(Set<TagReference> waiting, boolean asFresh, int least)
      throws InterruptedException {
    while (waiting.size() >= least) {
      List<TagReference> batch = first(waiting, TagReference.MAX_BATCH);
      sink.accept(batch, asFresh);
      // Not before: a batch that the sink refuses must not get lost.
      batch.forEach(waiting::remove);
      beat();
    }
  }

  private static List<TagReference> first(Set<TagReference> waiting, int most) {
    List<TagReference> batch = new ArrayList<>(Math.min(most, waiting.size()));
    Iterator<TagReference> tags = waiting.iterator();
    while (tags.hasNext() && batch.size() < most) {
      batch.add(tags.next());
    }
    return List.copyOf(batch);
  }
}
