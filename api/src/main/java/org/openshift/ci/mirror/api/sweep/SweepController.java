package org.openshift.ci.mirror.api.sweep;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says what the sweeps found, and when the next ones are due. */
@RestController
public final class SweepController {

  private final Sweeps sweeps;

  public SweepController(Sweeps sweeps) {
    this.sweeps = sweeps;
  }

  @GetMapping("/api/v1/sweeps")
  SweepListing list() {
    return sweeps.read();
  }
}
