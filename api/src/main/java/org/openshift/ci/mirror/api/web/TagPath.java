package org.openshift.ci.mirror.api.web;

import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.ImageStreamNames;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/** An image stream tag as three segments of a URL's path. */
public final class TagPath {

  private TagPath() {}

  /**
   * The image stream tag with these parts.
   *
   * @throws ApiProblem when a part is not valid
   */
  public static TagReference reference(String namespace, String name, String tag) {
    try {
      return new TagReference(namespace, name, tag);
    } catch (IllegalArgumentException e) {
      throw ApiProblem.badRequest(e.getMessage());
    }
  }

  /**
   * Makes sure that an image stream may have this tag, and a registry its copy.
   *
   * @throws ApiProblem when there cannot be such a tag
   */
  public static void requirePossible(TagReference tag) {
    ImageStreamNames.problemOf(tag)
        .or(() -> FloatingTag.problemOf(tag).map(Problem::message))
        .ifPresent(
            problem -> {
              throw ApiProblem.badRequest(problem);
            });
  }
}
