package org.openshift.ci.mirror.worker.settings;

import io.temporal.common.WorkerDeploymentVersion;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.version.BuildVersion;
import picocli.CommandLine.Option;

/** The flags for Temporal's worker deployments (worker versioning). */
public final class DeploymentArguments {

  /** Temporal refuses dots and colons in the name, and names that begin with two underscores. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_/-]{0,99}");

  private static final Pattern BUILD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  @Option(
      names = "--worker-deployment",
      paramLabel = "NAME",
      description =
          "Use Temporal's worker deployments under this name, such as ci-images-mirror: a mirror"
              + " task stays with the build that began it. Needs Temporal 1.31 or later. Default:"
              + " off.")
  String name;

  @Option(
      names = "--worker-build-id",
      paramLabel = "ID",
      description =
          "With --worker-deployment, the build of this worker, unique for each build. Default: the"
              + " commit that was built.")
  String buildId;

  /**
   * Converts the flags to the version of this worker; null without {@code --worker-deployment}.
   *
   * @throws SettingsException if a value cannot be used, or the build is not known
   */
  WorkerDeploymentVersion toSettings(boolean dryRun, BuildVersion build) {
    if (name == null) {
      if (buildId != null) {
        throw new SettingsException(
            "--worker-build-id has no effect without --worker-deployment; give both or none");
      }
      return null;
    }
    check("--worker-deployment", name, NAME, "letters, digits, '-', '_' and '/'");
    String id = buildId == null ? ofBuild(build) : buildId;
    check("--worker-build-id", id, BUILD, "letters, digits, '-', '_' and '.'");
    return new WorkerDeploymentVersion(MirrorMode.of(dryRun).deploymentName(name), id);
  }

  private static void check(String flag, String value, Pattern pattern, String allowed) {
    if (!pattern.matcher(value).matches()) {
      throw new SettingsException(
          "%s: '%s' is not usable: expected at most 100 of %s, beginning with a letter or a digit"
              .formatted(flag, value, allowed));
    }
  }

  private static String ofBuild(BuildVersion build) {
    return build
        .commit()
        .orElseThrow(
            () ->
                new SettingsException(
                    "--worker-deployment needs --worker-build-id for this build, because it is"
                        + " not known by a commit: "
                        + build));
  }
}
