package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;

/** Which answers show that a registry works, and which that it does not. */
@Timeout(60)
@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class RegistryProbeTest {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final String DIGEST = "sha256:" + "d".repeat(64);
  private static final String UPLOADS = "/v2/a/b/blobs/uploads/";

  private final ScriptedServer registry = ScriptedServer.start();
  private final PullSpec image = new PullSpec(registry.host(), "a/b", "v1", null);
  private final RegistryEngine engine =
      RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(registry.host()));

  @AfterEach
  void stop() {
    engine.close();
    registry.close();
  }

  @ParameterizedTest
  @CsvSource({
    "200, true",
    "401, true",
    "403, true",
    "404, true",
    "429, true",
    "500, false",
    "502, false",
    "503, false",
    "504, false"
  })
  void readingIsJudgedByTheAnswerToAHead(int status, boolean serves) {
    registry.always(
        "HEAD",
        "/v2/a/b/manifests/sha256:0{64}$",
        Answer.reply(status, "").with("Docker-Content-Digest", DIGEST));
    assertEquals(serves, engine.serves(image, false));
    assertEquals(1, registry.seen().size());
  }

  @ParameterizedTest
  @CsvSource({
    "401, UNAUTHORIZED,    true",
    "403, DENIED,          true",
    "404, NAME_UNKNOWN,    true",
    "405, DENIED,          false",
    "405, UNSUPPORTED,     false",
    "429, TOOMANYREQUESTS, true",
    "500, UNKNOWN,         false",
    "503, UNKNOWN,         false",
  })
  void writingIsJudgedByTheAnswerToTheStartOfAnUpload(int status, String code, boolean serves) {
    registry.always("POST", UPLOADS + "$", Answer.error(status, code, "scripted"));
    assertEquals(serves, engine.serves(image, true));
    assertEquals(1, registry.seen().size());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 404, 405, 500})
  void anUploadThatWasStartedIsEndedAgain(int status) {
    registry.always("POST", UPLOADS + "$", started());
    registry.always("DELETE", UPLOADS + "1\\?state=x$", Answer.reply(status, ""));
    assertTrue(engine.serves(image, true));
    assertEquals(1, registry.seen("DELETE", UPLOADS + "1").size());
  }

  @Test
  void aWebPageIsNotTheRegistry() {
    registry.always(
        "*", "/v2/", Answer.reply(404, "<html>").with("Content-Type", "text/html; charset=utf-8"));
    assertFalse(engine.serves(image, false));
    assertFalse(engine.serves(image, true));
  }

  @Test
  void aTokenServerThatIsDownIsAnOutageOfItsRegistry() {
    registry.always(
        "*",
        "/v2/",
        Answer.error(401, "UNAUTHORIZED", "authentication required")
            .with("WWW-Authenticate", "Bearer realm=\"" + registry.uri() + "/token\""));
    registry.always("GET", "^/token", Answer.reply(503, ""));
    assertFalse(engine.serves(image, false));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void silenceIsAnOutageAfterFiveSeconds(boolean writing) {
    registry.always("*", "/v2/", new Answer.Silence());
    assertTimeout(SOON, () -> assertFalse(engine.serves(image, writing)));
  }

  @Test
  void anUploadWhoseEndIsNotAnsweredWasStartedAllTheSame() {
    registry.always("POST", UPLOADS + "$", started());
    registry.always("DELETE", UPLOADS, new Answer.Silence());
    assertTimeout(SOON, () -> assertTrue(engine.serves(image, true)));
  }

  @Test
  void aHostWithoutARegistryIsAnOutage() throws IOException {
    ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    nobody.close();
    PullSpec gone = new PullSpec("127.0.0.1:" + nobody.getLocalPort(), "a/b", "v1", null);
    assertFalse(engine.serves(gone, false));
    assertFalse(engine.serves(gone, true));
  }

  private static Answer started() {
    return Answer.reply(202, "").with("Location", UPLOADS + "1?state=x");
  }
}
