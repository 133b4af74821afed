package org.openshift.ci.mirror.api.watch;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whether changed tags are noticed. */
@RestController
public final class WatchController {

  private final Watches watches;

  public WatchController(Watches watches) {
    this.watches = watches;
  }

  record WatchListing(List<WatchEntry> watches) {}

  @GetMapping("/api/v1/watches")
  WatchListing list() {
    return new WatchListing(watches.open());
  }
}
