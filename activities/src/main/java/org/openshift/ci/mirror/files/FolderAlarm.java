package org.openshift.ci.mirror.files;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for file events in folders. Events are only a hint: network file systems send none, and the
 * operating system may run out of watches, so callers must also look at the files after a while.
 */
public final class FolderAlarm implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(FolderAlarm.class);

  /** Events that follow each other this quickly are reported as one. */
  private static final Duration GATHERING = Duration.ofMillis(50);

  private final WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  private FolderAlarm(WatchService service) {
    this.service = service;
  }

  /** Opens the alarm; when the operating system provides no events, it never goes off. */
  public static FolderAlarm open() {
    try {
      return new FolderAlarm(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      withoutEvents(e);
      return new FolderAlarm(null);
    }
  }

  /** Replaces the folders to listen to; those that do not exist are left out. */
  public void listenTo(Set<Path> folders) {
    if (service == null) {
      return;
    }
    Set<Path> real = new HashSet<>();
    for (Path folder : folders) {
      try {
        real.add(folder.toRealPath());
      } catch (IOException e) {
        LOGGER.debug("{} does not exist any more", folder, e);
      }
    }
    keys.entrySet().removeIf(entry -> isDropped(entry.getKey(), entry.getValue(), real));
    for (Path folder : real) {
      if (!keys.containsKey(folder)) {
        register(folder);
      }
    }
  }

  /**
   * Waits for an event in the folders.
   *
   * @return whether there was one in time
   */
  public boolean await(Duration atMost) throws InterruptedException {
    if (service == null) {
      Thread.sleep(atMost);
      return false;
    }
    WatchKey key = service.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
    if (key == null) {
      return false;
    }
    Thread.sleep(GATHERING);
    for (WatchKey next = key; next != null; next = service.poll()) {
      next.pollEvents();
      next.reset();
    }
    return true;
  }

  @Override
  public void close() {
    if (service != null) {
      try {
        service.close();
      } catch (IOException e) {
        LOGGER.debug("closing a watch service failed", e);
      }
    }
  }

  private static boolean isDropped(Path folder, WatchKey key, Set<Path> wanted) {
    if (wanted.contains(folder) && key.isValid()) {
      return false;
    }
    key.cancel();
    return true;
  }

  private void register(Path folder) {
    try {
      keys.put(
          folder,
          folder.register(
              service,
              StandardWatchEventKinds.ENTRY_CREATE,
              StandardWatchEventKinds.ENTRY_MODIFY,
              StandardWatchEventKinds.ENTRY_DELETE));
    } catch (IOException | ClosedWatchServiceException e) {
      LOGGER.debug("no events for {}; its files are polled", folder, e);
    }
  }

  private static void withoutEvents(IOException e) {
    LOGGER.warn(
        "the operating system provides no file events ({}); files are polled instead",
        e.getMessage());
  }
}
