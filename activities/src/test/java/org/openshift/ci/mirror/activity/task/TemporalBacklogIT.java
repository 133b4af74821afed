package org.openshift.ci.mirror.activity.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.DevTemporal;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.contract.MirrorMode;

/** The backlog that a real Temporal server reports. */
@Timeout(60)
class TemporalBacklogIT {

  @Test
  void countsTasksOfNoWorkerAndPushesThatThisWorkerCannotBegin() {
    try (DevTemporal temporal = DevTemporal.start()) {
      AtomicLong queued = new AtomicLong();
      TemporalBacklog backlog =
          new TemporalBacklog(temporal.client(), MirrorMode.REAL, queued::get);
      TemporalOpenTaskStore tasks = new TemporalOpenTaskStore(temporal.client(), MirrorMode.REAL);
      assertEquals(0, backlog.size());
      for (int number = 0; number < 3; number++) {
        tasks.startOrTrigger(World.destination("test/s" + number + ":1"), null);
      }
      DevTemporal.until("three tasks wait", () -> backlog.size() == 3);
      queued.set(5);
      assertEquals(8, backlog.size());
      assertEquals(0, new TemporalBacklog(temporal.client(), MirrorMode.DRY_RUN, () -> 0).size());
    }
  }
}
