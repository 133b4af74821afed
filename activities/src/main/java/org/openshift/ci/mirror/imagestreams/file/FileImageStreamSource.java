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
 * Image streams from a file or a folder ({@code --image-streams}), watched for changes: an edit is
 * passed on within 2 seconds. {@link LoadedFiles} says which files count, {@link
 * ImageStreamFileReader} what they may hold.
 *
 * <ul>
 *   <li>A file that cannot be parsed is logged once, with line and column. What it held before
 *       stays in force until it is fixed, and all other files work. An emptied file counts as one
 *       that is being written.
 *   <li>A changed file is read when it has been at rest for a moment. If writing a file takes
 *       seconds, write it under another name and move it into place, because a file that is cut off
 *       after a complete line can be valid YAML. The lists that {@code oc get} prints are safe, as
 *       their kind comes last.
 *   <li>When a file is removed, its tags are removed. When the configured file or folder itself is
 *       missing, nothing is removed: a volume that is not mounted for a while says nothing about
 *       image streams.
 *   <li>When two files define one image stream, the first in the order of paths counts.
 * </ul>
 *
 * <p>Files have no position: every watch begins with all tags.
 */
public final class FileImageStreamSource implements ImageStreamSource {

  /** The flag that selects this source. */
  private static final String FLAG = "--image-streams";

  /** How often the files are looked at when no file events arrive. */
  private static final Duration POLL = Duration.ofMillis(700);

  private final LoadedFiles files;
  private final Supplier<WatchRules> rules;

  /**
   * Reads nothing yet.
   *
   * @param rules supplies the rules in force: the same object as long as they are the same. Other
   *     rules apply within a second.
   * @throws IllegalArgumentException when there is no such file or folder, or permission to read it
   *     is missing
   */
  public FileImageStreamSource(Path root, Supplier<WatchRules> rules) {
    requireReadable(root);
    this.files = new LoadedFiles(root);
    this.rules = rules;
  }

  /** An inventory that shares with the watch what was read from the files. */
  public TagInventory inventory() {
    return new FileTagInventory(files);
  }

  @Override
  public WatchPosition watch(WatchPosition from, ImageStreamSink sink) throws InterruptedException {
    ChangeFeed feed = new ChangeFeed(sink, WatchPosition.start());
    try (FolderAlarm alarm = FolderAlarm.open();
        FileWatch watch = new FileWatch(files, rules, feed)) {
      boolean waiting = watch.look();
      while (!sink.stopRequested()) {
        alarm.listenTo(files.folders());
        alarm.await(waiting ? LoadedFiles.REST : POLL);
        waiting = watch.look();
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
    if (!Files.isDirectory(root) && !Files.isRegularFile(root)) {
      throw new IllegalArgumentException(
          "%s %s: it is neither a folder nor a regular file".formatted(FLAG, root));
    }
    if (!Files.isReadable(root)) {
      throw new IllegalArgumentException(
          "%s %s: permission to read it is missing".formatted(FLAG, root));
    }
  }
}
