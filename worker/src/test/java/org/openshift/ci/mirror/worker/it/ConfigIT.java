package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The worker applies the mirroring configuration, and follows changes of its file. */
class ConfigIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final TestImages images = new TestImages(11);

  private Path config(String content) {
    return platform.configure("config.yaml", content);
  }

  private TestImage release(String stream) {
    TestImage image = images.docker(10_000);
    platform.release(stream, "1", image);
    return image;
  }

  @Test
  void targetsAreLeftAloneAsLongAsTheFileListsThem() {
    Path config =
        config(
            """
            supplementalCIImages:
              test/listed:1: {image: "127.0.0.1:1/no/such:image"}
            qciToAppCIImages:
              test/back:1: {}
              bad: {}
            """);
    TestWorker worker = platform.worker("--config=" + config).start();
    assertTrue(worker.log().contains("config.yaml:5: qciToAppCIImages"), worker.log());
    TestImage listed = release("listed");
    TestImage back = release("back");
    platform.awaitMirrored("free", "1", release("free"), SOON);
    assertTrue(platform.missing("listed", "1", listed).isPresent());
    assertTrue(platform.missing("back", "1", back).isPresent());

    config("supplementalCIImages: [\n");
    Await.until(
        "the bad version is reported",
        SOON,
        () -> worker.count("the version before stays in force") == 1,
        worker::log);
    platform.awaitMirrored("more", "1", release("more"), SOON);
    assertTrue(platform.missing("listed", "1", listed).isPresent(), "still left alone");

    config("qciToAppCIImages: {'test/back:1': {}}\n");
    platform.awaitMirrored("listed", "1", listed, SOON);
    assertTrue(platform.missing("back", "1", back).isPresent());
    assertFalse(worker.log().contains("\tat "), worker.log());
  }

  @Test
  void aBadFileEndsTheStartWithAllErrors() {
    Path config = config("more: 1\nartImages:\n- name: '['\n");
    WorkerProcess worker = platform.process("worker", "--config=" + config);
    worker.launch();
    assertEquals(2, worker.awaitExit(SOON));
    assertEquals(4, worker.log().lines().count(), worker.log());
    for (String place : new String[] {"config.yaml:1: ", "config.yaml:3: "}) {
      assertTrue(worker.log().contains(place), worker.log());
    }
  }
}
