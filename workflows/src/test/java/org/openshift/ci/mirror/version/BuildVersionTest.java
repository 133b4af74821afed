package org.openshift.ci.mirror.version;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BuildVersionTest {

  private static final String COMMIT = "1f0c2a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a";

  @Test
  void namesVersionCommitAndItsTime() {
    assertEquals(
        "1.2.0 (commit " + COMMIT + ", 2026-11-24T00:00:00Z)", build("1.2.0", "false").toString());
  }

  @Test
  void uncommittedChangesAreSaid() {
    assertEquals(
        "1.2.0-3-g1f0c2a9-dirty (commit "
            + COMMIT
            + ", 2026-11-24T00:00:00Z, with uncommitted changes)",
        build("1.2.0-3-g1f0c2a9-dirty", "true").toString());
  }

  @Test
  void onlyAnUnchangedCheckoutIsKnownByItsCommit() {
    assertEquals(Optional.of(COMMIT), build("1.2.0", "false").commit());
    assertEquals(Optional.empty(), build("1.2.0", "true").commit());
  }

  /** As in a build of an archive of the sources; this module never has the resource. */
  @Test
  void withoutGitTheVersionIsUnknown() {
    assertEquals(
        "of unknown version: built outside a git checkout", BuildVersion.current().toString());
  }

  private static BuildVersion build(String version, String dirty) {
    Properties git = new Properties();
    git.setProperty("git.commit.id.describe.version", version);
    git.setProperty("git.commit.id", COMMIT);
    git.setProperty("git.commit.time", "2026-11-24T00:00:00Z");
    git.setProperty("git.dirty", dirty);
    return BuildVersion.of(git);
  }
}
