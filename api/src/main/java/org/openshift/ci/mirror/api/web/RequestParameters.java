package org.openshift.ci.mirror.api.web;

import java.util.Collection;
import java.util.Map;
import org.openshift.ci.mirror.api.problem.ApiProblem;

/**
 * The parameters of a request. Unknown ones are refused, because a filter that is silently ignored
 * would give a wrong answer.
 *
 * @param values the values by name, as of a servlet request
 */
public record RequestParameters(Map<String, String[]> values) {

  /**
   * Makes sure that all names are known and none is repeated.
   *
   * @throws ApiProblem when one is unknown or repeated
   */
  public void requireOnly(Collection<String> known) {
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

  /** Whether the parameter is given. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The parameter's value, or the other one when it is not given. */
  public String get(String name, String otherwise) {
    return has(name) ? values.get(name)[0] : otherwise;
  }

  /** Throws {@link ApiProblem} when the value is not allowed. */
  public static void requireOneOf(String name, String value, Collection<String> allowed) {
    if (!allowed.contains(value)) {
      throw ApiProblem.badRequest(
          "'%s' is '%s', and must be one of: %s"
              .formatted(name, value, String.join(", ", allowed)));
    }
  }
}
