package org.openshift.ci.mirror.release.index;

/**
 * A branch of a repository on GitHub.
 *
 * @param org the organization
 * @param repository the repository
 * @param branch the branch
 */
public record RepositoryBranch(String org, String repository, String branch)
    implements Comparable<RepositoryBranch> {

  /**
   * The organization of private copies of public repositories. They cannot be read without
   * credentials, and name the build roots that the public ones name.
   */
  private static final String PRIVATE_ORG = "openshift-priv";

  /** The branch that names the build root of the config; null when the config itself does. */
  static RepositoryBranch of(CiConfig config) {
    ConfigMetadata metadata = config.metadata();
    return config.rootFromRepository() && !metadata.org().equals(PRIVATE_ORG)
        ? new RepositoryBranch(metadata.org(), metadata.repository(), metadata.branch())
        : null;
  }

  @Override
  public int compareTo(RepositoryBranch other) {
    return toString().compareTo(other.toString());
  }

  /** As in {@code openshift/api@main}. */
  @Override
  public String toString() {
    return org + "/" + repository + "@" + branch;
  }
}
