package org.openshift.ci.mirror.cluster;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tags in a file or folder of image streams. As for the watch of them, the first file that
 * defines a stream counts; a file that cannot be read is left out, and named.
 */
public final class FileTagInventory implements TagInventory {

  private static final Logger LOGGER = LoggerFactory.getLogger(FileTagInventory.class);

  private final Path root;
  private final Clock clock;

  public FileTagInventory(Path root, Clock clock) {
    this.root = root;
    this.clock = clock;
  }

  @Override
  public List<TagChange> list(Predicate<TagReference> wanted) {
    InventoryBuilder inventory = new InventoryBuilder(wanted, clock.instant());
    forEachStream(inventory::add);
    return inventory.build();
  }

  @Override
  public List<TagChange> look(Collection<TagReference> tags) {
    Instant observedAt = clock.instant();
    Set<StreamReference> asked = new HashSet<>();
    tags.forEach(tag -> asked.add(StreamReference.of(tag)));
    Map<StreamReference, StreamState> present = new HashMap<>();
    forEachStream(
        state -> {
          if (asked.contains(state.stream())) {
            present.put(state.stream(), state);
          }
        });
    return InventoryBuilder.look(tags, present, observedAt);
  }

  private void forEachStream(Consumer<StreamState> action) {
    Set<StreamReference> defined = new HashSet<>();
    FileScan scan = FileScan.of(root);
    if (scan.files().isEmpty() && !scan.unreadable().isEmpty()) {
      Path path = scan.unreadable().firstKey();
      throw new TagInventoryException(
          "cannot read image streams: %s: %s".formatted(path, scan.unreadable().get(path)), null);
    }
    for (Path file : scan.files().keySet()) {
      try {
        for (StreamState state : ImageStreamFileReader.read(file, Pulse.NONE).streams()) {
          if (defined.add(state.stream())) {
            action.accept(state);
          }
        }
      } catch (BrokenFileException e) {
        LOGGER.warn("{}; its tags are left out of this run", e.getMessage());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while image streams were read", e);
      }
    }
  }

  @Override
  public void close() {
    // Nothing stays open.
  }
}
