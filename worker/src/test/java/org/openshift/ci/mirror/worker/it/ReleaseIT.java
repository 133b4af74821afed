package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Images that tests use are mirrored, and follow changes of the release repository. */
class ReleaseIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);

  /** Ten seconds until a change is in force, and the time to mirror a small image. */
  private static final Duration IN_FORCE = Duration.ofSeconds(15);

  private Path link;
  private final TestImages images = new TestImages(17);

  @BeforeEach
  void start() {
    link = folder.resolve("release");
  }

  /** A checkout in which a test uses these tags of the stream {@code ci/tool}. */
  private Path checkout(String name, String... tags) throws IOException {
    StringBuilder config = new StringBuilder("base_images:\n");
    for (String tag : tags) {
      config.append("  %s: {namespace: ci, name: tool, tag: %s}\n".formatted(tag, tag));
    }
    config.append("tests:\n- as: e2e\n  steps: {workflow: flow}\n");
    Path root = folder.resolve(name);
    write(root.resolve("ci-operator/config/org/repo/org-repo-main.yaml"), config.toString());
    write(
        root.resolve("ci-operator/step-registry/flow/flow-workflow.yaml"),
        "workflow: {as: flow, steps: {test: [{ref: step}]}}\n");
    write(
        root.resolve("ci-operator/step-registry/step/step-ref.yaml"),
        "ref: {as: step, from_image: {namespace: ci, name: tool, tag: of-a-step}}\n");
    return root;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Swaps the checkout as git-sync does. */
  private void swapTo(Path checkout) throws IOException {
    Path next = Files.createSymbolicLink(folder.resolve("next"), checkout.getFileName());
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes a stream {@code ci/tool} whose tags all point to this image. */
  private void stream(TestImage image, String... tags) {
    platform.sourceAccess.push("ci/tool", "pushed", image);
    StringBuilder text =
        new StringBuilder(
            "kind: ImageStream\nmetadata: {namespace: ci, name: tool}\nstatus:\n  tags:\n");
    for (String tag : tags) {
      text.append("  - tag: %s\n    items: [{image: '%s'}]\n".formatted(tag, image.digest()));
    }
    platform.file("tool.yaml", text.toString());
  }

  private Optional<String> target(String tag) {
    return platform.targetAccess.digest(Platform.TARGET, "ci_tool_" + tag);
  }

  private void awaitMirrored(String tag, TestImage image, Duration within) {
    Await.until(
        "ci/tool:" + tag + " is mirrored",
        within,
        () -> target(tag).equals(Optional.of(image.digest())),
        () -> target(tag));
  }

  @Test
  void aTagThatBecomesATestInputIsMirroredWithoutAnEventOfItsStream() throws IOException {
    TestImage image = images.docker(10_000);
    stream(image, "used", "of-a-step", "later", "never");
    Files.createSymbolicLink(link, checkout("one", "used").getFileName());
    TestWorker worker = platform.worker("--release-repo-git-sync-path=" + link).start();
    awaitMirrored("used", image, SOON);
    awaitMirrored("of-a-step", image, SOON);
    assertEquals(Optional.empty(), target("later"));

    swapTo(checkout("two", "used", "later"));
    awaitMirrored("later", image, IN_FORCE);
    assertEquals(Optional.empty(), target("never"));
    worker.awaitCount(3, "mirrored ci/tool:", SOON);
  }

  @Test
  void aBrokenConfigIsNamedAndWhatItUsedIsStillMirrored() throws IOException {
    TestImage first = images.docker(10_000);
    stream(first, "used");
    Files.createSymbolicLink(link, checkout("one", "used").getFileName());
    TestWorker worker = platform.worker("--release-repo-git-sync-path=" + link).start();
    awaitMirrored("used", first, SOON);

    Path broken = checkout("two", "used");
    write(broken.resolve("ci-operator/config/org/repo/org-repo-main.yaml"), "base_images: [\n");
    swapTo(broken);
    Await.until(
        "the config is named",
        IN_FORCE,
        () -> worker.count("ci-operator/config/org/repo/org-repo-main.yaml: line 2:") == 1,
        worker::log);
    TestImage second = images.docker(10_000);
    stream(second, "used");
    awaitMirrored("used", second, SOON);
  }

  @Test
  void aFolderThatIsNotACheckoutIsRefused() {
    WorkerProcess worker = platform.process("worker", "--release-repo-git-sync-path=" + folder);
    worker.launch();
    assertEquals(2, worker.awaitExit(SOON));
    assertTrue(worker.log().contains("ci-operator/config"), worker.log());
  }
}
