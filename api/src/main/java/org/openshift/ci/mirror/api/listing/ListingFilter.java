package org.openshift.ci.mirror.api.listing;

import io.temporal.common.SearchAttributeKey;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;

/** The parameters that narrow the listing, each a search attribute with its possible values. */
enum ListingFilter {
  STALE("stale", List.of("true", "false")) {
    @Override
    TaskQuery narrow(TaskQuery query, String value) {
      return query.where(MirrorSearchAttributes.STALE, value.equals("true"));
    }
  },
  OWNER(
      "owner",
      MirrorSearchAttributes.MIRROR_OWNER,
      names(MirrorOwner.values(), MirrorOwner::wireName)),
  STATE(
      "state",
      MirrorSearchAttributes.MIRROR_STATE,
      names(MirrorState.values(), MirrorState::wireName)),
  ERROR_TYPE(
      "error_type",
      MirrorSearchAttributes.MIRROR_ERROR_TYPE,
      names(MirrorErrorType.values(), MirrorErrorType::wireName)),
  NAMESPACE("namespace", MirrorSearchAttributes.IMAGE_NAMESPACE, List.of()),
  NAME("name", MirrorSearchAttributes.IMAGE_NAME, List.of()),
  TAG("tag", MirrorSearchAttributes.IMAGE_TAG, List.of());

  private final String parameter;
  private final SearchAttributeKey<String> key;
  private final List<String> allowed;

  ListingFilter(String parameter, List<String> allowed) {
    this(parameter, null, allowed);
  }

  ListingFilter(String parameter, SearchAttributeKey<String> key, List<String> allowed) {
    this.parameter = parameter;
    this.key = key;
    this.allowed = allowed;
  }

  /** The name in a request. */
  String parameter() {
    return parameter;
  }

  /** The query with this filter added. */
  TaskQuery apply(TaskQuery query, String value) {
    if (!allowed.isEmpty()) {
      RequestParameters.requireOneOf(parameter, value, allowed);
    }
    return narrow(query, value);
  }

  TaskQuery narrow(TaskQuery query, String value) {
    return query.where(key, value);
  }

  private static <T> List<String> names(T[] values, Function<T, String> name) {
    return Arrays.stream(values).map(name).toList();
  }
}
