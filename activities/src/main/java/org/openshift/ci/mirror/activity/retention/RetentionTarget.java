package org.openshift.ci.mirror.activity.retention;

import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.TagApiToken;

/**
 * The repository whose date tags are removed.
 *
 * @param repository {@code registry/repository}
 * @param tagApi whether it has quay's own API, which then lists its tags
 * @param token for that API. With a token, the API also removes tags; without, the registry does
 */
public record RetentionTarget(String repository, boolean tagApi, TagApiToken token) {

  PullSpec tag(String tag) {
    return PullSpec.parse(repository + ":" + tag);
  }

  boolean removesByApi() {
    return tagApi && token.file() != null;
  }

  @Override
  public String toString() {
    return repository;
  }
}
