package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import org.openshift.ci.mirror.log.SafeText;

/**
 * The branch that a ci-operator config is for.
 *
 * @param org the organization of the repository
 * @param repository its name
 * @param branch the branch
 * @param variant distinguishes configs of one branch; empty for none
 */
record ConfigMetadata(String org, String repository, String branch, String variant) {

  private static final String FIELD = "zz_generated_metadata";
  private static final String VARIANT_MARK = "__";

  /**
   * The config's own metadata; without them, those in its path: {@code
   * org/repo/org-repo-branch[__variant].yaml}.
   */
  static ConfigMetadata of(ConfigFields config, Path path) throws UnusableFileException {
    ConfigFields metadata = config.mapping(FIELD);
    if (metadata == null) {
      return ofPath(path);
    }
    String variant = metadata.text("variant");
    return visible(
        new ConfigMetadata(
            metadata.requiredText("org", FIELD),
            metadata.requiredText("repo", FIELD),
            metadata.requiredText("branch", FIELD),
            variant == null ? "" : variant));
  }

  /** No branch has such a name, and it would be logged with every problem of its repository. */
  private static ConfigMetadata visible(ConfigMetadata metadata) throws UnusableFileException {
    if (!SafeText.isVisible(metadata.toString())) {
      throw new UnusableFileException(FIELD + " has control characters: " + metadata);
    }
    return metadata;
  }

  private static ConfigMetadata ofPath(Path path) throws UnusableFileException {
    int names = path.getNameCount();
    if (names < 3) {
      throw new UnusableFileException(
          "has no %s, and its path is not org/repo/org-repo-branch.yaml: its repository is unknown"
              .formatted(FIELD));
    }
    String org = path.getName(names - 3).toString();
    String repository = path.getName(names - 2).toString();
    String file = path.getFileName().toString();
    String name = file.substring(0, file.lastIndexOf('.'));
    String prefix = org + "-" + repository + "-";
    String branch = name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    int mark = branch.lastIndexOf(VARIANT_MARK);
    return visible(
        mark < 0
            ? new ConfigMetadata(org, repository, branch, "")
            : new ConfigMetadata(
                org,
                repository,
                branch.substring(0, mark),
                branch.substring(mark + VARIANT_MARK.length())));
  }

  /** The tag of the branch's build cache. */
  String buildCacheTag() {
    return variant.isEmpty() ? branch : branch + "-" + variant;
  }
}
