package org.openshift.ci.mirror.workflow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openshift.ci.mirror.workflow.testing.Samples.CLI;
import static org.openshift.ci.mirror.workflow.testing.Samples.DIGEST_A;
import static org.openshift.ci.mirror.workflow.testing.Samples.T0;
import static org.openshift.ci.mirror.workflow.testing.Samples.task;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult.Outcome;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries;
import org.openshift.ci.mirror.workflow.testing.FakeRegistries.Attempt;
import org.openshift.ci.mirror.workflow.testing.Gate;
import org.openshift.ci.mirror.workflow.testing.MirrorEnvironment;

/** In which order a task reads the digests. */
class MirrorTaskDigestsTest {

  private static final MirrorTask TASK = task(CLI, DIGEST_A, 0);

  @Test
  void bothAtOnceWhereTheSourceIsKnown() {
    Gate checked = new Gate();
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      FakeRegistries registries = environment.registries();
      // The source is not given before the destination was asked for.
      registries.onResolve(call -> checked.awaitReached());
      registries.onCheck(
          call -> {
            checked.open();
            checked.pass();
          });
      environment.starter().startOrTell(TASK);

      assertEquals(Outcome.MIRRORED, environment.task(TASK).result().outcome());
      assertEquals(3, registries.attempts().size());
    }
  }

  @Test
  void theDestinationAfterTheSourceWhereThatIsToBeFoundOut() {
    MirrorTask byHand = MirrorTask.byHand(CLI, T0);
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      FakeRegistries registries = environment.registries();
      registries.putSource("registry.example/" + CLI, DIGEST_A);
      environment.starter().startOrTell(byHand);

      assertEquals(Outcome.MIRRORED, environment.task(byHand).result().outcome());
      assertEquals(
          List.of("ResolveSourceDigest", "CheckQuayDigest", "PushTags"),
          registries.attempts().stream().map(Attempt::activity).toList());
    }
  }

  @Test
  void aSourceThatFailsIsTheFailureWhateverTheDestinationSays() {
    try (MirrorEnvironment environment = MirrorEnvironment.start()) {
      FakeRegistries registries = environment.registries();
      registries.onResolve(FakeRegistries.failing(4, MirrorErrorType.REGISTRY_ERROR));
      environment.starter().startOrTell(TASK);

      assertEquals(Outcome.MIRRORED, environment.task(TASK).result().outcome());
      assertEquals(1, registries.pushCalls());
    }
  }
}
