package org.openshift.ci.mirror.release.follow;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SortedMap;
import org.openshift.ci.mirror.release.index.BuildRootClient;
import org.openshift.ci.mirror.release.index.BuildRoots;
import org.openshift.ci.mirror.release.index.ReleaseFolder;
import org.openshift.ci.mirror.release.index.ReleaseIndex;
import org.openshift.ci.mirror.release.index.ReleaseProblems;
import org.openshift.ci.mirror.release.index.ReleaseReader;

/**
 * The test inputs of a checkout of openshift/release, read once.
 *
 * @param index the tags and streams of all files without problems
 * @param problems the files that cannot be used
 * @param warnings the repositories whose own build root could not be read, each with the reason
 */
public record ReleaseInputs(
    ReleaseIndex index, ReleaseProblems problems, SortedMap<String, String> warnings) {

  /**
   * Reads a checkout, and from GitHub the build roots that repositories name themselves. Once
   * GitHub does not answer, no more of them are read.
   *
   * @param root the checkout, or a symbolic link to it
   * @param githubRaw the part of GitHub's URLs before {@code /org/repo/branch/file}
   * @throws IllegalArgumentException when the folder is not a checkout of openshift/release
   */
  public static ReleaseInputs read(Path root, URI githubRaw) {
    ReleaseFolder folder = new ReleaseFolder(root);
    folder.requireUsable();
    ReleaseReader reader = new ReleaseReader();
    reader.read(reader.look(folder, Duration.ZERO));
    try (BuildRootClient github = new BuildRootClient(githubRaw)) {
      BuildRoots roots = new BuildRoots(github::ask, InstantSource.system());
      roots.want(reader.rootsWanted());
      while (roots.isDue() && !Thread.currentThread().isInterrupted()) {
        roots.askDue();
      }
      return new ReleaseInputs(reader.index(roots.roots()), reader.problems(), roots.problems());
    }
  }
}
