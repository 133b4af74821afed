package org.openshift.ci.mirror.imagestreams.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.openshift.ci.mirror.files.FolderAlarm;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.index.ChangeFeed;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * Image streams from a file or a folder ({@code --image-streams}), watched for changes: what was
 * edited is handed on within 2 seconds. {@link FileScan} says which files count, {@link
 * ImageStreamFileReader} what may stand in them.
 *
 * <ul>
 *   <li>A file that cannot be parsed is named in the log with line and column, once; what it held
 *       before stays in force until it is mended, and all other files work. An emptied file counts
 *       as one that is being written.
 *   <li>A changed file is read when it was at rest for a moment. What is written over seconds
 *       should be written beside and moved into place, as a file cut off after a complete line can
 *       be valid YAML; the lists that {@code oc get} prints are safe, as their kind comes last.
 *   <li>When a file is removed, its tags are removed. When the file or folder that was asked for is
 *       itself missing, nothing is removed: a volume that is not mounted for a while says nothing
 *       about image streams.
 *   <li>When two files define one image stream, the first in the order of paths counts.
 * </ul>
 *
 * <p>The position means nothing to files: every watch begins with all that is there.
 */
public final class FileImageStreamSource implements ImageStreamSource {

  /** The flag that asks for this source. */
  public static final String FLAG = "--image-streams";

  /** How often a folder is looked at when no event tells of a change. */
  private static final Duration POLL = Duration.ofMillis(700);

  private final FileContents contents;
  private final Supplier<WatchRules> rules;

  /**
   * A source that reads this file or folder.
   *
   * @param rules gives the rules in force: the same object as long as they are the same; when it
   *     gives another, that applies within a second
   * @throws IllegalArgumentException when there is no such file or folder, or it cannot be read
   */
  public FileImageStreamSource(Path root, Supplier<WatchRules> rules) {
    requireReadable(root);
    this.contents = new FileContents(root);
    this.rules = rules;
  }

  /** The tags in the same files: shares with the watch what was read of them. */
  public TagInventory inventory() {
    return new FileTagInventory(contents);
  }

  @Override
  public WatchPosition watch(WatchPosition from, ImageStreamSink sink) throws InterruptedException {
    ChangeFeed feed = new ChangeFeed(sink, WatchPosition.start());
    try (FolderAlarm alarm = FolderAlarm.open();
        ImageStreamFiles files = new ImageStreamFiles(contents, rules, feed)) {
      boolean waiting = files.look();
      while (!sink.stopRequested()) {
        alarm.listenTo(contents.folders());
        alarm.await(waiting ? FileContents.REST : POLL);
        waiting = files.look();
      }
      return feed.position();
    }
  }

  @Override
  public void close() {
    // Each watch closes what it opened.
  }

  private static void requireReadable(Path root) {
    if (!Files.exists(root)) {
      throw new IllegalArgumentException(
          "%s %s: there is no such file or folder".formatted(FLAG, root));
    }
    if (!Files.isReadable(root)) {
      throw new IllegalArgumentException(
          "%s %s: permission to read it is missing".formatted(FLAG, root));
    }
  }
}
