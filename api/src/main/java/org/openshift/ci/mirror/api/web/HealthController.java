package org.openshift.ci.mirror.api.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says that this process answers HTTP; whether Temporal answers does not matter here, but to {@link
 * ReadinessController}.
 */
@RestController
public final class HealthController {

  record Health(boolean ok) {}

  /** {@code /healthz} is the worker's path for the same. */
  @GetMapping({"/api/health", "/healthz"})
  Health health() {
    return new Health(true);
  }
}
