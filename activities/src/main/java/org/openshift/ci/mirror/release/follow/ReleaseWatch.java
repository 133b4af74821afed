package org.openshift.ci.mirror.release.follow;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openshift.ci.mirror.files.FileErrors;
import org.openshift.ci.mirror.files.FolderAlarm;
import org.openshift.ci.mirror.log.LogOnce;
import org.openshift.ci.mirror.release.index.BuildRootClient;
import org.openshift.ci.mirror.release.index.BuildRoots;
import org.openshift.ci.mirror.release.index.ReleaseFolder;
import org.openshift.ci.mirror.release.index.ReleaseProblems;
import org.openshift.ci.mirror.release.index.ReleaseReader;
import org.openshift.ci.mirror.release.index.UsedImages;
import org.openshift.ci.mirror.watchrules.TestInputs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the test inputs of a checkout of openshift/release up to date: reads the checkout once, and
 * then only files that change.
 *
 * <p>A change is in force within seconds, whether git-sync replaces the checkout (the path is a
 * symbolic link) or files are edited in place. While the folder is missing, the last test inputs
 * stay in force.
 */
public final class ReleaseWatch implements AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(ReleaseWatch.class);

  /** Time between checks of the symbolic link. */
  private static final Duration GLANCE = Duration.ofSeconds(1);

  /** Time between scans of all files when no file events arrive. */
  private static final Duration POLL = Duration.ofSeconds(5);

  /** How long files that are edited in place must be at rest before they are read. */
  private static final Duration REST = Duration.ofMillis(250);

  private final ReleaseFolder folder;
  private final BuildRootClient github;
  private final BuildRoots roots;
  private final ReleaseObserver observer;
  private final ReleaseReader reader = new ReleaseReader();
  private final LogOnce problemLog = new LogOnce(LOGGER);
  private final LogOnce folderLog = new LogOnce(LOGGER);
  private final Thread folderThread =
      Thread.ofPlatform().daemon().name("release-folder").unstarted(this::followFolder);
  private final Thread rootsThread =
      Thread.ofPlatform().daemon().name("build-roots").unstarted(this::followRoots);

  /** Null before the first reading. */
  private Path checkout;

  private long lastLook;
  private Duration reading = Duration.ZERO;
  private Set<Path> folders = Set.of();
  private volatile UsedImages inForce = UsedImages.NONE;

  /**
   * Prepares the watch; {@link #start} begins it.
   *
   * @param root the checkout, or a symbolic link to it
   * @param githubRaw the part of GitHub's URLs before {@code /org/repo/branch/file}
   * @throws IllegalArgumentException when the folder is not a checkout of openshift/release
   */
  public ReleaseWatch(Path root, URI githubRaw, ReleaseObserver observer) {
    this.folder = new ReleaseFolder(root);
    folder.requireUsable();
    this.github = new BuildRootClient(githubRaw);
    this.roots = new BuildRoots(github::ask, InstantSource.system());
    this.observer = observer;
  }

  /**
   * Reads the whole checkout, which takes seconds, and begins to follow it. Build roots that
   * repositories name themselves are added later.
   */
  public void start() throws InterruptedException {
    lookAgain();
    folderThread.start();
    rootsThread.start();
  }

  /**
   * The test inputs in force: the same object while they are equal, even if other configs name
   * them.
   */
  public TestInputs testInputs() {
    return inForce;
  }

  private void followFolder() {
    try (FolderAlarm alarm = FolderAlarm.open()) {
      boolean soon = false;
      Set<Path> listenedTo = Set.of();
      while (!Thread.currentThread().isInterrupted()) {
        Set<Path> withEvents = foldersWithEvents();
        if (!withEvents.equals(listenedTo)) {
          alarm.listenTo(withEvents);
          listenedTo = withEvents;
          // Changes before this have caused no event.
          soon = true;
        }
        boolean event = alarm.await(soon ? REST : GLANCE);
        if (event || soon || leadsElsewhere() || System.nanoTime() - lastLook > POLL.toNanos()) {
          soon = lookSafely();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean lookSafely() throws InterruptedException {
    try {
      return lookAgain();
    } catch (RuntimeException | Error e) {
      LOGGER.error("reading {} failed; it is tried again", folder.root(), e);
      lastLook = System.nanoTime();
      return false;
    }
  }

  /** For a link, only its parent folder: the link's target is replaced, not edited. */
  private Set<Path> foldersWithEvents() {
    Path root = folder.root().toAbsolutePath().normalize();
    if (root.equals(checkout) && !folders.isEmpty()) {
      return folders;
    }
    return root.getParent() == null ? Set.of(root) : Set.of(root.getParent());
  }

  private boolean leadsElsewhere() {
    try {
      return !folder.root().toRealPath().equals(checkout);
    } catch (IOException e) {
      return false;
    }
  }

  /** Reads what changed; returns whether another look is needed soon. */
  private boolean lookAgain() throws InterruptedException {
    long begin = System.nanoTime();
    try {
      Path now = folder.root().toRealPath();
      ReleaseFolder real = new ReleaseFolder(now);
      if (!Files.isDirectory(real.configs())) {
        throw new IOException("it has no folder " + ReleaseFolder.configPath(Path.of("")));
      }
      ReleaseReader.Look look = reader.look(real, now.equals(checkout) ? REST : Duration.ZERO);
      if (!folder.root().toRealPath().equals(now)) {
        // The checkout was replaced meanwhile, and this one may be partly deleted.
        return true;
      }
      if (folderLog.update(folder.root().toString(), List.of())) {
        LOGGER.info("{} is there again", folder.root());
      }
      return read(look, now, begin);
    } catch (IOException e) {
      folderLog.update(
          folder.root().toString(),
          List.of(
              "the release repository %s cannot be read (%s); what was read before stays in force"
                  .formatted(folder.root(), FileErrors.reason(e))));
      return false;
    } finally {
      lastLook = System.nanoTime();
    }
  }

  private synchronized boolean read(ReleaseReader.Look look, Path now, long begin) {
    boolean another = !now.equals(checkout);
    ReleaseReader.Outcome outcome = reader.read(look);
    checkout = now;
    folders = look.folders();
    roots.want(reader.rootsWanted());
    if (outcome.changed() || another) {
      reading = Duration.ofNanos(System.nanoTime() - begin);
      publish();
      LOGGER.info(
          "read {} in {} ms: {} configs and {} files of the step registry use {} tags and {}"
              + " streams",
          now,
          reading.toMillis(),
          reader.configCount(),
          reader.registryFileCount(),
          inForce.tags().size(),
          inForce.streams().size());
    }
    report();
    return outcome.unsettled();
  }

  private void publish() {
    UsedImages next = reader.used(roots.roots());
    if (!next.equals(inForce)) {
      inForce = next;
    }
  }

  private void report() {
    ReleaseProblems problems = reader.problems();
    SortedMap<String, String> unknownRoots = roots.problems();
    SortedMap<String, String> all = new TreeMap<>(problems.all());
    all.putAll(unknownRoots);
    problemLog.updateAll(all);
    observer.changed(
        new ReleaseStatus(
            reader.configCount(),
            problems.configs().size(),
            reader.registryFileCount(),
            problems.stepRegistry().size(),
            unknownRoots.size(),
            inForce.tags().size(),
            inForce.streams().size(),
            reading));
  }

  private void followRoots() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        if (!roots.isDue() || !askSafely()) {
          Thread.sleep(GLANCE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean askSafely() throws InterruptedException {
    try {
      takeRoots(roots.askDue());
      return true;
    } catch (RuntimeException | Error e) {
      LOGGER.error("asking for build roots failed; it is tried again", e);
      return false;
    }
  }

  private synchronized void takeRoots(boolean changed) {
    if (changed) {
      publish();
    }
    report();
  }

  @Override
  public void close() {
    folderThread.interrupt();
    rootsThread.interrupt();
    github.close();
  }
}
