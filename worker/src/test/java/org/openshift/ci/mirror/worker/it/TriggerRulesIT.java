package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorResult;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * Whatever destination a person triggers, it gets the image that the rules ask for, or the task
 * ends with the reason why there is none. All writes pass a server that records them, so that a
 * wrong image is found even if it was replaced at once.
 */
class TriggerRulesIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(60);

  private LocalRegistry other;
  private RegistryAccess otherAccess;
  private ScriptedServer source;
  private ScriptedServer target;
  private Person person;
  private final TestImages images = new TestImages(31);

  @BeforeEach
  void start() {
    other = platform.anotherRegistry();
    otherAccess = platform.accessTo(other);
    source = platform.scriptSource();
    target = platform.scriptTarget();
    person = new Person(platform.temporal);
  }

  @Test
  void aPersonGetsTheRightImageOrTheRightReason() {
    Stream.of("test/tool:v1", "test/back:v1", "test/ignored:v1", "test/a_b:c", "test/a:b_c")
        .forEach(tag -> platform.release(TagReference.parse(tag), images.docker(1_000)));
    platform.release(TagReference.parse("free/unwatched:v1"), images.docker(1_000));
    TestImage tool = images.docker(1_000);
    otherAccess.push("team/tool", "v1", tool);
    TestImage back = images.docker(1_000);
    platform.targetAccess.push(Platform.TARGET, "test_back_v1", back);
    worker();
    // Both sweeps of the start have ended: from here on only the person starts tasks.
    platform.awaitListed(ended("mirror/test_tool_v1"), 1, SOON);
    platform.awaitListed(ended("backfill/test/back:v1"), 1, SOON);

    newerImageOfASupplementalEntry();
    backfillInItsOwnDirectionOnly();
    nobody("test/ignored:v1", MirrorErrorType.IGNORED);
    nobody("free/unwatched:v1", MirrorErrorType.NOT_WATCHED);
    nobody("free/nothing:v1", MirrorErrorType.NOT_WATCHED);
    nobody("test/nothing:v1", MirrorErrorType.SOURCE_GONE);
    nobody("test/Nothing:v1", MirrorErrorType.SOURCE_GONE);
    nobody("test/..:v1", MirrorErrorType.SOURCE_GONE);
    nobody("OCP/4.22:cli", MirrorErrorType.NOT_WATCHED);
    nobody("ocp/..:cli", MirrorErrorType.NOT_WATCHED);
    conflict();
    assertEquals(
        List.of(),
        target.seen("PUT", "/manifests/").stream()
            .map(request -> request.target().replaceFirst(".*/manifests/", ""))
            .filter(tag -> !tag.equals("test_tool_v1") && !tag.contains("_sha256_"))
            .toList());
  }

  private void newerImageOfASupplementalEntry() {
    TestImage newer = images.docker(1_000);
    otherAccess.push("team/tool", "v1", newer);
    MirrorResult result = person.resultOf(person.trigger("test/tool:v1"));
    assertEquals(MirrorResult.Outcome.MIRRORED, result.outcome(), result::toString);
    assertEquals(Optional.empty(), platform.missing("test_tool_v1", newer));
    assertEquals(2, target.seen("PUT", "/manifests/test_tool_v1$").size(), "one a version");
  }

  private void backfillInItsOwnDirectionOnly() {
    TestImage newer = images.docker(1_000);
    platform.targetAccess.push(Platform.TARGET, "test_back_v1", newer);
    nobody("test/back:v1", MirrorErrorType.NOT_WATCHED);
    Destination backfill = Destination.backfill(TagReference.parse("test/back:v1"));
    MirrorResult result = person.resultOf(person.trigger(backfill));
    assertEquals(MirrorResult.Outcome.MIRRORED, result.outcome(), result::toString);
    assertEquals(newer.digest(), platform.sourceAccess.digest("test/back", "v1").orElseThrow());
    assertEquals(2, source.seen("PUT", "/manifests/v1$").size(), "one a version");
    person.assertNobodyAsks(
        Destination.backfill(TagReference.parse("test/tool:v1")), MirrorErrorType.NOT_WATCHED);
  }

  private void nobody(String tag, MirrorErrorType reason) {
    person.assertNobodyAsks(Destination.mirror(TagReference.parse(tag)), reason);
  }

  private void conflict() {
    String parked =
        "WorkflowId='mirror/test_a_b_c' AND ExecutionStatus='Running' AND MirrorState='parked'"
            + " AND MirrorErrorType='DestinationConflict'";
    platform.awaitListed(parked, 1, SOON);
    Instant before = person.nextAttempt("mirror/test_a_b_c").orElseThrow();
    person.trigger("test/a:b_c");
    Await.until(
        "the task has checked once more",
        SOON,
        () -> person.nextAttempt("mirror/test_a_b_c").filter(before::isBefore).isPresent(),
        () -> before);
    platform.awaitListed(parked, 1, SOON);
  }

  private static String ended(String workflowId) {
    return "WorkflowId='%s' AND ExecutionStatus='Completed'".formatted(workflowId);
  }

  private void worker() {
    Path config =
        platform.configure(
            "mirroring.yaml",
            """
            supplementalCIImages: {"test/tool:v1": {image: "%s/team/tool:v1"}}
            qciToAppCIImages: {"test/back:v1": {}}
            """
                .formatted(other.host()));
    platform.worker("--config=" + config, "--ignore-image-stream-tag=test/ignored:v1").start();
  }
}
