package org.openshift.ci.mirror.api.status;

import java.time.InstantSource;
import java.util.List;
import org.openshift.ci.mirror.api.access.Access;
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
  private final TaskCounter tasks;
  private final Access access;
  private final InstantSource clock;

  public StatusController(
      Sweeps sweeps, Watches watches, TaskCounter tasks, Access access, InstantSource clock) {
    this.sweeps = sweeps;
    this.watches = watches;
    this.tasks = tasks;
    this.access = access;
    this.clock = clock;
  }

  @GetMapping("/api/v1/status")
  StatusReport status() {
    List<WatchEntry> open = watches.open();
    return Health.of(
        sweeps.read(),
        WatchEntry.areOfADryRunOnly(open),
        open,
        tasks.count(),
        access.tokenSource(),
        clock.instant());
  }
}
