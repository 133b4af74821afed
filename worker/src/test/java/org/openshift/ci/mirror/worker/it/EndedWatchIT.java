package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * Tags that no rule asks for any more after rules and image streams changed while no worker ran.
 */
@Order(3)
class EndedWatchIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String OPEN = "WorkflowType='MirrorTask' AND ExecutionStatus='Running'";

  private ScriptedServer target;
  private final TestImages images = new TestImages(33);

  @BeforeEach
  void start() {
    target = platform.scriptTarget();
  }

  @Test
  void theirTasksEndAndNothingIsPushed() {
    target.always("PUT", "/manifests/.*_retried$", Answer.error(401, "UNAUTHORIZED", "no"));
    target.always(
        "PUT",
        "/manifests/.*(_parked|_kept)$",
        Answer.error(
            400,
            "MANIFEST_INVALID",
            "'application/vnd.docker.image.rootfs.diff.tar' is not one of the media types"));
    for (String tag :
        List.of(
            "test/ignored:parked",
            "test/ignored-too:retried",
            "test/deleted:parked",
            "test/deleted-too:retried",
            "more/unwatched:parked",
            "more/unwatched-too:retried",
            "test/a_b:c",
            "test/a:b_c")) {
      platform.release(TagReference.parse(tag), images.docker(1_000));
    }
    TestImage kept = images.docker(1_000);
    platform.release("still", "kept", kept);
    TestWorker first =
        platform.process("first", "--additional-image-stream-namespace=more").start();
    platform.awaitListed(
        OPEN + " AND MirrorErrorType='LayerUnsupported' AND MirrorState='parked'", 4, SOON);
    platform.awaitListed(OPEN + " AND MirrorErrorType='CredentialsRefused'", 3, SOON);
    platform.awaitListed(OPEN + " AND MirrorErrorType='DestinationConflict'", 1, SOON);

    first.stop();
    target.clearRules();
    target.clearSeen();
    platform.remove(TagReference.parse("test/deleted:parked"));
    platform.remove(TagReference.parse("test/deleted-too:retried"));
    TestWorker second =
        platform
            .worker(
                Stream.of("ignored:parked", "ignored-too:retried", "a_b:c", "a:b_c")
                    .map(tag -> "--ignore-image-stream-tag=test/" + tag)
                    .toArray(String[]::new))
            .start();
    platform.awaitListed(OPEN + " AND ImageName!='still'", 0, SOON);
    assertEquals(
        Map.of(
            "mirror/test_ignored_parked", MirrorErrorType.IGNORED.wireName(),
            "mirror/test_ignored-too_retried", MirrorErrorType.IGNORED.wireName(),
            "mirror/test_deleted_parked", MirrorErrorType.SOURCE_GONE.wireName(),
            "mirror/test_deleted-too_retried", MirrorErrorType.SOURCE_GONE.wireName(),
            "mirror/more_unwatched_parked", MirrorErrorType.NOT_WATCHED.wireName(),
            "mirror/more_unwatched-too_retried", MirrorErrorType.NOT_WATCHED.wireName(),
            "mirror/test_a_b_c", MirrorErrorType.IGNORED.wireName()),
        reasons(),
        second::log);
    assertEquals(List.of(), target.seen("PUT", "/manifests/(test_(ignored|deleted|a_b)|more_)"));

    new Person(platform.temporal).trigger("test/still:kept");
    platform.awaitMirrored("still", "kept", kept, SOON);
    platform.awaitListed(OPEN, 0, SOON);
  }

  /** The error types of completed tasks by workflow id. */
  private Map<String, String> reasons() {
    Map<String, String> reasons = new TreeMap<>();
    for (MirrorErrorType type : MirrorErrorType.values()) {
      platform
          .list(
              "WorkflowType='MirrorTask' AND ExecutionStatus='Completed' AND MirrorErrorType='%s'"
                  .formatted(type.wireName()))
          .forEach(task -> reasons.put(task.getExecution().getWorkflowId(), type.wireName()));
    }
    return reasons;
  }
}
