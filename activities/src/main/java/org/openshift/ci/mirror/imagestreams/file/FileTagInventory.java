package org.openshift.ci.mirror.imagestreams.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * The tags in a file or folder of image streams. As for the watch of them, the first file that
 * defines a stream counts, and what a file held stays in force while it is broken or being written.
 * While there is a file of which nothing is known, or the whole folder is missing, nobody knows
 * whether a tag that is not found exists.
 */
public final class FileTagInventory implements TagInventory {

  /**
   * Looks that come in quick succession share one, as the metadata of each file is read. No longer
   * than a file is at rest before the watch names what changed in it: so none is from before that.
   */
  private static final Duration SHARED = Duration.ofMillis(250);

  /** How long a look waits for a file to be at rest; then what it held before counts. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private static final Duration STEP = Duration.ofMillis(25);

  /** A look that was held up for longer is made again. */
  private static final Duration LONGEST_AGE = Duration.ofSeconds(3);

  private final FileContents contents;

  public FileTagInventory(Path root) {
    this(new FileContents(root));
  }

  FileTagInventory(FileContents contents) {
    this.contents = contents;
  }

  @Override
  public List<TagChange> list(Predicate<TagReference> wanted) {
    FileContents.View view = view(null);
    if (view.streams().isEmpty() && view.doubt().isPresent()) {
      throw unreadable(view.doubt().get());
    }
    Map<TagReference, TagChange> tags = new TreeMap<>();
    view.streams().forEach(stream -> stream.addTo(tags, wanted));
    return List.copyOf(tags.values());
  }

  @Override
  public List<TagChange> look(Collection<TagReference> tags) {
    FileContents.View view =
        view(tags.stream().map(StreamReference::of).collect(Collectors.toUnmodifiableSet()));
    Map<StreamReference, StreamState> streams = new HashMap<>();
    view.streams().forEach(state -> streams.put(state.stream(), state));
    List<TagChange> found = new ArrayList<>();
    for (TagReference tag : tags) {
      StreamReference stream = StreamReference.of(tag);
      if (streams.containsKey(stream)) {
        found.add(streams.get(stream).look(tag));
      } else if (view.doubt().isEmpty() || !stream.couldExist()) {
        found.add(TagChange.removed(tag));
      } else {
        throw unreadable(view.doubt().get());
      }
    }
    return found;
  }

  /**
   * A view that is recent enough. A file that changed just now is waited for: who asks because the
   * watch, of this worker or another one, named a tag must not get what the file held before.
   */
  private FileContents.View view(Collection<StreamReference> streams) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    try {
      FileContents.View view = contents.view(streams, SHARED);
      while (view.waiting() && System.nanoTime() - end < 0) {
        TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        view = contents.view(streams, SHARED);
      }
      if (isOld(view)) {
        // A large file was parsed; now it is a quick look.
        view = contents.view(streams, SHARED);
      }
      if (isOld(view)) {
        throw unreadable("the look at the files takes longer than " + LONGEST_AGE);
      }
      return view;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TagInventoryException("interrupted while image streams were read", e);
    }
  }

  private static boolean isOld(FileContents.View view) {
    return System.nanoTime() - view.lookedAtNanos() > LONGEST_AGE.toNanos();
  }

  private static TagInventoryException unreadable(String doubt) {
    return new TagInventoryException(
        "cannot tell which image streams there are: %s".formatted(doubt), null);
  }

  @Override
  public void close() {
    // Nothing stays open.
  }
}
