package org.openshift.ci.mirror.imagestreams.file;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Gatherers;
import org.openshift.ci.mirror.imagestreams.index.ChangeFeed;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.imagestreams.index.TagIndex;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * One watch of the files below a path: looks at them again and again, and names what changed.
 * Begins with all that is there.
 */
final class ImageStreamFiles implements AutoCloseable {

  /** Streams that are taken at a time: a dump of a cluster is, with signs of life in between. */
  private static final int PART = 500;

  private final FileContents contents;
  private final Supplier<WatchRules> rules;
  private final ChangeFeed feed;
  private final TagIndex index;
  private final FileContents.Changes changes;
  private boolean looked;

  ImageStreamFiles(FileContents contents, Supplier<WatchRules> rules, ChangeFeed feed)
      throws InterruptedException {
    this.contents = contents;
    this.rules = rules;
    this.feed = feed;
    this.index = new TagIndex(rules.get());
    this.changes = contents.observe(feed);
  }

  /**
   * Looks at the files once, and hands on what changed.
   *
   * @return whether there is something that must be looked at again soon
   */
  boolean look() throws InterruptedException {
    boolean waiting = contents.look(feed);
    WatchRules current = rules.get();
    if (current != index.rules()) {
      feed.addFresh(index.replaceRules(current));
    }
    FileContents.Changed changed = contents.take(changes, feed);
    for (StreamReference stream : changed.gone()) {
      handOn(index.remove(stream));
    }
    for (List<StreamState> part :
        changed.present().stream().gather(Gatherers.windowFixed(PART)).toList()) {
      for (StreamState state : part) {
        handOn(index.put(state));
      }
      feed.beat();
    }
    looked = true;
    feed.advanceTo(WatchPosition.start());
    return waiting;
  }

  private void handOn(List<TagReference> tags) throws InterruptedException {
    if (looked) {
      feed.addFresh(tags);
    } else {
      feed.addListed(tags);
    }
  }

  @Override
  public void close() {
    contents.forget(changes);
  }
}
