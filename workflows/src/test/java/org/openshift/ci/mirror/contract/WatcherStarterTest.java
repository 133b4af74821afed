package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.workflow.testing.SilentFrontend;

@Order(1)
class WatcherStarterTest {

  /** As of a server whose workers do not poll the watcher's queue. */
  @Test
  void aWatcherThatDoesNotAnswerIsBusyWithinSeconds() throws Exception {
    try (SilentFrontend frontend = new SilentFrontend()) {
      WatcherStarter watcher = new WatcherStarter(frontend.client(), MirrorMode.REAL);
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> assertTrue(watcher.isBusy(), "no answer"));
      assertEquals(1, frontend.queries());
    }
  }
}
