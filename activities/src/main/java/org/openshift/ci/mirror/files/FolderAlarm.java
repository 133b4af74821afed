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
 * Wakes up when something happens in a folder. Only a hint: network file systems send no events,
 * and a machine may have none left to give, so whoever waits looks for himself when the time is up.
 */
public final class FolderAlarm implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(FolderAlarm.class);

  /** What happens together is looked at together. */
  private static final Duration TOGETHER = Duration.ofMillis(50);

  private final WatchService service;
  private final Map<Path, WatchKey> keys = new HashMap<>();

  private FolderAlarm(WatchService service) {
    this.service = service;
  }

  /** Begins to listen; without the operating system's events where it has none to give. */
  public static FolderAlarm open() {
    try {
      return new FolderAlarm(FileSystems.getDefault().newWatchService());
    } catch (IOException e) {
      withoutEvents(e);
      return new FolderAlarm(null);
    }
  }

  /** From now on these folders count, and no others. */
  public void listenTo(Set<Path> folders) {
    if (service == null) {
      return;
    }
    Set<Path> real = new HashSet<>();
    for (Path folder : folders) {
      try {
        real.add(folder.toRealPath());
      } catch (IOException e) {
        LOGGER.debug("{} went again; the next look will tell", folder, e);
      }
    }
    keys.entrySet().removeIf(entry -> isOver(entry.getKey(), entry.getValue(), real));
    for (Path folder : real) {
      if (!keys.containsKey(folder)) {
        register(folder);
      }
    }
  }

  /**
   * Waits until something happens, at most this long.
   *
   * @return whether something happened
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
    Thread.sleep(TOGETHER);
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

  private static boolean isOver(Path folder, WatchKey key, Set<Path> wanted) {
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
      LOGGER.debug("no events for {}: it is looked at from time to time instead", folder, e);
    }
  }

  private static void withoutEvents(IOException e) {
    LOGGER.warn(
        "the operating system gives no events for folders ({}); they are looked at from time to"
            + " time instead",
        e.getMessage());
  }
}
