package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Sweeps over each list, started by schedules and by changes of the configuration. */
@Order(3)
class SweepsIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration READS_ARE_SHARED = Duration.ofMillis(250);

  private LocalRegistry other;
  private RegistryAccess otherAccess;
  private Path config;
  private SweepControl sweeps;
  private final TestImages images = new TestImages(5);

  @BeforeEach
  void start() {
    other = platform.anotherRegistry();
    otherAccess = platform.accessTo(other);
    config = folder.resolve("mirroring.yaml");
    sweeps = new SweepControl(platform, MirrorMode.REAL);
  }

  @Test
  void eachListsScheduleMirrorsWhenItIsTriggeredAndASecondTimeStartsNothing() {
    configure(
        """
        supplementalCIImages:
          ns/tool:latest: {image: "%1$s/team/tool:v1"}
        qciToAppCIImages:
          ns/back:latest: {}
        artImages:
        - {namespace: art, name: '^builder$'}
        """);
    platform.file("watched.yaml", "apiVersion: v1\nkind: List\nitems: []\n");
    platform.worker(flags()).start();
    sweeps.awaitEnded(SweepKind.SUPPLEMENTAL, 1);
    sweeps.awaitEnded(SweepKind.BACKFILL, 1);
    sweeps.awaitEnded(SweepKind.ART, 1);

    TestImage tool = images.ociIndex(20_000);
    otherAccess.push("team/tool", "v1", tool);
    SweepSummary first = sweeps.trigger(SweepKind.SUPPLEMENTAL);
    assertEquals(1, first.started(), first.line());
    awaitBothTags("ns_tool_latest", tool);
    assertOwner("mirror/ns_tool_latest", "supplemental");

    TestImage back = images.docker(20_000);
    platform.targetAccess.push(Platform.TARGET, "ns_back_latest", back);
    assertEquals(1, sweeps.trigger(SweepKind.BACKFILL).started());
    Await.until(
        "the image is back",
        SOON,
        () -> platform.sourceAccess.differenceFrom(back, "ns/back", "latest").isEmpty(),
        () -> platform.sourceAccess.digest("ns/back", "latest"));
    assertEquals(
        Optional.empty(),
        platform.sourceAccess.digest("ns/back", Platform.dateTag(back.digest())),
        "one tag only");
    assertOwner("backfill/ns/back:latest", "backfill");

    TestImage builder = images.dockerList(20_000);
    platform.release(TagReference.parse("art/builder:rhel9"), builder);
    assertEquals(1, sweeps.trigger(SweepKind.ART).started());
    awaitBothTags("art_builder_rhel9", builder);
    assertOwner("mirror/art_builder_rhel9", "art");

    for (SweepKind kind : List.of(SweepKind.SUPPLEMENTAL, SweepKind.BACKFILL, SweepKind.ART)) {
      assertEquals(new SweepSummary(1, 1, 0, 0, null, null), sweeps.trigger(kind), kind.wireName());
    }

    TestImage newer = images.docker(20_000);
    platform.release(TagReference.parse("art/builder:rhel9"), newer);
    long released = System.nanoTime();
    Await.until(
        "what the last sweep read of the files is not used any more",
        SOON,
        () -> System.nanoTime() - released > READS_ARE_SHARED.toNanos(),
        () -> released);
    Person person = new Person(platform.temporal);
    MirrorResult byHand = person.resultOf(person.trigger("art/builder:rhel9"));
    assertEquals(newer.digest(), byHand.digest(), byHand::toString);
    assertEquals(Optional.empty(), platform.missing("art_builder_rhel9", newer));
    platform.awaitListed("WorkflowId='mirror/art_builder_rhel9' AND MirrorOwner='art'", 2, SOON);
  }

  @Test
  void aResyncRepairsATagThatWasChangedAtTheTarget() {
    TestImage image = images.docker(20_000);
    TestImage kept = images.docker(20_000);
    platform.release("changed", "1", image);
    platform.release("kept", "1", kept);
    platform.worker(flags()).start();
    platform.awaitMirrored("changed", "1", image, SOON);
    platform.awaitMirrored("kept", "1", kept, SOON);
    platform.awaitListed("WorkflowType='MirrorTask' AND ExecutionStatus='Completed'", 2, SOON);

    platform.targetAccess.push(
        Platform.TARGET, Platform.floatingTag("changed", "1"), images.docker(5_000));
    SweepSummary repair = sweeps.trigger(SweepKind.RESYNC);
    assertEquals(new SweepSummary(2, 1, 1, 0, null, null), repair);
    platform.awaitMirrored("changed", "1", image, SOON);
    platform.awaitListed("WorkflowType='MirrorTask' AND ExecutionStatus='Completed'", 3, SOON);
    assertEquals(new SweepSummary(2, 2, 0, 0, null, null), sweeps.trigger(SweepKind.RESYNC));
  }

  @Test
  void whatIsOpenIsNotStartedAgain() {
    TestImage image = images.docker(20_000);
    platform.release("waiting", "1", image);
    platform.target.stop();
    TestWorker first = platform.process("first", flags()).start();
    platform.awaitListed("MirrorState='retrying' AND ExecutionStatus='Running'", 1, SOON);
    SweepSummary whileDown = sweeps.trigger(SweepKind.RESYNC);
    assertEquals(Map.of("target_registry_unreachable", 1), whileDown.skipped());

    first.stop();
    TestImage tool = images.docker(5_000);
    otherAccess.push("team/tool", "v1", tool);
    configure("supplementalCIImages: {\"ns/tool:latest\": {image: \"%1$s/team/tool:v1\"}}");
    platform.worker(flags()).start();
    platform.awaitListed(
        "ImageName='tool' AND MirrorState='retrying' AND ExecutionStatus='Running'", 1, SOON);
    // The one that started the task.
    sweeps.awaitEnded(SweepKind.SUPPLEMENTAL, 1);
    assertEquals(Map.of("already_open", 1), sweeps.trigger(SweepKind.SUPPLEMENTAL).skipped());
  }

  @Test
  void aChangeOfTheConfigurationIsFollowedAtOnce() {
    configure("{}");
    platform.worker(flags()).start();
    TestImage tool = images.docker(20_000);
    otherAccess.push("team/tool", "v1", tool);
    TestImage waiting = images.docker(30_000);
    configure(
        """
        supplementalCIImages:
          ns/tool:latest: {image: "%1$s/team/tool:v1"}
          ns/missing:latest: {image: "%1$s/team/missing:v1"}
        """);
    awaitBothTags("ns_tool_latest", tool);

    platform.target.stop();
    otherAccess.push("team/waiting", "v1", waiting);
    configure(
        """
        supplementalCIImages:
          ns/tool:latest: {image: "%1$s/team/tool:v1"}
          ns/waiting:latest: {image: "%1$s/team/waiting:v1"}
        """);
    platform.awaitListed("ImageName='waiting' AND ExecutionStatus='Running'", 1, SOON);
    configure("supplementalCIImages: {\"ns/tool:latest\": {image: \"%1$s/team/tool:v1\"}}");
    platform.awaitListed(
        "ImageName='waiting' AND ExecutionStatus='Completed' AND MirrorErrorType='NotWatched'",
        1,
        SOON);
  }

  private String[] flags() {
    return Files.exists(config) ? new String[] {"--config=" + config} : new String[0];
  }

  private void configure(String yaml) {
    config = platform.configure("mirroring.yaml", yaml.formatted(other.host()));
  }

  private void awaitBothTags(String tag, TestImage image) {
    platform.awaitMirrored(tag, image, SOON);
  }

  private void assertOwner(String workflowId, String owner) {
    List<WorkflowExecutionInfo> found =
        platform.awaitListed(
            "WorkflowId='%s' AND MirrorOwner='%s' AND ExecutionStatus='Completed'"
                .formatted(workflowId, owner),
            1,
            SOON);
    assertEquals(1, found.size());
  }
}
