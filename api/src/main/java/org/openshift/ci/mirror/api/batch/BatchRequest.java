package org.openshift.ci.mirror.api.batch;

import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.api.access.Access;
import org.openshift.ci.mirror.api.listing.TaskFilters;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.trigger.Reason;
import org.openshift.ci.mirror.api.web.RequestParameters;

/**
 * A request to trigger or unpark many tasks.
 *
 * @param query selects the tasks
 * @param preview whether only to say how many they are
 * @param reason why; empty when not given
 */
record BatchRequest(TaskQuery query, boolean preview, String reason) {

  private static final String ALL = "all";
  private static final String PREVIEW = "preview";
  private static final List<String> BOOLEAN = List.of("true", "false");

  private static final List<String> PARAMETERS = parameters();

  /**
   * Parses the parameters of a request. One that names neither a filter nor {@code all=true} is
   * refused, because forgetting a filter must not trigger everything.
   *
   * @throws ApiProblem when they are not valid
   */
  static BatchRequest of(RequestParameters parameters) {
    parameters.requireOnly(PARAMETERS);
    String all = parameters.get(ALL, "false");
    String preview = parameters.get(PREVIEW, "false");
    RequestParameters.requireOneOf(ALL, all, BOOLEAN);
    RequestParameters.requireOneOf(PREVIEW, preview, BOOLEAN);
    boolean filtered = TaskFilters.NAMES.stream().anyMatch(parameters::has);
    if (filtered == Boolean.parseBoolean(all)) {
      throw ApiProblem.badRequest(
          "give either a filter (%s), or 'all=true' for all open tasks"
              .formatted(String.join(", ", TaskFilters.NAMES)));
    }
    return new BatchRequest(
        TaskFilters.query(parameters), Boolean.parseBoolean(preview), Reason.of(parameters));
  }

  /** The namespace of all tasks that the request can select. */
  static String namespace(RequestParameters parameters) {
    return parameters.get("namespace", Access.ALL_NAMESPACES);
  }

  private static List<String> parameters() {
    List<String> names = new ArrayList<>(TaskFilters.NAMES);
    names.addAll(List.of(ALL, PREVIEW, Reason.PARAMETER));
    return List.copyOf(names);
  }
}
