package org.openshift.ci.mirror.imagestreams.file;

import java.util.List;
import java.util.function.Supplier;
import org.openshift.ci.mirror.imagestreams.index.ChangeFeed;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.imagestreams.index.TagIndex;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * One watch of the files below a path: looks at them again and again, and passes on the names of
 * the tags that changed. The first look passes on all watched tags.
 */
final class FileWatch implements AutoCloseable {

  private final LoadedFiles files;
  private final Supplier<WatchRules> rules;
  private final ChangeFeed feed;
  private final TagIndex index;
  private final LoadedFiles.Changes changes;
  private boolean looked;

  FileWatch(LoadedFiles files, Supplier<WatchRules> rules, ChangeFeed feed)
      throws InterruptedException {
    this.files = files;
    this.rules = rules;
    this.feed = feed;
    this.index = new TagIndex(rules.get());
    this.changes = files.observe(feed);
  }

  /**
   * Looks at the files once, and passes on what changed.
   *
   * @return whether a changed file was not read yet, so that another look is needed soon
   */
  boolean look() throws InterruptedException {
    if (!looked) {
      feed.listing();
    }
    boolean waiting = files.look(feed);
    WatchRules current = rules.get();
    if (current != index.rules()) {
      feed.addFresh(index.replaceRules(current));
    }
    LoadedFiles.Changed changed = files.take(changes, feed);
    for (StreamReference stream : changed.gone()) {
      passOn(index.remove(stream));
    }
    for (StreamState state : changed.present()) {
      passOn(index.put(state));
      feed.beat();
    }
    boolean event = looked && !(changed.gone().isEmpty() && changed.present().isEmpty());
    looked = true;
    feed.advanceTo(WatchPosition.start());
    files
        .whyUnreadable()
        .ifPresentOrElse(
            why -> feed.failing("cannot read image streams from " + why),
            () -> feed.upToDate(event));
    return waiting;
  }

  private void passOn(List<TagReference> tags) throws InterruptedException {
    if (looked) {
      feed.addFresh(tags);
    } else {
      feed.addListed(tags);
    }
  }

  @Override
  public void close() {
    files.forget(changes);
  }
}
