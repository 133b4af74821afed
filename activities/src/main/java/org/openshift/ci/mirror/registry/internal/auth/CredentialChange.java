package org.openshift.ci.mirror.registry.internal.auth;

import java.util.Objects;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/** Two versions of the credentials file, and for which repositories they differ. */
record CredentialChange(DockerConfigFile before, DockerConfigFile now) {

  /**
   * Whether a repository's credential may be another one now. True for every repository whose
   * credential comes from a helper, because only the helper knows.
   */
  boolean concerns(Repository repository) {
    return asksHelper(repository)
        || !Objects.equals(before.store(), now.store())
        || !DockerConfigFile.longestMatch(before.helpers(), repository)
            .equals(DockerConfigFile.longestMatch(now.helpers(), repository))
        || !DockerConfigFile.longestMatch(before.credentials(), repository)
            .equals(DockerConfigFile.longestMatch(now.credentials(), repository));
  }

  private boolean asksHelper(Repository repository) {
    return DockerConfigFile.longestMatch(now.helpers(), repository).isPresent()
        || (now.store() != null
            && DockerConfigFile.longestMatch(now.credentials(), repository).isEmpty());
  }
}
