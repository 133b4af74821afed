package org.openshift.ci.mirror.api.listing;

import io.temporal.common.SearchAttributeKey;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.openshift.ci.mirror.api.web.RequestParameters;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;

/**
 * A request parameter that filters the listing by a search attribute.
 *
 * @param parameter the parameter's name
 * @param allowed the allowed values; empty for any
 * @param narrow adds the filter to a query
 */
record ListingFilter(
    String parameter, List<String> allowed, BiFunction<TaskQuery, String, TaskQuery> narrow) {

  /** Every filter, in the order of the conditions in a query. */
  static final List<ListingFilter> ALL =
      List.of(
          new ListingFilter(
              "stale",
              List.of("true", "false"),
              (query, value) ->
                  query.where(MirrorSearchAttributes.STALE, Boolean.parseBoolean(value))),
          keyword(
              "owner",
              MirrorSearchAttributes.MIRROR_OWNER,
              names(MirrorOwner.values(), MirrorOwner::wireName)),
          keyword(
              "state",
              MirrorSearchAttributes.MIRROR_STATE,
              names(MirrorState.values(), MirrorState::wireName)),
          keyword(
              "error_type",
              MirrorSearchAttributes.MIRROR_ERROR_TYPE,
              names(MirrorErrorType.values(), MirrorErrorType::wireName)),
          keyword("namespace", MirrorSearchAttributes.IMAGE_NAMESPACE, List.of()),
          keyword("name", MirrorSearchAttributes.IMAGE_NAME, List.of()),
          keyword("tag", MirrorSearchAttributes.IMAGE_TAG, List.of()));

  /**
   * The query with this filter added.
   *
   * @throws org.openshift.ci.mirror.api.problem.ApiProblem when the value is not allowed
   */
  TaskQuery apply(TaskQuery query, String value) {
    if (!allowed.isEmpty()) {
      RequestParameters.requireOneOf(parameter, value, allowed);
    }
    return narrow.apply(query, value);
  }

  private static ListingFilter keyword(
      String parameter, SearchAttributeKey<String> key, List<String> allowed) {
    return new ListingFilter(parameter, allowed, (query, value) -> query.where(key, value));
  }

  private static <T> List<String> names(T[] values, Function<T, String> name) {
    return Arrays.stream(values).map(name).toList();
  }
}
