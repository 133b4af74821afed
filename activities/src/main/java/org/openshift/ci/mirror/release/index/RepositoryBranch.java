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
   * Private copies of public repositories: without credentials they cannot be read, and what they
   * would say is what the public ones say.
   */
  private static final String PRIVATE_ORG = "openshift-priv";

  /** Where the config's build root is named; null when the config does not say so. */
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
