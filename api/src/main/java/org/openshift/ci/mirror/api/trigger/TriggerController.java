package org.openshift.ci.mirror.api.trigger;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import org.openshift.ci.mirror.api.access.Access;
import org.openshift.ci.mirror.api.access.Caller;
import org.openshift.ci.mirror.api.web.RequestParameters;
import org.openshift.ci.mirror.api.web.TagPath;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Triggering, parking, unparking and withdrawing a tag's mirror task. */
@RestController
public final class TriggerController {

  private static final Logger log = LoggerFactory.getLogger(TriggerController.class);

  private final Access access;
  private final MirrorTrigger trigger;

  public TriggerController(Access access, MirrorTrigger trigger) {
    this.access = access;
    this.trigger = trigger;
  }

  // With what it produces, an answer that the client does not accept is refused before the request.
  @PostMapping(
      path = "/api/v1/mirrors/{namespace}/{name}/{tag}/{action:trigger|park|unpark|withdraw}",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Triggered> ask(
      @PathVariable String namespace,
      @PathVariable String name,
      @PathVariable String tag,
      @Parameter(schema = @Schema(allowableValues = {"trigger", "park", "unpark", "withdraw"}))
          @PathVariable
          String action,
      HttpServletRequest http) {
    String by = access.require(Caller.of(http), action, namespace);
    TagReference reference = TagPath.reference(namespace, name, tag);
    TagPath.requirePossible(reference);
    RequestParameters parameters = new RequestParameters(http.getParameterMap());
    parameters.requireOnly(List.of(Reason.PARAMETER));
    OperatorRequest request =
        new OperatorRequest(OperatorRequest.Action.of(action), by, Reason.of(parameters));
    Triggered asked = trigger.ask(reference, request);
    log.info(
        "{} from {}: {} workflow {} run {} for {}",
        request.inWords(action),
        http.getRemoteAddr(),
        asked.started() ? "started" : "asked",
        asked.workflowId(),
        asked.runId(),
        reference);
    return ResponseEntity.accepted().location(report(reference)).body(asked);
  }

  /**
   * Where the outcome will be: this service has no rules, and the task decides after the answer.
   */
  private static URI report(TagReference tag) {
    return URI.create("/api/v1/mirrors/%s/%s/%s".formatted(tag.namespace(), tag.name(), tag.tag()));
  }
}
