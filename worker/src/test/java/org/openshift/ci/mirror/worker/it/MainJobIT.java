package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.WatcherWorkflow;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The image of a changed image stream tag gets two tags at the target, byte for byte. */
@Order(3)
class MainJobIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final TestImages images = new TestImages(1);

  @Test
  void everyKindOfImageGetsBothTagsAndKeepsItsBytes() {
    TestImage docker = images.docker(200_000, 1_000, 0);
    TestImage oci = images.oci(50_000);
    TestImage list = images.dockerList(30_000);
    TestImage index = images.ociIndex(30_000);
    platform.release("docker", "1", docker);
    platform.release("oci", "1", oci);
    platform.release("list", "1", list);
    platform.release("index", "1", index);
    WorkerProcess worker = platform.process("worker").runJar().start();

    platform.awaitMirrored("docker", "1", docker, SOON);
    platform.awaitMirrored("oci", "1", oci, SOON);
    platform.awaitMirrored("list", "1", list, SOON);
    platform.awaitMirrored("index", "1", index, SOON);

    platform.awaitListed("WorkflowType='MirrorTask' AND ExecutionStatus='Completed'", 4, SOON);
    assertEquals(4, worker.count("image mirror --keep-manifest-list=true "), worker.log());
    String line =
        worker
            .log()
            .lines()
            .filter(text -> text.contains("image mirror") && text.contains("test_list_1"))
            .findFirst()
            .orElseThrow();
    String source = platform.source.host() + "/test/list@" + list.digest() + "=";
    String target = platform.target.host() + "/" + Platform.TARGET + ":";
    assertTrue(
        line.endsWith(
            source
                + target
                + Platform.dateTag(list.digest())
                + " "
                + source
                + target
                + "test_list_1"),
        line);
  }

  @Test
  void anEditOfAFileMirrorsWhatChangedWithinSeconds() {
    TestImage first = images.docker(10_000);
    TestImage other = images.docker(10_000);
    platform.release("edited", "1", first);
    platform.release("other", "1", other);
    TestWorker worker = platform.worker().start();
    platform.awaitMirrored("edited", "1", first, SOON);
    platform.awaitMirrored("other", "1", other, SOON);

    TestImage second = images.docker(10_000);
    platform.release("edited", "1", second);
    platform.awaitMirrored("edited", "1", second, Duration.ofSeconds(10));

    assertEquals(3, worker.count("image mirror --keep-manifest-list"), worker.log());
    assertEquals(
        Optional.of(first.digest()),
        platform.targetAccess.digest(Platform.TARGET, Platform.dateTag(first.digest())),
        "the date tag keeps what jobs may still use");
  }

  @Test
  void whatIsEqualStartsNoTask() {
    TestImage image = images.docker(10_000);
    platform.release("equal", "1", image);
    platform.targetAccess.push(Platform.TARGET, Platform.floatingTag("equal", "1"), image);
    TestImage differs = images.docker(10_000);
    platform.release("differs", "1", differs);
    TestWorker worker = platform.worker().start();
    platform.awaitMirrored("differs", "1", differs, SOON);
    assertEquals(1, worker.count("image mirror --keep-manifest-list"), worker.log());
    assertEquals(List.of(), platform.list("WorkflowId='mirror/test_equal_1'"));
  }

  /** The watcher gets the signals while its first comparison waits, so that they are pending. */
  @Test
  void aTagThatIsSignalledAHundredTimesIsComparedAFewTimesAndPushedOnce() {
    TestImage image = images.docker(10_000);
    platform.release("again", "1", image);
    ScriptedServer target = platform.scriptTarget();
    CountDownLatch signalled = new CountDownLatch(1);
    target.times(Integer.MAX_VALUE, "HEAD", "_again_1$", request -> forwardAfter(signalled));
    TestWorker worker = platform.worker().start();
    Await.until(
        "the first comparison waits",
        SOON,
        () -> !target.seen("HEAD", "_again_1$").isEmpty(),
        worker::log);
    WorkflowStub watcher =
        platform.temporal.client().newUntypedWorkflowStub(MirrorMode.REAL.watcherId());
    for (int i = 0; i < 100; i++) {
      watcher.signal(WatcherWorkflow.TAGS_CHANGED, List.of(new TagReference("test", "again", "1")));
    }
    signalled.countDown();
    platform.awaitMirrored("again", "1", image, SOON);
    platform.awaitListed("WorkflowType='MirrorTask' AND ExecutionStatus='Running'", 0, SOON);
    assertEquals(1, worker.count("image mirror --keep-manifest-list"), worker.log());
    // Four batches at once may each compare the tag, and each makes its task look again.
    int heads = target.seen("HEAD", "_again_1$").size();
    assertTrue(heads <= 20, () -> heads + " HEAD requests\n" + worker.log());
  }

  private static Answer forwardAfter(CountDownLatch latch) {
    try {
      assertTrue(latch.await(SOON.toSeconds(), TimeUnit.SECONDS), "a request was held too long");
      return new Answer.Forward();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aTaskCanBeFoundByItsSearchAttributes() {
    TestImage image = images.docker(10_000);
    platform.release("found", "1", image);
    platform.target.stop();
    platform.worker().start();
    WorkflowExecutionInfo task =
        platform
            .awaitListed(
                "ImageNamespace='test' AND ImageName='found' AND ImageTag='1'"
                    + " AND MirrorOwner='distributor' AND MirrorState='retrying'"
                    + " AND MirrorErrorType='RegistryUnreachable' AND Stale=true"
                    + " AND SourceDigest='"
                    + image.digest()
                    + "'",
                1,
                SOON)
            .getFirst();
    assertEquals("mirror/test_found_1", task.getExecution().getWorkflowId());
    assertEquals(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING, task.getStatus());
  }
}
