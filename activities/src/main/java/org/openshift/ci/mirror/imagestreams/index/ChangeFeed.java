package org.openshift.ci.mirror.imagestreams.index;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.imagestreams.Heartbeat;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;

/**
 * Hands names of tags to a sink in batches of the right size, and holds the position: it moves on
 * only when everything before it was accepted.
 *
 * <p>What changed just now goes before what a list brings. A name that waits already is not added
 * again: whoever gets it looks at the tag itself.
 */
public final class ChangeFeed implements Heartbeat {

  /** Well below the 2 seconds that the sink is promised. */
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

  /** Takes tags that changed just now; hands on what makes a full batch. */
  public void addFresh(Collection<TagReference> tags) throws InterruptedException {
    fresh.addAll(tags);
    listed.removeAll(fresh);
    handOnFullBatches();
  }

  /** Takes tags that a list brings; hands on what makes a full batch. */
  public void addListed(Collection<TagReference> tags) throws InterruptedException {
    listed.addAll(tags);
    listed.removeAll(fresh);
    handOnFullBatches();
  }

  /** Hands on all that waits, and moves the position to where that leads. */
  public void advanceTo(WatchPosition newPosition) throws InterruptedException {
    handOnFresh(1);
    handOnListed(1);
    position = newPosition;
    beat();
  }

  /** Everything up to here was accepted. */
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

  private void handOnFullBatches() throws InterruptedException {
    handOnFresh(WatcherWorkflow.MAX_BATCH);
    if (listed.size() >= WatcherWorkflow.MAX_BATCH) {
      handOnFresh(1);
      handOnListed(WatcherWorkflow.MAX_BATCH);
    }
  }

  /** Hands on batches as long as at least so many wait. */
  private void handOnFresh(int least) throws InterruptedException {
    handOn(fresh, true, least);
  }

  private void handOnListed(int least) throws InterruptedException {
    handOn(listed, false, least);
  }

  private void handOn(Set<TagReference> waiting, boolean asFresh, int least)
      throws InterruptedException {
    while (waiting.size() >= least) {
      List<TagReference> batch = first(waiting, WatcherWorkflow.MAX_BATCH);
      sink.accept(batch, asFresh);
      // Only now: what the sink refused must not get lost.
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
