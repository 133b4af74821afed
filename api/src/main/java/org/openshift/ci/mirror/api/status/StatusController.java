package org.openshift.ci.mirror.api.status;

import java.time.InstantSource;
import java.util.List;
import org.openshift.ci.mirror.api.access.Access;
import org.openshift.ci.mirror.api.sweep.SweepListing;
import org.openshift.ci.mirror.api.sweep.Sweeps;
import org.openshift.ci.mirror.api.watch.WatchEntry;
import org.openshift.ci.mirror.api.watch.Watches;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says whether all is well, the same to everybody. */
@RestController
public final class StatusController {

  private final Sweeps sweeps;
  private final Watches watches;
  private final Outages outages;
  private final TaskCounter tasks;
  private final Access access;
  private final InstantSource clock;

  public StatusController(
      Sweeps sweeps,
      Watches watches,
      Outages outages,
      TaskCounter tasks,
      Access access,
      InstantSource clock) {
    this.sweeps = sweeps;
    this.watches = watches;
    this.outages = outages;
    this.tasks = tasks;
    this.access = access;
    this.clock = clock;
  }

  @GetMapping("/api/v1/status")
  StatusReport status() {
    List<WatchEntry> open = watches.open();
    SweepListing listing = sweeps.read();
    return Health.of(
        listing,
        WatchEntry.areOfADryRunOnly(open),
        open,
        outages.open(),
        tasks.count(),
        listing.summary() == null ? 0 : tasks.withdrawnByHandSince(listing.summary().comparedAt()),
        access.tokenSource(),
        clock.instant());
  }
}
