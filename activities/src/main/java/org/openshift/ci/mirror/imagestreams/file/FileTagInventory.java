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
 * The tags in a file or folder of image streams, by the same rules as the watch of them: the first
 * file that defines a stream counts, and what a file held stays in force while it is broken or
 * being written. While a file could not be read even once, or the whole folder is missing, it is
 * unknown whether a tag that is not found exists.
 */
final class FileTagInventory implements TagInventory {

  /**
   * Calls in quick succession share a look, which reads the metadata of each file. This is no
   * longer than a file must be at rest before the watch names what changed in it, so a call that
   * follows such a name uses a look that has seen the change.
   */
  private static final Duration SHARED = Duration.ofMillis(250);

  /** How long a call waits for a file to be at rest; after that, what it held before counts. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

  private static final Duration STEP = Duration.ofMillis(25);

  /** A look that began earlier than this is repeated. */
  private static final Duration LONGEST_AGE = Duration.ofSeconds(3);

  private final LoadedFiles files;

  FileTagInventory(Path root) {
    this(new LoadedFiles(root));
  }

  FileTagInventory(LoadedFiles files) {
    this.files = files;
  }

  @Override
  public List<TagChange> list(Predicate<TagReference> wanted) {
    LoadedFiles.View view = view(null);
    if (view.streams().isEmpty() && view.whyIncomplete().isPresent()) {
      throw unreadable(view.whyIncomplete().get());
    }
    Map<TagReference, TagChange> tags = new TreeMap<>();
    view.streams().forEach(stream -> stream.addTo(tags, wanted));
    return List.copyOf(tags.values());
  }

  @Override
  public List<TagChange> look(Collection<TagReference> tags) {
    LoadedFiles.View view =
        view(tags.stream().map(StreamReference::of).collect(Collectors.toUnmodifiableSet()));
    Map<StreamReference, StreamState> streams = new HashMap<>();
    view.streams().forEach(state -> streams.put(state.stream(), state));
    List<TagChange> found = new ArrayList<>();
    for (TagReference tag : tags) {
      StreamReference stream = StreamReference.of(tag);
      if (streams.containsKey(stream)) {
        found.add(streams.get(stream).look(tag));
      } else if (view.whyIncomplete().isEmpty() || !stream.couldExist()) {
        found.add(TagChange.removed(tag));
      } else {
        throw unreadable(view.whyIncomplete().get());
      }
    }
    return found;
  }

  /**
   * A view that is recent enough. Waits for a file that changed just now: the watch, of this worker
   * or of another one, may have named a tag in it, and must not be answered from before the change.
   */
  private LoadedFiles.View view(Collection<StreamReference> streams) {
    long end = System.nanoTime() + LONGEST_WAIT.toNanos();
    try {
      LoadedFiles.View view = files.view(streams, SHARED);
      while (view.waiting() && System.nanoTime() - end < 0) {
        TimeUnit.NANOSECONDS.sleep(STEP.toNanos());
        view = files.view(streams, SHARED);
      }
      if (isOld(view)) {
        // The look parsed a large file; the next one will be quick.
        view = files.view(streams, SHARED);
      }
      if (isOld(view)) {
        throw unreadable(
            "looking at the files takes longer than " + LONGEST_AGE.toSeconds() + " s");
      }
      return view;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TagInventoryException("interrupted while image streams were read", e);
    }
  }

  private static boolean isOld(LoadedFiles.View view) {
    return System.nanoTime() - view.lookedAtNanos() > LONGEST_AGE.toNanos();
  }

  private static TagInventoryException unreadable(String why) {
    return new TagInventoryException(
        "cannot tell which image streams exist: %s".formatted(why), null);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
