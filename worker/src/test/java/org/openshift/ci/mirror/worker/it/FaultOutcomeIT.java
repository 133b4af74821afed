package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The state of a mirror task in Temporal when a registry refuses its image. */
@Order(1)
class FaultOutcomeIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration AFTER_FIVE_ATTEMPTS = Duration.ofSeconds(90);
  private static final String UNCOMPRESSED = "application/vnd.docker.image.rootfs.diff.tar";

  private ScriptedServer source;
  private ScriptedServer target;
  private final TestImages images = new TestImages(8);

  @BeforeEach
  void start() {
    source = platform.scriptSource();
    target = platform.scriptTarget();
  }

  private TestWorker worker(String... flags) {
    return platform.worker(flags).start();
  }

  private void awaitTask(String stream, String query, Duration within) {
    platform.awaitListed(
        "WorkflowId='mirror/test_%s_1' AND %s".formatted(stream, query), 1, within);
  }

  private void awaitParked(String stream, String errorType, Duration within) {
    awaitTask(
        stream,
        "ExecutionStatus='Running' AND MirrorState='parked' AND MirrorErrorType='%s'"
            .formatted(errorType),
        within);
  }

  private void awaitSkipped(String stream, String errorType) {
    awaitTask(
        stream, "ExecutionStatus='Completed' AND MirrorErrorType='%s'".formatted(errorType), SOON);
  }

  @Test
  void aRefusalIsParkedWithItsReasonOrRetriedAndOthersContinue() {
    target.always(
        "PUT",
        "/manifests/.*test_broken_1$",
        Answer.error(400, "MANIFEST_INVALID", "manifest invalid"));
    target.always(
        "PUT",
        "/manifests/test_layer_1$",
        Answer.error(
            400, "MANIFEST_INVALID", "'" + UNCOMPRESSED + "' is not one of the media types"));
    TestImage other = images.docker(5);
    target.always(
        "GET",
        "/manifests/test_differs_1$",
        Answer.reply(200, other.manifest()).with("Content-Type", other.mediaType()));
    target.always(
        "HEAD",
        "/manifests/test_differs_1$",
        Answer.reply(200, "").with("Docker-Content-Digest", other.digest()));
    target.always(
        "PUT", "/manifests/test_refused_1$", Answer.error(401, "UNAUTHORIZED", "validate token"));
    target.always("PUT", "/manifests/test_readonly_1$", Answer.error(405, "DENIED", "read-only"));
    target.always(
        "PUT",
        "/manifests/test_blamed_1$",
        Answer.error(500, "MANIFEST_BLOB_UNKNOWN", "blob unknown to registry"));
    worker();
    platform.release("blamed", "1", images.docker(1_000));
    platform.release("broken", "1", images.docker(1_000));
    platform.release("layer", "1", withLayerOf(UNCOMPRESSED));
    TestImage readOnly = images.docker(1_000);
    TestImage refused = images.docker(1_000);
    platform.release("differs", "1", images.docker(1_000));
    platform.release("refused", "1", refused);
    platform.release("readonly", "1", readOnly);
    awaitTask("readonly", "MirrorState='retrying' AND MirrorErrorType='RegistryReadOnly'", SOON);
    awaitParked("layer", "LayerUnsupported", SOON);
    TestImage good = images.docker(1_000);
    platform.release("good", "1", good);
    platform.awaitMirrored("good", "1", good, SOON);
    awaitParked("broken", "ManifestInvalid", AFTER_FIVE_ATTEMPTS);
    awaitParked("differs", "ReadBackDiffers", AFTER_FIVE_ATTEMPTS);
    awaitParked("blamed", "RegistryError", AFTER_FIVE_ATTEMPTS);
    awaitParked("refused", "CredentialsRefused", AFTER_FIVE_ATTEMPTS);
    assertEquals(5, target.seen("PUT", "/manifests/test_differs_1$").size());
    Await.until(
        "a read-only target is tried more often than a refused image",
        AFTER_FIVE_ATTEMPTS,
        () -> target.seen("PUT", "/manifests/test_readonly_1$").size() > 5,
        target::seen);
    awaitTask("readonly", "ExecutionStatus='Running' AND MirrorState!='parked'", SOON);

    target.clearRules();
    platform.awaitMirrored("readonly", "1", readOnly, Duration.ofMinutes(2));
    platform.temporal.client().newUntypedWorkflowStub("mirror/test_refused_1").signal("trigger");
    platform.awaitMirrored("refused", "1", refused, SOON);
  }

  @Test
  void aLayerThatIsNotGzipIsSkippedWhereOnlyValidImagesAreWanted() {
    TestWorker worker = worker("--only-valid-manifest-v2-images=true");
    platform.release("plain", "1", withLayerOf(UNCOMPRESSED));
    awaitSkipped("plain", "ImageExcluded");
    assertEquals(Optional.empty(), platform.targetAccess.digest(Platform.TARGET, "test_plain_1"));
    assertEquals(1, worker.count("test/plain:1 skipped (ImageExcluded)"), worker.log());

    TestImage good = images.docker(1_000);
    platform.release("plain", "1", good);
    platform.awaitMirrored("plain", "1", good, SOON);
  }

  @Test
  void aSchema1ImageIsParkedUntilTheDestinationHasAnImageAndThenSkipped() {
    String schema1 = "{\"schemaVersion\":1,\"name\":\"a\",\"tag\":\"b\",\"fsLayers\":[]}";
    String digest = TestBlob.sha256(schema1.getBytes(StandardCharsets.UTF_8));
    source.always(
        "*",
        "/manifests/" + digest,
        Answer.reply(200, schema1)
            .with("Content-Type", "application/vnd.docker.distribution.manifest.v1+prettyjws"));
    worker();
    platform.point("old", "1", digest);
    awaitParked("old", "ManifestSchema1", SOON);

    platform.targetAccess.push(Platform.TARGET, "test_old_1", images.docker(1_000));
    platform.temporal.client().newUntypedWorkflowStub("mirror/test_old_1").signal("trigger");
    awaitSkipped("old", "ManifestSchema1");
  }

  private TestImage withLayerOf(String mediaType) {
    TestBlob layer = images.layer(1_000);
    TestImage image = images.docker(List.of(layer));
    TestBlob typed = new TestBlob(mediaType, layer.digest(), layer.size(), layer.content());
    return TestImages.image(TestImages.DOCKER_MANIFEST, image.blobs().getFirst(), List.of(typed));
  }
}
