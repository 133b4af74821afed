package org.openshift.ci.mirror.api.openapi;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * Completes what springdoc reads from the controllers: parameters that they take from the request
 * as a whole, statuses, problems and the bearer token.
 */
public final class ApiDescription implements OpenApiCustomizer {

  private static final String TOKEN = "token";
  private static final String PROBLEM = "Problem";

  @Override
  public void customise(OpenAPI api) {
    api.setInfo(
        new Info()
            .title("ci-images-mirror")
            .version("1")
            .description("Open mirror tasks, what they wait for, and what may be asked of them."));
    api.setServers(List.of(new Server().url("/")));
    api.getComponents()
        .addSecuritySchemes(
            TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer"));
    Nullability.complete(api.getComponents().getSchemas());
    api.getComponents().addSchemas(PROBLEM, problem());
    api.getPaths().forEach(ApiDescription::complete);
  }

  private static void complete(String path, PathItem item) {
    item.readOperationsMap()
        .forEach(
            (method, operation) -> {
              operation.setTags(null);
              operation.setOperationId(null);
              operation.setSummary(Summaries.of(method, path));
              Parameters.of(path, method).forEach(operation::addParametersItem);
              if (method == PathItem.HttpMethod.POST) {
                accepted(path, operation);
                operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
              }
              anyOfSeveral(operation);
              operation.getResponses().addApiResponse("default", refusal());
            });
  }

  /** What starts something is accepted, not done. */
  private static void accepted(String path, Operation operation) {
    ApiResponses responses = operation.getResponses();
    ApiResponse answer = responses.get("200");
    responses.addApiResponse(
        "202", new ApiResponse().description("Accepted").content(answer.getContent()));
    if (!Parameters.isForMany(path)) {
      responses.remove("200");
    }
  }

  /** A report with a comparison has all that one without it has, so both describe it. */
  private static void anyOfSeveral(Operation operation) {
    ApiResponse answer = operation.getResponses().get("200");
    if (answer != null && answer.getContent() != null) {
      for (MediaType content : answer.getContent().values()) {
        Schema<?> schema = content.getSchema();
        if (schema != null && schema.getOneOf() != null) {
          schema.setAnyOf(schema.getOneOf());
          schema.setOneOf(null);
        }
      }
    }
  }

  private static ApiResponse refusal() {
    return new ApiResponse()
        .description("A problem (RFC 9457); its detail says what was wrong and what to do")
        .content(
            new Content()
                .addMediaType(
                    "application/problem+json",
                    new MediaType()
                        .schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
  }

  private static Schema<?> problem() {
    Schema<?> schema = Parameters.typed("object");
    Map<String, String> types =
        Map.of("title", "string", "status", "integer", "detail", "string", "instance", "string");
    types.forEach((name, type) -> schema.addProperty(name, Parameters.typed(type)));
    schema.setRequired(List.of("status", "title"));
    return schema;
  }
}
