package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.FreePorts;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Whatever a sweep cannot mirror has an open task with owner and reason. */
class SkippedEntriesIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final TestImages images = new TestImages(13);

  @Test
  void aSkippedEntryHasATaskThatSaysWhyAndMirrorsItOnceThatIsPossible() {
    LocalRegistry behind = platform.anotherRegistry();
    RegistryAccess access = platform.accessTo(behind);
    ScriptedServer other = platform.closeLater(ScriptedServer.inFrontOf(behind));
    TestImage limited = images.docker(1_000);
    access.push("team/limited", "v1", limited);
    other.always("*", "/team/limited/", Answer.error(429, "TOOMANYREQUESTS", "slow down"));
    platform.file(
        "empty.yaml",
        """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata: {namespace: art, name: empty}
        status: {tags: [{tag: v1, items: []}]}
        """);
    String nobody = "127.0.0.1:" + FreePorts.next();
    worker(other.host(), nobody).start();

    awaitOpen("mirror/ns_limited_1", "supplemental", "retrying", "RateLimited");
    awaitOpen("mirror/ns_away_1", "supplemental", "retrying", "RegistryUnreachable");
    awaitOpen("mirror/ns_missing_1", "supplemental", "parked", "SourceMissing");
    awaitOpen("backfill/ns/back:1", "backfill", "parked", "SourceMissing");
    awaitOpen("mirror/art_empty_v1", "art", "parked", "SourceTagEmpty");
    assertEquals(
        Map.of("source_rate_limited", 1, "source_registry_unreachable", 1, "source_missing", 1),
        new SweepControl(platform, MirrorMode.REAL).trigger(SweepKind.SUPPLEMENTAL).skipped());

    other.clearRules();
    platform.awaitMirrored("ns_limited_1", limited, SOON);
    TestImage pushed = images.docker(1_000);
    access.push("team/missing", "v1", pushed);
    platform.temporal.client().newUntypedWorkflowStub("mirror/ns_missing_1").signal("trigger");
    platform.awaitMirrored("ns_missing_1", pushed, SOON);
  }

  private void awaitOpen(String workflowId, String owner, String state, String errorType) {
    platform.awaitListed(
        ("WorkflowId='%s' AND ExecutionStatus='Running' AND MirrorOwner='%s' AND MirrorState='%s'"
                + " AND MirrorErrorType='%s'")
            .formatted(workflowId, owner, state, errorType),
        1,
        SOON);
  }

  private TestWorker worker(String other, String nobody) {
    Path config =
        platform.configure(
            "mirroring.yaml",
            """
            supplementalCIImages:
              ns/limited:1: {image: "%1$s/team/limited:v1"}
              ns/missing:1: {image: "%1$s/team/missing:v1"}
              ns/away:1: {image: "%2$s/team/away:v1"}
            qciToAppCIImages: {"ns/back:1": {}}
            artImages: [{namespace: art, name: ^empty$}]
            """
                .formatted(other, nobody));
    return platform.worker(
        "--config=" + config, "--insecure-registry=" + other, "--insecure-registry=" + nobody);
  }
}
