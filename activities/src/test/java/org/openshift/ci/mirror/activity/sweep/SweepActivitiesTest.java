package org.openshift.ci.mirror.activity.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.client.WorkflowOptions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.activity.MemoryTemporal;
import org.openshift.ci.mirror.activity.OpenTaskBuilder;
import org.openshift.ci.mirror.activity.World;
import org.openshift.ci.mirror.activity.task.FakeOpenTaskStore;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.ResyncWorkflow;
import org.openshift.ci.mirror.contract.SweepInput;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.SweepSummary;

/** The activities of a sweep in a sweep workflow. */
@Timeout(60)
class SweepActivitiesTest {

  private final World world = new World();
  private final MemoryTemporal temporal = new MemoryTemporal(world);

  @AfterEach
  void stop() {
    temporal.close();
  }

  private SweepSummary resync() {
    return temporal
        .client()
        .newWorkflowStub(
            ResyncWorkflow.class,
            WorkflowOptions.newBuilder().setTaskQueue(MirrorMode.REAL.sweepQueue()).build())
        .resync(SweepInput.all(MirrorMode.REAL));
  }

  @Test
  void startsReviewsAndCounts() {
    world.watched("test/new:1", 'a');
    world.tasks.open(OpenTaskBuilder.of("test/gone:1").failedWith(MirrorErrorType.TIMEOUT).build());
    assertEquals(new SweepSummary(1, 0, 1, 1, null, null), resync());
    assertEquals(Set.of(FakeOpenTaskStore.id("test/new:1")), world.tasks.started);
    assertEquals(Set.of(FakeOpenTaskStore.id("test/gone:1")), world.tasks.triggered);
    assertEquals(List.of("compared 1", "finished resync"), temporal.metrics.counted);
  }

  /** Another worker may have the newest rules, or this one has them later. */
  @Test
  void aPageIsRetriedUntilItsWorkerHasTheNewestRules() {
    world.register.outdatedFor(3);
    world.watched("test/new:1", 'a');
    assertEquals(1, resync().started());
    assertEquals(true, world.register.questions.size() >= 4);
  }
}
