package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagReference;

/** Queues and ids are a contract: a worker of another version must find what this one started. */
class MirrorModeTest {

  private static final TagReference TAG = TagReference.parse("ocp/4.20:cli");

  @Test
  void theRealNamesAreFixed() {
    MirrorMode mode = MirrorMode.of(false);
    assertEquals(
        List.of(
            "mirror", "registry-check", "registry-push", "watch", "watcher", "image-stream-watch"),
        names(mode).toList());
  }

  @Test
  void nothingOfADryRunHasTheNameOfSomethingReal() {
    assertEquals(
        names(MirrorMode.REAL).map(name -> "dry-run/" + name).toList(),
        names(MirrorMode.of(true)).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "DISTRIBUTOR, mirror/ocp_4.20_cli",
    "SUPPLEMENTAL, mirror/ocp_4.20_cli",
    "ART, mirror/ocp_4.20_cli",
    "BACKFILL, backfill/ocp/4.20:cli"
  })
  void aDestinationHasOneId(MirrorOwner owner, String id) {
    assertEquals(id, MirrorMode.REAL.taskId(owner, TAG));
    assertEquals("dry-run/" + id, MirrorMode.DRY_RUN.taskId(owner, TAG));
  }

  @Test
  void aTaskHasTheIdOfItsOwnerAndTag() {
    assertEquals(
        "mirror/ocp_4.20_cli", MirrorMode.REAL.taskId(MirrorTask.byHand(TAG, Instant.EPOCH)));
  }

  @Test
  void twoTagsWithOneDestinationShareAnId() {
    assertEquals(
        MirrorMode.REAL.taskId(MirrorOwner.DISTRIBUTOR, TagReference.parse("a/b_c:d")),
        MirrorMode.REAL.taskId(MirrorOwner.DISTRIBUTOR, TagReference.parse("a/b:c_d")));
  }

  @ParameterizedTest
  @EnumSource(MirrorOwner.class)
  void theLongestTagsFitTemporalAndStayApart(MirrorOwner owner) {
    TagReference one = new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(128));
    TagReference other = new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(127) + "u");
    for (MirrorMode mode : MirrorMode.values()) {
      String id = mode.taskId(owner, one);
      assertTrue(id.length() <= 255, () -> id.length() + " characters");
      assertTrue(id.contains("~"), id);
      assertNotEquals(id, mode.taskId(owner, other));
    }
  }

  @Test
  void aTagOfTheLongestLengthIsNotCut() {
    TagReference tag = new TagReference("n", "s", "t".repeat(124));
    assertEquals("mirror/n_s_" + "t".repeat(124), MirrorMode.REAL.taskId(MirrorOwner.ART, tag));
  }

  private static Stream<String> names(MirrorMode mode) {
    return Stream.of(
        mode.workflowQueue(),
        mode.checkQueue(),
        mode.pushQueue(),
        mode.watchQueue(),
        mode.watcherId(),
        mode.imageStreamWatchId());
  }
}
