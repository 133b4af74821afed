package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.workflow.testing.DevServer;
import org.openshift.ci.mirror.workflow.testing.Samples;
import org.openshift.ci.mirror.workflow.testing.TaskView;

/** The longest names that a cluster allows fit the limits of a real server. */
class ServerLimitsIT {

  private static final MirrorMode MODE = MirrorMode.DRY_RUN;

  /** Kubernetes: 63 for a namespace, 253 for a name; OpenShift: 128 for a tag. */
  private static final TagReference LONGEST =
      new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(128));

  private static DevServer temporal;

  @BeforeAll
  static void start() {
    temporal = DevServer.start(Map.of());
  }

  @AfterAll
  static void stop() {
    temporal.close();
  }

  @ParameterizedTest
  @EnumSource(MirrorOwner.class)
  void theLongestTagGetsATask(MirrorOwner owner) {
    Destination destination = Destination.of(owner, LONGEST);
    String id = MODE.taskId(destination);
    assertTrue(id.length() <= 255, () -> id.length() + " characters: " + id);
    temporal
        .registries()
        .want(
            new Claim(
                owner,
                LONGEST,
                Samples.source(LONGEST, DIGEST_A),
                DIGEST_A,
                Samples.destination(LONGEST),
                FloatingTag.problemOf(LONGEST).orElseThrow()));

    TaskView view = temporal.trigger(destination, MODE).await(MirrorState.PARKED);
    assertEquals(LONGEST.toString(), view.memo(MirrorMemo.TAG));
  }
}
