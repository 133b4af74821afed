package org.openshift.ci.mirror.api.watch;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.watch.WatchController.WatchListing;

/** Whether the answer says that only a dry run has workers. */
class WatchListingTest {

  private static final WatchEntry REAL = watch("image-stream-watch", "connected");
  private static final WatchEntry LEFT = watch("image-stream-watch", "waiting");
  private static final WatchEntry DRY = watch("dry-run/image-stream-watch", "connected");

  @Test
  void aDryRunBesideRealWorkersDoesNotCount() {
    assertFalse(WatchListing.of(List.of(REAL)).dryRunOnly());
    assertFalse(WatchListing.of(List.of(REAL, DRY)).dryRunOnly());
  }

  /** The real watch stays open at Temporal when its workers were replaced by those of a dry run. */
  @Test
  void aRealWatchThatNobodyHasDoesNotHideADryRun() {
    assertTrue(WatchListing.of(List.of(DRY)).dryRunOnly());
    assertTrue(WatchListing.of(List.of(LEFT, DRY)).dryRunOnly());
  }

  @Test
  void withoutAWorkerNothingIsSaid() {
    assertFalse(WatchListing.of(List.of()).dryRunOnly());
    assertFalse(WatchListing.of(List.of(LEFT)).dryRunOnly());
  }

  private static WatchEntry watch(String workflowId, String state) {
    return new WatchEntry(workflowId, state, null, null, null, null, 0, null, null);
  }
}
