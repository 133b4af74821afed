package org.openshift.ci.mirror.api.batch;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.UUID;
import org.openshift.ci.mirror.api.access.Access;
import org.openshift.ci.mirror.api.access.Caller;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.RequestParameters;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
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

/** Triggers or unparks all tasks that a filter selects. */
@RestController
public final class BatchController {

  private static final Logger log = LoggerFactory.getLogger(BatchController.class);

  private static final String PARKED_BY_HAND = MirrorErrorType.PARKED_BY_HAND.wireName();

  private final Access access;
  private final Batches batches;

  public BatchController(Access access, Batches batches) {
    this.access = access;
    this.batches = batches;
  }

  @PostMapping(path = "/api/v1/mirrors/trigger", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BatchAnswer> trigger(HttpServletRequest http) {
    return ask(http, Action.TRIGGER);
  }

  @PostMapping(path = "/api/v1/mirrors/unpark", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BatchAnswer> unpark(HttpServletRequest http) {
    return ask(http, Action.UNPARK);
  }

  private ResponseEntity<BatchAnswer> ask(HttpServletRequest http, Action action) {
    RequestParameters parameters = new RequestParameters(http.getParameterMap());
    String by =
        access.require(Caller.of(http), action.wireName(), BatchRequest.namespace(parameters));
    BatchRequest request = BatchRequest.of(parameters);
    TaskQuery byHand =
        request.query().where(MirrorSearchAttributes.MIRROR_ERROR_TYPE, PARKED_BY_HAND);
    TaskQuery others =
        request.query().whereNot(MirrorSearchAttributes.MIRROR_ERROR_TYPE, PARKED_BY_HAND);
    // A trigger does not end what a person parked, and an unpark ends nothing else.
    boolean unparks = action == Action.UNPARK;
    TaskQuery query = unparks ? byHand : others;
    long leftParked = unparks ? 0 : batches.count(byHand);
    long total = batches.count(query);
    if (request.preview() || total == 0) {
      return ResponseEntity.ok(new BatchAnswer(total, leftParked, null, null));
    }
    OperatorRequest asked = new OperatorRequest(action, by, request.reason());
    StartedBatch started = batches.start(query, asked);
    log.info(
        "{}: batch {} for {} tasks ({})",
        asked.inWords(action.wireName()),
        started.id(),
        total,
        query.text());
    return ResponseEntity.accepted()
        .location(URI.create("/api/v1/batches/" + started.id()))
        .body(new BatchAnswer(total, leftParked, started.id(), started.url()));
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
