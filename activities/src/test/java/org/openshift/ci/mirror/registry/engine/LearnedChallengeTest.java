package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.FreePorts;
import org.openshift.ci.mirror.testing.ScriptedServer;

/** A challenge for which no token can be got is forgotten, not kept until the process ends. */
class LearnedChallengeTest {

  private static final String DIGEST = "sha256:" + "e".repeat(64);
  private static final Answer.Reply FOUND =
      Answer.reply(200, "").with("Docker-Content-Digest", DIGEST);
  private static final Answer.Reply TOKEN = Answer.reply(200, "{\"token\":\"good\"}");

  @AutoClose private final ScriptedServer registry = ScriptedServer.start();

  @AutoClose
  private final RegistryEngine engine =
      RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(registry.host()));

  @Test
  void anUnreachableTokenServiceFailsOneRequestAndNoOtherRepository() {
    registry.once("HEAD", "^/v2/a/", challenge("https://127.0.0.1:" + FreePorts.next() + "/token"));
    registry.always("HEAD", "/manifests/", FOUND);
    assertThrows(RegistryException.class, () -> digest("a"));
    assertEquals(Optional.of(DIGEST), digest("b"));
    assertEquals(Optional.of(DIGEST), digest("a"));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 401, 403, 404, 500})
  void aTokenServiceThatGivesNoTokenIsReplacedByTheOneThatTheRegistryNamesNext(int status) {
    registry.once("HEAD", "", challenge(registry.uri() + "/old"));
    registry.always("GET", "^/old", Answer.reply(status, "no token"));
    registry.once("HEAD", "", challenge(registry.uri() + "/new"));
    registry.always("GET", "^/new", TOKEN);
    registry.always("HEAD", "", FOUND);
    assertThrows(RegistryException.class, () -> digest("a"));
    assertEquals(Optional.of(DIGEST), digest("a"));
    assertEquals(Optional.of("Bearer good"), registry.seen().getLast().header("Authorization"));
  }

  @Test
  void whatARequestWithoutTokenDoesNotFindIsNotTakenForMissing() {
    registry.once("HEAD", "", challenge(registry.uri() + "/token"));
    registry.once("GET", "^/token", Answer.reply(503, ""));
    registry.once("HEAD", "", Answer.reply(404, ""));
    registry.once("GET", "^/token", Answer.reply(503, ""));
    assertThrows(RegistryException.class, () -> digest("a"));
    RegistryException e = assertThrows(RegistryException.class, () -> digest("a"));
    assertTrue(e.getMessage().contains("get a token"), e.getMessage());
  }

  @Test
  void aBrokenTokenServiceOfOneRepositoryLeavesTheTokenOfAnother() {
    registry.once("HEAD", "^/v2/a/", challenge(registry.uri() + "/good"));
    registry.once("GET", "^/good", TOKEN);
    registry.always("HEAD", "^/v2/a/", FOUND);
    registry.always("HEAD", "^/v2/b/", challenge(registry.uri() + "/broken"));
    registry.always("GET", "^/broken", Answer.reply(500, ""));
    assertEquals(Optional.of(DIGEST), digest("a"));
    assertThrows(RegistryException.class, () -> digest("b"));
    assertEquals(Optional.of(DIGEST), digest("a"));
    assertEquals(Optional.of("Bearer good"), registry.seen().getLast().header("Authorization"));
  }

  private Optional<String> digest(String repository) {
    return engine.digest(new PullSpec(registry.host(), repository + "/app", "v1", null));
  }

  private static Answer.Reply challenge(String realm) {
    return Answer.reply(401, "").with("WWW-Authenticate", "Bearer realm=\"" + realm + "\"");
  }
}
