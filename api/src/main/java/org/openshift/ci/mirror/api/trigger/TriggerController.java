package org.openshift.ci.mirror.api.trigger;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.TagPath;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.ImageStreamNames;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Re-triggering a tag's mirror task. */
@RestController
public final class TriggerController {

  private static final Logger log = LoggerFactory.getLogger(TriggerController.class);

  private final TriggerAccess access;
  private final MirrorTrigger trigger;

  public TriggerController(TriggerAccess access, MirrorTrigger trigger) {
    this.access = access;
    this.trigger = trigger;
  }

  // With what it produces, an answer that the client does not accept is refused before the trigger.
  @PostMapping(
      path = "/api/v1/mirrors/{namespace}/{name}/{tag}/trigger",
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Triggered> trigger(
      @PathVariable String namespace,
      @PathVariable String name,
      @PathVariable String tag,
      HttpServletRequest request) {
    access.require(request.getHeader(HttpHeaders.AUTHORIZATION), request.getRemoteAddr());
    TagReference reference = TagPath.reference(namespace, name, tag);
    ImageStreamNames.problemOf(reference)
        .or(() -> DestinationTags.problemOf(reference).map(Problem::message))
        .ifPresent(
            problem -> {
              throw ApiProblem.badRequest(problem);
            });
    Triggered triggered = trigger.trigger(reference);
    log.info(
        "{} re-triggered from {}: {} workflow {} run {}",
        reference,
        request.getRemoteAddr(),
        triggered.started() ? "started" : "triggered",
        triggered.workflowId(),
        triggered.runId());
    return ResponseEntity.accepted().location(report(reference)).body(triggered);
  }

  /**
   * Where the outcome will be: this service has no rules, and the task decides after the answer.
   */
  private static URI report(TagReference tag) {
    return URI.create("/api/v1/mirrors/%s/%s/%s".formatted(tag.namespace(), tag.name(), tag.tag()));
  }
}
