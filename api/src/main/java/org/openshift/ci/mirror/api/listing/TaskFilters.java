package org.openshift.ci.mirror.api.listing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.openshift.ci.mirror.api.web.RequestParameters;

/** The filters for open mirror tasks that a request may have as parameters. */
public final class TaskFilters {

  /** The names of the parameters. */
  public static final List<String> NAMES =
      ListingFilter.ALL.stream().map(ListingFilter::parameter).toList();

  /** The allowed values by parameter; an empty list for any value. */
  public static final SequencedMap<String, List<String>> VALUES = values();

  private TaskFilters() {}

  private static SequencedMap<String, List<String>> values() {
    SequencedMap<String, List<String>> values = new LinkedHashMap<>();
    ListingFilter.ALL.forEach(filter -> values.put(filter.parameter(), filter.allowed()));
    return Collections.unmodifiableSequencedMap(values);
  }

  /**
   * The query for the open tasks that all given filters select.
   *
   * @throws org.openshift.ci.mirror.api.problem.ApiProblem when a value is not allowed
   */
  public static TaskQuery query(RequestParameters parameters) {
    TaskQuery query = TaskQuery.openTasks();
    for (ListingFilter filter : ListingFilter.ALL) {
      if (parameters.has(filter.parameter())) {
        query = filter.apply(query, parameters.get(filter.parameter(), ""));
      }
    }
    return query;
  }
}
