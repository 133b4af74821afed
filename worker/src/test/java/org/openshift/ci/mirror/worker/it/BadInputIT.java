package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Bad input is named in one clear line, and everything else goes on. */
class BadInputIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String GONE = "sha256:" + "0".repeat(64);

  private final TestImages images = new TestImages(3);

  private void assertOthersGoOn() {
    TestImage good = images.docker(10_000);
    platform.release("good", "1", good);
    platform.awaitMirrored("good", "1", good, SOON);
  }

  private void awaitParked(String errorType) {
    awaitTask("parked", errorType);
  }

  private void awaitTask(String state, String errorType) {
    platform.awaitListed(
        "WorkflowType='MirrorTask' AND ExecutionStatus='Running' AND MirrorState='%s'"
                .formatted(state)
            + " AND MirrorErrorType='%s'".formatted(errorType),
        1,
        SOON);
  }

  @Test
  void anUnknownFlag() {
    WorkerProcess worker = platform.worker("worker", "--no-such-flag");
    worker.launch();
    assertEquals(2, worker.awaitExit(SOON));
    assertEquals(1, worker.log().lines().count(), worker.log());
    assertTrue(worker.log().contains("--no-such-flag"), worker.log());
  }

  @Test
  void aRegistryConfigThatIsNone() throws IOException {
    Path config = Files.writeString(folder.resolve("config.json"), "this is not JSON");
    WorkerProcess worker = platform.worker("worker", "--registry-config=" + config);
    worker.launch();
    assertEquals(2, worker.awaitExit(SOON));
    assertEquals(1, worker.log().lines().count(), worker.log());
    assertTrue(worker.log().contains(config.toString()), worker.log());
  }

  @Test
  void aBrokenFileIsNamedWithItsLineAndWorksOnceMended() {
    platform.file("broken.yaml", "kind: ImageStream\nmetadata:\n  name: [broken\n");
    WorkerProcess worker = platform.worker("worker").start();
    assertOthersGoOn();
    String line =
        worker.log().lines().filter(text -> text.contains("broken.yaml")).findFirst().orElse("");
    assertTrue(line.matches(".*broken\\.yaml.*\\b[34]\\b.*"), worker.log());
    assertFalse(worker.log().contains("\tat "), worker.log());

    TestImage mended = images.docker(10_000);
    platform.sourceAccess.push("test/mended", "pushed", mended);
    platform.point("mended", "1", mended.digest());
    platform.file("broken.yaml", "# empty now\n");
    platform.awaitMirrored("mended", "1", mended, SOON);
  }

  @Test
  void aTagWithoutItems() {
    platform.file(
        "empty.yaml",
        """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata: {namespace: test, name: empty}
        status:
          tags:
          - tag: "1"
            items: null
            conditions:
            - type: ImportSuccess
              status: "False"
              message: "dockerimage.image.openshift.io not found"
        """);
    WorkerProcess worker = platform.worker("worker").start();
    awaitParked("SourceTagEmpty");
    assertTrue(worker.log().contains("test/empty:1"), worker.log());
    assertOthersGoOn();
  }

  @Test
  void aDestinationTagThatIsTooLong() {
    String tag = "t".repeat(128);
    TestImage image = images.docker(1_000);
    platform.sourceAccess.push("test/long", "pushed", image);
    platform.point("long", tag, image.digest());
    WorkerProcess worker = platform.worker("worker").start();
    awaitParked("DestinationTagInvalid");
    assertTrue(worker.log().contains("138 characters"), worker.log());
    assertOthersGoOn();
  }

  @Test
  void aSourceImageThatIsGone() {
    platform.point("gone", "1", GONE);
    WorkerProcess worker = platform.worker("worker").start();
    // A registry may miss an image for a moment: it parks after eight attempts in minutes.
    awaitTask("retrying", "SourceMissing");
    assertTrue(worker.log().contains(GONE), worker.log());
    assertOthersGoOn();

    TestImage image = images.docker(10_000);
    platform.release("gone", "1", image);
    platform.awaitMirrored("gone", "1", image, SOON);
  }

  @Test
  void twoTagsForOneDestination() {
    TestImage one = images.docker(10_000);
    TestImage two = images.docker(10_000);
    platform.release("a_b", "c", one);
    platform.release("a", "b_c", two);
    WorkerProcess worker = platform.worker("worker").start();
    awaitParked("DestinationConflict");
    assertOthersGoOn();
    assertEquals(0, worker.count("test_a_b_c "), worker.log());
    assertTrue(platform.missing("a", "b_c", two).isPresent());
  }
}
