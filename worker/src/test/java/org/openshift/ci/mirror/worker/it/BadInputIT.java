package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Bad input is reported in one clear line, and everything else continues. */
@ExtendWith(TemporalNamespaces.class)
@Execution(ExecutionMode.SAME_THREAD)
class BadInputIT {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String GONE = "sha256:" + "0".repeat(64);

  @TempDir private static Path folder;
  private static Platform platform;
  private static TestWorker worker;
  private static int others;
  private final TestImages images = new TestImages(System.nanoTime());

  @BeforeAll
  static void start(TemporalNamespace temporal) {
    platform = new Platform(folder, temporal);
    worker = platform.worker().start();
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  private void assertOthersContinue() {
    TestImage good = images.docker(10_000);
    String stream = "good" + ++others;
    platform.release(stream, "1", good);
    platform.awaitMirrored(stream, "1", good, SOON);
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

  /** Starts a worker that must end at once with one line, and returns that line. */
  private static String refuse(String flag) {
    WorkerProcess refused = platform.process("refused" + flag.length(), flag);
    refused.launch();
    assertEquals(2, refused.awaitExit(SOON));
    assertEquals(1, refused.log().lines().count(), refused.log());
    return refused.log();
  }

  @Test
  void anUnknownFlag() {
    String log = refuse("--no-such-flag");
    assertTrue(log.contains("--no-such-flag"), log);
  }

  @Test
  void aRegistryConfigThatIsNotJson() throws IOException {
    Path config = Files.writeString(folder.resolve("config.json"), "this is not JSON");
    String log = refuse("--registry-config=" + config);
    assertTrue(log.contains(config.toString()), log);
  }

  @Test
  void aBrokenFileIsNamedWithItsLineAndWorksOnceMended() {
    platform.file("broken.yaml", "kind: ImageStream\nmetadata:\n  name: [broken\n");
    assertOthersContinue();
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
    awaitParked("SourceTagEmpty");
    assertTrue(worker.log().contains("test/empty:1"), worker.log());
    assertOthersContinue();
  }

  @Test
  void aDestinationTagThatIsTooLong() {
    String tag = "t".repeat(128);
    TestImage image = images.docker(1_000);
    platform.sourceAccess.push("test/long", "pushed", image);
    platform.point("long", tag, image.digest());
    awaitParked("DestinationTagInvalid");
    assertTrue(worker.log().contains("138 characters"), worker.log());
    assertOthersContinue();
  }

  @Test
  void aSourceImageThatIsGone() {
    platform.point("gone", "1", GONE);
    // A registry may lack an image for a moment, so the task only parks after eight attempts.
    awaitTask("retrying", "SourceMissing");
    assertTrue(worker.log().contains(GONE), worker.log());
    assertOthersContinue();

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
    awaitParked("DestinationConflict");
    assertOthersContinue();
    assertEquals(0, worker.count("test_a_b_c "), worker.log());
    assertTrue(platform.missing("a", "b_c", two).isPresent());
  }
}
