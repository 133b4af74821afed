package org.openshift.ci.mirror.api.listing;

import java.util.Collection;
import java.util.Map;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/**
 * The parameters of a request. Unknown ones are refused, because a filter that is silently ignored
 * would give a wrong answer.
 */
record RequestParameters(Map<String, String[]> values) {

  /**
   * Makes sure that all names are known and none is repeated.
   *
   * @throws ApiProblem when one is unknown or repeated
   */
  void requireOnly(Collection<String> known) {
    values.forEach(
        (name, given) -> {
          if (!known.contains(name)) {
            throw ApiProblem.badRequest(
                "there is no parameter '%s'; there are: %s"
                    .formatted(name, String.join(", ", known)));
          }
          if (given.length != 1) {
            throw ApiProblem.badRequest(
                "'%s' is given %d times; give it once".formatted(name, given.length));
          }
        });
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  String get(String name, String otherwise) {
    return has(name) ? values.get(name)[0] : otherwise;
  }

  /** Throws {@link ApiProblem} when the value is not allowed. */
  static void requireOneOf(String name, String value, Collection<String> allowed) {
    if (!allowed.contains(value)) {
      throw ApiProblem.badRequest(
          "'%s' is '%s', and must be one of: %s"
              .formatted(name, value, String.join(", ", allowed)));
    }
  }
}
