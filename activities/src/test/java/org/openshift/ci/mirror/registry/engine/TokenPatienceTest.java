package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;

/**
 * A request with a short wait budget does not wait for a token that another request is fetching.
 */
@Timeout(60)
class TokenPatienceTest {

  private static final String DIGEST = "sha256:" + "c".repeat(64);

  private final ScriptedServer registry = ScriptedServer.start();
  private RegistryEngine engine;

  @BeforeEach
  void start() {
    engine = RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(registry.host()));
    registry.once(
        "HEAD",
        "/manifests/",
        Answer.reply(401, "")
            .with("WWW-Authenticate", "Bearer realm=\"" + registry.uri() + "/token\""));
    registry.once("GET", "^/token", new Answer.Silence());
    registry.always("GET", "^/token", Answer.reply(200, "{\"token\":\"t\"}"));
    registry.always(
        "HEAD", "/manifests/", Answer.reply(200, "").with("Docker-Content-Digest", DIGEST));
  }

  @AfterEach
  void stop() {
    engine.close();
    registry.close();
  }

  @Test
  void failsWhileTheOtherRequestStillWaits() throws InterruptedException {
    Thread patient = Thread.startVirtualThread(this::tryToRead);
    Await.until(
        "a token is asked for",
        Duration.ofSeconds(20),
        () -> registry.seen("GET", "^/token").size() == 1,
        registry::seen);

    RegistryException late =
        assertThrows(RegistryException.class, () -> RegistryEngine.withShortWaits(this::read));

    assertEquals(RegistryError.TIMEOUT, late.type());
    assertTrue(late.getMessage().contains("get a token"), late.getMessage());
    assertEquals(1, registry.seen("GET", "^/token").size());
    assertTrue(patient.isAlive());
    engine.close();
    assertTrue(patient.join(Duration.ofSeconds(20)));
  }

  private String read() {
    return engine.digest(new PullSpec(registry.host(), "a/b", "v1", null)).orElseThrow();
  }

  /** Returns or throws when the engine closes. */
  private void tryToRead() {
    try {
      read();
    } catch (RuntimeException e) {
      // The request was aborted.
    }
  }
}
