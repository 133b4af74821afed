package org.openshift.ci.mirror.api.listing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.RequestParameters;

/**
 * A request for the listing.
 *
 * @param show whether to return entries and not only their number
 * @param limit how many entries to return at most, 1 to {@value #MAX_LIMIT}
 * @param query selects the tasks
 * @param order the order of the entries
 * @param pageToken the token of the page before; empty for the first page
 */
record ListingRequest(boolean show, int limit, TaskQuery query, TaskOrder order, String pageToken) {

  /** The largest page of Temporal's visibility. */
  static final int MAX_LIMIT = 1000;

  private static final List<String> PARAMETERS = parameters();

  /** A request for the order that is the default. */
  ListingRequest(boolean show, int limit, TaskQuery query, String pageToken) {
    this(show, limit, query, TaskOrder.NEWEST, pageToken);
  }

  /**
   * Parses the parameters of a request.
   *
   * @throws ApiProblem when one is unknown, is repeated, or has a value that is not allowed
   */
  static ListingRequest of(Map<String, String[]> values) {
    RequestParameters parameters = new RequestParameters(values);
    parameters.requireOnly(PARAMETERS);
    String action = parameters.get("action", "summarize");
    RequestParameters.requireOneOf("action", action, List.of("summarize", "show"));
    boolean show = action.equals("show");
    for (String name : List.of("sort", "page_token")) {
      if (!show && parameters.has(name)) {
        throw ApiProblem.badRequest("'" + name + "' is allowed with action=show only");
      }
    }
    return new ListingRequest(
        show,
        limit(parameters.get("limit", "1")),
        TaskFilters.query(parameters),
        TaskOrder.of(parameters.get("sort", TaskOrder.NEWEST.wireName())),
        parameters.get("page_token", ""));
  }

  private static int limit(String value) {
    try {
      int limit = Integer.parseInt(value);
      if (limit >= 1 && limit <= MAX_LIMIT) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // Falls through to the exception below.
    }
    throw ApiProblem.badRequest(
        "'limit' is '%s', and must be a number from 1 to %d".formatted(value, MAX_LIMIT));
  }

  private static List<String> parameters() {
    List<String> names = new ArrayList<>(List.of("action", "limit", "sort", "page_token"));
    names.addAll(TaskFilters.NAMES);
    return List.copyOf(names);
  }
}
