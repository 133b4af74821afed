package org.openshift.ci.mirror.api.access;

import java.util.Optional;

/** Asks a cluster's API server. Both methods throw {@code ApiProblem} when it does not say. */
interface ClusterReviews extends AutoCloseable {

  /**
   * Whom the token belongs to (TokenReview); empty for a token that the cluster does not know.
   *
   * @param known whether the token was valid lately, so that it must not wait behind guesses
   */
  Optional<ClusterUser> user(String token, boolean known);

  /**
   * Whether the user may use the verb on {@value ClusterAccess#RESOURCE} of the namespace
   * (SubjectAccessReview).
   *
   * @param namespace empty for all namespaces
   */
  boolean allowed(ClusterUser user, String verb, String namespace);

  @Override
  void close();
}
