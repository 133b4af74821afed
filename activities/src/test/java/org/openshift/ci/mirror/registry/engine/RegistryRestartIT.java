package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;
import org.openshift.ci.mirror.testing.TestSettings;

/** A real registry that is restarted while an upload session is open, and forgets it. */
class RegistryRestartIT {

  private static final String TARGET = "openshift/ci";

  private final RegistryPair registries = new RegistryPair();
  private final ScriptedPair scripted =
      registries.scripted(
          TARGET,
          settings ->
              TestSettings.withConcurrency(settings, new EngineSettings.Concurrency(1, 1, 4)));
  private final TestImage image = new TestImages(41).docker(3_000_000, 20_000);

  @BeforeEach
  void push() {
    registries.push(image);
  }

  @AfterEach
  void stop() {
    scripted.close();
    registries.close();
  }

  @Test
  void betweenTheStartOfTheSessionAndTheUpload() {
    scripted.target.times(
        1,
        "PUT",
        "/blobs/uploads/",
        request -> {
          registries.target.restart();
          return new Answer.Forward();
        });
    assertEquals(image.digest(), scripted.copy(image, "v1").digest());
    registries.assertMirrored(image, TARGET, "v1");
    assertTrue(
        scripted.target.seen("POST", "/blobs/uploads/").size() > image.blobs().size(),
        "the registry remembered the session, so this shows nothing");
  }

  @Test
  void inTheMiddleOfTheUpload() {
    scripted.target.times(
        1,
        "PUT",
        "/blobs/uploads/",
        request -> {
          registries.target.restart();
          return new Answer.Break(1_000_000);
        });
    assertEquals(image.digest(), scripted.copy(image, "v1").digest());
    registries.assertMirrored(image, TARGET, "v1");
  }

  @Test
  void afterTheUploadAndBeforeItsAnswer() {
    scripted.target.times(
        1,
        "PUT",
        "/blobs/uploads/",
        request -> {
          // The client sends all of it, and hears nothing of what became of it.
          return new Answer.ForwardAndReply(Answer.error(502, "UNKNOWN", "bad gateway"));
        });
    try {
      scripted.copy(image, "v1");
    } catch (RegistryException e) {
      registries.target.restart();
    }
    assertEquals(image.digest(), scripted.copy(image, "v1").digest());
    registries.assertMirrored(image, TARGET, "v1");
  }
}
