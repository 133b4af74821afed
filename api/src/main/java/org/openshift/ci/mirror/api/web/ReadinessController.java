package org.openshift.ci.mirror.api.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whether Temporal answers this service; 503 with the reason when it does not. */
@RestController
public final class ReadinessController {

  private final Readiness readiness;

  public ReadinessController(Readiness readiness) {
    this.readiness = readiness;
  }

  record Ready(boolean ready) {}

  @GetMapping("/readyz")
  Ready ready() {
    readiness.require();
    return new Ready(true);
  }
}
