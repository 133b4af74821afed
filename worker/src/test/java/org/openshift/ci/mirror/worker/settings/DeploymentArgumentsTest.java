package org.openshift.ci.mirror.worker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.common.WorkerDeploymentVersion;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.version.BuildVersion;
import picocli.CommandLine;

class DeploymentArgumentsTest {

  private static final BuildVersion CLEAN = build(false);

  @Test
  void isOffByDefault() {
    assertNull(parse().toSettings(false, CLEAN));
  }

  @Test
  void theBuildIsTheCommitOrTheFlagAndADryRunHasItsOwnDeployment() {
    assertEquals(
        new WorkerDeploymentVersion("mirror", "1f0c"),
        parse("--worker-deployment=mirror").toSettings(false, CLEAN));
    assertEquals(
        new WorkerDeploymentVersion("dry-run/mirror", "v2"),
        parse("--worker-deployment=mirror", "--worker-build-id=v2").toSettings(true, build(true)));
  }

  @Test
  void twoBuildsWithChangesThatWereNotCommittedMustBeTold() {
    refused(parse("--worker-deployment=mirror"), build(true), "--worker-build-id");
    refused(
        parse("--worker-deployment=mirror"),
        new BuildVersion("1.0", "1.0", Optional.empty()),
        "--worker-build-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "a:b", "__a", "", "a b"})
  void refusesANameThatTemporalRefuses(String name) {
    refused(parse("--worker-deployment=" + name), CLEAN, "--worker-deployment");
  }

  @Test
  void aBuildIdWithoutADeploymentIsAMistake() {
    refused(parse("--worker-build-id=v2"), CLEAN, "--worker-deployment");
  }

  private static void refused(DeploymentArguments arguments, BuildVersion build, String says) {
    SettingsException refused =
        assertThrows(SettingsException.class, () -> arguments.toSettings(false, build));
    assertTrue(refused.getMessage().contains(says), refused.getMessage());
  }

  private static BuildVersion build(boolean modified) {
    return new BuildVersion("1.0", "1.0", modified ? Optional.empty() : Optional.of("1f0c"));
  }

  private static DeploymentArguments parse(String... arguments) {
    DeploymentArguments parsed = new DeploymentArguments();
    new CommandLine(parsed).parseArgs(arguments);
    return parsed;
  }
}
