package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;

/** Task queues and ids are a contract: workers of different versions share them. */
class MirrorModeTest {

  private static final TagReference TAG = TagReference.parse("ocp/4.20:cli");

  @Test
  void theRealNamesAreFixed() {
    MirrorMode mode = MirrorMode.of(false);
    assertEquals(
        List.of(
            "mirror",
            "registry-push",
            "watcher",
            "watch",
            "runs",
            "standing",
            "watcher",
            "image-stream-watch",
            "rules-in-force",
            "registry-outage/quay.io:443",
            "supplemental-images",
            "art-images",
            "backfill-images",
            "resync",
            "date-tag-retention"),
        names(mode).toList());
  }

  @Test
  void everyKindOfWorkHasATaskQueueOfItsOwn() {
    for (MirrorMode mode : MirrorMode.values()) {
      List<String> queues = queues(mode).toList();
      assertEquals(queues.size(), Set.copyOf(queues).size(), queues::toString);
      queues.forEach(queue -> assertEquals(mode, MirrorMode.ofQueue(queue)));
    }
  }

  @Test
  void namesOfADryRunHaveAPrefix() {
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
    Destination destination = Destination.of(owner, TAG);
    assertEquals(id, MirrorMode.REAL.taskId(destination));
    assertEquals("dry-run/" + id, MirrorMode.DRY_RUN.taskId(destination));
  }

  @Test
  void twoTagsWithOneDestinationShareAnId() {
    assertEquals(
        MirrorMode.REAL.taskId(Destination.mirror(TagReference.parse("a/b_c:d"))),
        MirrorMode.REAL.taskId(Destination.mirror(TagReference.parse("a/b:c_d"))));
  }

  @ParameterizedTest
  @EnumSource(MirrorOwner.class)
  void theLongestTagsFitTemporalAndStayApart(MirrorOwner owner) {
    TagReference one = new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(128));
    TagReference other = new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(127) + "u");
    for (MirrorMode mode : MirrorMode.values()) {
      String id = mode.taskId(Destination.of(owner, one));
      assertTrue(id.length() <= 255, () -> id.length() + " characters");
      assertTrue(id.contains("~"), id);
      assertNotEquals(id, mode.taskId(Destination.of(owner, other)));
    }
  }

  @Test
  void aTagOfTheLargestLengthIsNotCut() {
    TagReference tag = new TagReference("n", "s", "t".repeat(124));
    assertEquals("mirror/n_s_" + "t".repeat(124), MirrorMode.REAL.taskId(Destination.mirror(tag)));
  }

  private static Stream<String> queues(MirrorMode mode) {
    return Stream.of(
        mode.taskQueue(),
        mode.pushQueue(),
        mode.watcherQueue(),
        mode.watchQueue(),
        mode.sweepQueue(),
        mode.standingQueue());
  }

  private static Stream<String> names(MirrorMode mode) {
    return Stream.of(
            queues(mode),
            Stream.of(
                mode.watcherId(),
                mode.imageStreamWatchId(),
                mode.rulesId(),
                mode.outageId("quay.io:443")),
            Arrays.stream(SweepKind.values()).map(mode::scheduleId),
            Stream.of(mode.retentionScheduleId()))
        .flatMap(Function.identity());
  }
}
