package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;
import org.openshift.ci.mirror.testing.TestSettings;

/** A tag is written but the answer is lost: the tag is read before the write counts as failed. */
class LostAnswerIT {

  private static final String TARGET = "openshift/ci";
  private static final Duration LONG = Duration.ofSeconds(20);

  private final RegistryPair registries = new RegistryPair();
  private final ScriptedPair scripted =
      registries.scripted(
          TARGET,
          settings ->
              TestSettings.withTimeouts(
                  settings, new EngineSettings.Timeouts(LONG, Duration.ofSeconds(2), LONG, LONG)));
  private final ScriptedServer target = scripted.target;
  private final TestImage image = new TestImages(62).docker(20_000);

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
  void anAnswerThatIsLostWithItsConnection() {
    target.times(2, "PUT", "/manifests/date", request -> new Answer.ForwardAndLoseAnswer());
    assertCopied();
    assertEquals(2, target.seen("PUT", "/manifests/date").size());
  }

  /** Some registries answer this to the second of two concurrent writes of one tag. */
  @Test
  void anErrorThoughTheTagIsSet() {
    target.once("PUT", "/manifests/date", failed());
    assertCopied();
    assertEquals(1, target.seen("PUT", "/manifests/date").size());
  }

  @Test
  void anAnswerThatNeverComes() {
    registries.targetAccess.push(TARGET, "date", image);
    target.once("PUT", "/manifests/date", new Answer.Silence());
    assertCopied();
  }

  @Test
  void whatIsNotFoundFailsAsBefore() {
    target.once("PUT", "/manifests/date", Answer.error(500, "UNKNOWN", "scripted"));
    assertEquals(RegistryError.REGISTRY_ERROR, failure().type());
  }

  @Test
  void whatCannotBeLookedAtFailsAsBefore() {
    target.once("PUT", "/manifests/date", failed());
    target.once("GET", "/manifests/date", Answer.error(429, "TOOMANYREQUESTS", "scripted"));
    assertEquals(RegistryError.REGISTRY_ERROR, failure().type());
  }

  private static Answer failed() {
    return new Answer.ForwardAndReply(Answer.error(500, "UNKNOWN", "scripted"));
  }

  private RegistryException failure() {
    return assertThrows(RegistryException.class, () -> scripted.copy(image, "date", "floating"));
  }

  private void assertCopied() {
    assertEquals(image.digest(), scripted.copy(image, "date", "floating").digest());
    registries.assertMirrored(image, TARGET, "date");
    registries.assertMirrored(image, TARGET, "floating");
  }
}
