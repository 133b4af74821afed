package org.openshift.ci.mirror.release.index;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openshift.ci.mirror.files.FolderScan;
import org.openshift.ci.mirror.log.SafeText;

/**
 * The folders in a checkout of openshift/release.
 *
 * @param root the checkout, or a symbolic link to it, as git-sync makes one
 */
public record ReleaseFolder(Path root) {

  private static final String CONFIGS = "ci-operator/config";
  private static final String STEP_REGISTRY = "ci-operator/step-registry";
  private static final List<String> STEP_REGISTRY_ENDINGS =
      List.of("-ref.yaml", "-chain.yaml", "-workflow.yaml", "-observer.yaml");

  /** The folder of ci-operator's configs. */
  public Path configs() {
    return root.resolve(CONFIGS);
  }

  /** The files of ci-operator's configs. */
  FolderScan scanConfigs() {
    return FolderScan.of(
        root,
        configs(),
        name -> name.endsWith(".yaml") || name.endsWith(".yml"),
        folder -> true,
        true);
  }

  /**
   * The files of steps, chains, workflows and observers; commands and documentation do not count.
   */
  FolderScan scanStepRegistry() {
    return FolderScan.of(
        root,
        root.resolve(STEP_REGISTRY),
        name -> STEP_REGISTRY_ENDINGS.stream().anyMatch(name::endsWith),
        folder -> !folder.equals("cluster-profiles"),
        true);
  }

  /** A config's path in the repository. */
  public static String configPath(Path config) {
    return pathIn(CONFIGS, config);
  }

  /** A step registry file's path in the repository. */
  static String stepRegistryPath(Path file) {
    return pathIn(STEP_REGISTRY, file);
  }

  /** Only for messages and lists: control characters are replaced. */
  private static String pathIn(String folder, Path path) {
    String relative = SafeText.visible(path.toString());
    return relative.isEmpty() ? folder : folder + "/" + relative;
  }

  /**
   * Checks that the folder is a checkout of openshift/release.
   *
   * @throws IllegalArgumentException naming what is missing
   */
  public void requireUsable() {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("there is no folder " + root);
    }
    if (!Files.isDirectory(configs())) {
      throw new IllegalArgumentException(
          "%s has no folder %s: a checkout of openshift/release is expected"
              .formatted(root, CONFIGS));
    }
    if (!Files.isReadable(configs())) {
      throw new IllegalArgumentException(
          "%s: permission to read it is missing".formatted(configs()));
    }
  }
}
