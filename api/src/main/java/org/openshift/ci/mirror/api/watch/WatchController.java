package org.openshift.ci.mirror.api.watch;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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

  /**
   * The answer.
   *
   * @param dryRunOnly whether only a dry run has workers, so that nothing is pushed; it is in the
   *     answer only then. The API has no mode of its own that could differ from the workers'
   */
  record WatchListing(
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) @JsonProperty("dry_run_only")
          boolean dryRunOnly,
      @JsonProperty("watches") List<WatchEntry> watches) {

    static WatchListing of(List<WatchEntry> open) {
      return new WatchListing(WatchEntry.areOfADryRunOnly(open), open);
    }
  }

  @GetMapping("/api/v1/watches")
  WatchListing list() {
    return WatchListing.of(watches.open());
  }
}
