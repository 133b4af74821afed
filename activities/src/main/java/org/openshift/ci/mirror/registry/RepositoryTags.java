package org.openshift.ci.mirror.registry;

import java.net.URI;

/**
 * Lists and removes the tags of a repository. Removing a tag removes neither its image nor other
 * tags of it: no request names a digest, and no redirect is followed.
 *
 * <p>All methods block, and do not repeat a request that failed.
 */
public interface RepositoryTags {

  /**
   * A page of the names of all tags, by the registry's API (OCI distribution specification,
   * "Listing Tags").
   *
   * @param image any image of the repository
   * @param next the address of the page, from the page before; null for the first page
   * @throws RegistryException when the registry does not answer, or with an error
   */
  TagNames tagNames(PullSpec image, URI next);

  /**
   * Removes a tag by the registry's API (OCI distribution specification, "Deleting tags").
   *
   * @param tag has a tag and no digest
   * @param guard is asked before and during the request, and may throw to prevent it. When it no
   *     longer holds, the removal fails as {@link RegistryError#TIMEOUT}, and the tag stays
   * @return false if there is no such tag
   * @throws RegistryException of the scope {@link FailureScope#METHOD} when the registry does not
   *     remove tags, else as for other requests
   * @throws IllegalArgumentException when {@code tag} has a digest, or no tag
   */
  boolean removeTag(PullSpec tag, WriteGuard guard);

  /**
   * Removes a tag as {@link #removeTag} does, by quay's own API (Red Hat Quay API reference,
   * "deleteFullTag").
   *
   * @param token of scope {@code repo:write}
   */
  boolean removeTagByApi(PullSpec tag, TagApiToken token, WriteGuard guard);
}
