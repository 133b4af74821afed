package org.openshift.ci.mirror.version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildVersionTest {

  private static final String COMMIT = "1f0c2a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a";

  @Test
  void aTagGivesTheVersion() throws IOException {
    assertEquals(
        "1.2.0 (commit " + COMMIT + ", 2026-11-24T00:00:00Z)", build("1.2.0", false).toString());
  }

  @Test
  void uncommittedChangesAreSaid() throws IOException {
    assertEquals(
        "1.2.0-3-g1f0c2a9 (commit " + COMMIT + ", 2026-11-24T00:00:00Z, with uncommitted changes)",
        build("1.2.0-3-g1f0c2a9", true).toString());
  }

  @Test
  void withoutGitTheVersionIsThatOfThePom() throws IOException {
    BuildVersion version =
        BuildVersion.of(
            properties(
                """
                project.version=1.3.0-SNAPSHOT
                git.version=${git.commit.id.describe.version}
                git.commit=${git.commit.id}
                git.time=${git.commit.time}
                git.modified=${git.dirty}
                """));

    assertEquals(
        "1.3.0-SNAPSHOT (commit unknown: built outside a git checkout)", version.toString());
  }

  @Test
  void theRunningBuildIsKnown() {
    BuildVersion current = BuildVersion.current();

    assertTrue(current.version().matches("\\d+\\.\\d+\\.\\d+.*"), current.version());
    assertFalse(current.toString().contains("$"), current.toString());
    current
        .source()
        .ifPresent(
            source -> {
              assertTrue(source.commit().matches("[0-9a-f]{40}"), source.commit());
              assertTrue(source.time().matches("\\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z"), source.time());
            });
  }

  private static BuildVersion build(String version, boolean modified) throws IOException {
    return BuildVersion.of(
        properties(
            """
            project.version=1.3.0-SNAPSHOT
            git.version=%s
            git.commit=%s
            git.time=2026-11-24T00:00:00Z
            git.modified=%s
            """
                .formatted(version, COMMIT, modified)));
  }

  private static Properties properties(String text) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(text));
    return properties;
  }
}
