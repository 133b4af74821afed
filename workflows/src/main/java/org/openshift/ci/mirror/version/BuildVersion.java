package org.openshift.ci.mirror.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * What was built: never when or where, so that the same commit gives the same bytes. The module of
 * a program has it in a resource that the build writes in a git checkout.
 *
 * @param version the newest tag {@code v<version>} without its {@code v}, followed by {@code
 *     -<commits since>-g<commit>} unless it is on this commit, as {@code git describe} has it; that
 *     of the POM if there is no such tag; {@value #UNKNOWN} if there is no git
 * @param text one line for people, such as {@code 0.1.0 (commit 1f0c…, 2026-11-24T00:00:00Z)}. The
 *     time is the commit's, in UTC
 * @param commit the full id of the commit; empty if it is not known, or does not say what was built
 *     because the checkout had changes that were not committed
 */
public record BuildVersion(String version, String text, Optional<String> commit) {

  /** What stands for a version or a commit that is not known. */
  public static final String UNKNOWN = "unknown";

  private static final String RESOURCE = "/ci-images-mirror.properties";

  /** The build that is running. */
  public static BuildVersion current() {
    try (InputStream resource = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        return new BuildVersion(
            UNKNOWN, "of unknown version: built outside a git checkout", Optional.empty());
      }
      Properties properties = new Properties();
      properties.load(resource);
      return of(properties);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " of this program", e);
    }
  }

  static BuildVersion of(Properties git) {
    String commit = git.getProperty("git.commit.id");
    boolean changed = Boolean.parseBoolean(git.getProperty("git.dirty"));
    String version = git.getProperty("git.commit.id.describe.version");
    return new BuildVersion(
        version,
        "%s (commit %s, %s%s)"
            .formatted(
                version,
                commit,
                git.getProperty("git.commit.time"),
                changed ? ", with uncommitted changes" : ""),
        changed ? Optional.empty() : Optional.of(commit));
  }

  @Override
  public String toString() {
    return text;
  }
}
