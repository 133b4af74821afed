package org.openshift.ci.mirror.api.batch;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.openshift.ci.mirror.api.access.Access;
import org.openshift.ci.mirror.api.access.Caller;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.RequestParameters;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Triggers all tasks that a filter selects. */
@RestController
public final class BatchController {

  private static final Logger log = LoggerFactory.getLogger(BatchController.class);

  private final Access access;
  private final Batches batches;

  public BatchController(Access access, Batches batches) {
    this.access = access;
    this.batches = batches;
  }

  @PostMapping(path = "/api/v1/mirrors/trigger", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BatchAnswer> trigger(HttpServletRequest http) {
    RequestParameters parameters = new RequestParameters(http.getParameterMap());
    String by =
        access.require(
            Caller.of(http), Action.TRIGGER.wireName(), BatchRequest.namespace(parameters));
    BatchRequest request = BatchRequest.of(parameters);
    long total = batches.count(request.query());
    if (request.preview() || total == 0) {
      return ResponseEntity.ok(new BatchAnswer(total, null, null));
    }
    OperatorRequest asked = new OperatorRequest(Action.TRIGGER, by, request.reason());
    StartedBatch started = batches.start(request.query(), asked);
    log.info(
        "{}: batch {} for {} tasks ({})",
        asked.inWords(Action.TRIGGER.wireName()),
        started.id(),
        total,
        request.query().text());
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/batches/" + started.id()))
        .body(new BatchAnswer(total, started.id(), started.url()));
  }

  @GetMapping("/api/v1/batches/{id}")
  BatchProgress progress(
      @Parameter(schema = @Schema(type = "string", format = "uuid")) @PathVariable String id) {
    return batches
        .find(uuid(id))
        .orElseThrow(
            () ->
                ApiProblem.of(
                    ApiProblem.Kind.NOT_FOUND,
                    "no batch %s is known; it may have ended longer ago than Temporal keeps it"
                        .formatted(id)));
  }

  private static String uuid(String id) {
    try {
      return UUID.fromString(id).toString();
    } catch (IllegalArgumentException e) {
      throw ApiProblem.badRequest("the id of a batch is a UUID, as in the answer to its start");
    }
  }
}
