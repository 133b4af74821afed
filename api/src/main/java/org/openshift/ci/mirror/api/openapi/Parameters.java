package org.openshift.ci.mirror.api.openapi;

import io.swagger.v3.oas.models.PathItem.HttpMethod;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.api.listing.TaskFilters;
import org.openshift.ci.mirror.api.listing.TaskOrder;
import org.openshift.ci.mirror.api.lookup.LookupController;
import org.openshift.ci.mirror.api.trigger.Reason;
import org.openshift.ci.mirror.model.OperatorRequest;

/** The parameters that controllers take from the request as a whole. */
final class Parameters {

  private static final int MAX_FILTER_LENGTH = 255;
  private static final List<String> BOOLEAN = List.of("true", "false");

  private Parameters() {}

  static List<Parameter> of(String path, HttpMethod method) {
    boolean asks = method == HttpMethod.POST;
    List<Parameter> parameters = new ArrayList<>();
    if (path.equals("/api/v1/mirrors")) {
      parameters.add(query("action", oneOf(List.of("summarize", "show"))));
      parameters.add(query("limit", limit()));
      parameters.add(query("sort", oneOf(TaskOrder.NAMES)));
      parameters.add(query("page_token", text(null)));
    }
    if (isForMany(path)) {
      parameters.add(query("all", oneOf(BOOLEAN)));
      parameters.add(query("preview", oneOf(BOOLEAN)));
    }
    if (path.equals("/api/v1/mirrors") || isForMany(path)) {
      TaskFilters.VALUES.forEach(
          (name, allowed) ->
              parameters.add(
                  query(name, allowed.isEmpty() ? text(MAX_FILTER_LENGTH) : oneOf(allowed))));
    }
    if (path.equals("/api/v1/tags")) {
      parameters.add(query(LookupController.PULL_SPEC, text(null)));
    }
    if (path.equals("/api/v1/mirrors/{namespace}/{name}/{tag}")) {
      parameters.add(query("check", oneOf(List.of("now"))));
    }
    if (asks) {
      parameters.add(query(Reason.PARAMETER, text(OperatorRequest.MAX_LENGTH)));
    }
    return parameters;
  }

  /** Whether requests to this path ask something of all tasks that filters select. */
  static boolean isForMany(String path) {
    return path.equals("/api/v1/mirrors/trigger") || path.equals("/api/v1/mirrors/unpark");
  }

  private static Parameter query(String name, Schema<?> schema) {
    return new QueryParameter().name(name).required(false).schema(schema);
  }

  private static Schema<?> limit() {
    Schema<?> schema = typed("integer");
    schema.setMinimum(BigDecimal.ONE);
    schema.setMaximum(BigDecimal.valueOf(1_000));
    return schema;
  }

  private static Schema<?> text(Integer maxLength) {
    Schema<?> schema = typed("string");
    schema.setMaxLength(maxLength);
    return schema;
  }

  static Schema<?> typed(String type) {
    Schema<?> schema = new Schema<>();
    schema.addType(type);
    return schema;
  }

  private static Schema<String> oneOf(List<String> values) {
    Schema<String> schema = new Schema<>();
    schema.addType("string");
    schema.setEnum(values);
    return schema;
  }
}
