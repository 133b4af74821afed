package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A target that lost blobs, and answers as quay.io does. */
class MissingBlobIT {

  private static final String TARGET = "openshift/ci";
  private static final String BY_TAG = "/manifests/v1";

  private final RegistryPair registries = new RegistryPair();
  private final ScriptedPair scripted = registries.scripted(TARGET);
  private final ScriptedServer target = scripted.target;
  private final TestImages images = new TestImages(63);

  @AfterEach
  void stop() {
    scripted.close();
    registries.close();
  }

  @Test
  void blobsAreAskedForAgainInEachOfThreeRounds() {
    TestImage image = pushed(images.docker(20_000, 30_000));
    target.times(3, "PUT", BY_TAG, request -> unknownBlob());
    scripted.copy(image, "v1");
    registries.assertMirrored(image, TARGET, "v1");
    assertEquals(4 * image.blobs().size(), asked());
  }

  @Test
  void afterThreeRoundsTheAttemptEnds() {
    TestImage image = pushed(images.docker(20_000));
    target.always("PUT", BY_TAG, unknownBlob());
    assertEquals(RegistryError.UPLOAD_INTERRUPTED, failure(image).type());
    assertEquals(4, target.seen("PUT", BY_TAG).size());
  }

  /** The manifest of a child is rejected without a detail. */
  @Test
  void aRefusalWithoutAReasonIsTriedOnceMore() {
    TestImage list = pushed(images.dockerList(20_000));
    String child = "/manifests/" + list.children().getFirst().digest();
    target.once("PUT", child, invalid("{}"));
    scripted.copy(list, "v1");
    registries.assertMirrored(list, TARGET, "v1");
    assertEquals(2, target.seen("PUT", child).size());
  }

  @Test
  void aRefusalThatStaysWithoutAReasonIsAnInvalidManifest() {
    TestImage image = pushed(images.docker(20_000));
    target.always("PUT", BY_TAG, invalid("{}"));
    assertEquals(RegistryError.MANIFEST_INVALID, failure(image).type());
    assertEquals(2, target.seen("PUT", BY_TAG).size());
  }

  /** It existed when it was checked, and was garbage-collected before the index was written. */
  @Test
  void aChildThatWentMissingIsSentAgain() {
    TestImage list = pushed(images.dockerList(20_000));
    String child = list.children().getFirst().digest();
    target.once(
        "HEAD", "/manifests/" + child, Answer.reply(200, "").with("Docker-Content-Digest", child));
    target.once("PUT", BY_TAG, invalid("{}"));
    scripted.copy(list, "v1");
    registries.assertMirrored(list, TARGET, "v1");
  }

  /** Only a tag is to be written, but the target lost a blob of the manifest that it has. */
  @Test
  void anImageThatTheTargetHasIsSentAgainWhenItLostABlob() {
    TestImage image = pushed(images.docker(20_000));
    registries.targetAccess.push(TARGET, "other", image);
    target.once("PUT", BY_TAG, unknownBlob());
    scripted.copy(image, "v1");
    registries.assertMirrored(image, TARGET, "v1");
    assertEquals(image.blobs().size(), asked());
  }

  private TestImage pushed(TestImage image) {
    registries.push(image);
    return image;
  }

  private int asked() {
    return target.seen("POST", "/blobs/uploads/\\?mount=").size();
  }

  private RegistryException failure(TestImage image) {
    return assertThrows(RegistryException.class, () -> scripted.copy(image, "v1"));
  }

  private static Answer unknownBlob() {
    return invalid("{\"message\":\"Unknown blob `sha256:1`\"}");
  }

  private static Answer invalid(String detail) {
    return new Answer.Reply(
        400,
        Map.of("Content-Type", "application/json"),
        "{\"errors\":[{\"code\":\"MANIFEST_INVALID\",\"detail\":%s,\"message\":\"manifest invalid\"}]}"
            .formatted(detail));
  }
}
