package org.openshift.ci.mirror.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * What was built: never when or where, so that the same commit gives the same bytes.
 *
 * @param version the newest tag {@code v<version>} without its {@code v}, followed by {@code
 *     -<commits since>-g<commit>} unless it is on this commit, as {@code git describe} has it; the
 *     version of the POM if there is no such tag
 * @param source the commit that was built; empty in a build outside a git checkout
 */
public record BuildVersion(String version, Optional<Source> source) {

  private static final String RESOURCE = "build.properties";
  private static final String PLACEHOLDER = "${";

  /**
   * A commit.
   *
   * @param commit its full id
   * @param time when it was committed, in UTC: {@code 2026-11-24T00:00:00Z}
   * @param modified whether the checkout had changes that were not committed
   */
  public record Source(String commit, String time, boolean modified) {}

  /** The build that is running. */
  public static BuildVersion current() {
    Properties properties = new Properties();
    try (InputStream resource = BuildVersion.class.getResourceAsStream(RESOURCE)) {
      properties.load(Objects.requireNonNull(resource, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE + " of this program", e);
    }
    return of(properties);
  }

  static BuildVersion of(Properties properties) {
    String projectVersion = properties.getProperty("project.version");
    Optional<String> commit = known(properties, "git.commit");
    if (commit.isEmpty()) {
      return new BuildVersion(projectVersion, Optional.empty());
    }
    Source source =
        new Source(
            commit.get(),
            properties.getProperty("git.time"),
            Boolean.parseBoolean(properties.getProperty("git.modified")));
    return new BuildVersion(
        known(properties, "git.version").orElse(projectVersion), Optional.of(source));
  }

  private static Optional<String> known(Properties properties, String name) {
    return Optional.ofNullable(properties.getProperty(name))
        .filter(value -> !value.isBlank() && !value.contains(PLACEHOLDER));
  }

  /** One line for people, such as {@code 0.1.0 (commit 1f0c…, 2026-11-24T00:00:00Z)}. */
  @Override
  public String toString() {
    return version
        + source
            .map(
                built ->
                    " (commit %s, %s%s)"
                        .formatted(
                            built.commit(),
                            built.time(),
                            built.modified() ? ", with uncommitted changes" : ""))
            .orElse(" (commit unknown: built outside a git checkout)");
  }
}
