package org.openshift.ci.mirror.api.web;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says that this process answers; it says nothing about Temporal, which may be down meanwhile. */
@RestController
public final class HealthController {

  record Health(boolean ok) {}

  @GetMapping("/api/health")
  Health health() {
    return new Health(true);
  }
}
