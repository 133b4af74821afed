package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;

/** Which credentials and tokens the servers receive. */
class AuthenticationTest {

  private static final String DIGEST = "sha256:" + "c".repeat(64);
  private static final Answer.Reply FOUND =
      Answer.reply(200, "").with("Docker-Content-Digest", DIGEST);

  @TempDir private Path folder;
  private final ScriptedServer registry = ScriptedServer.start();
  private final ScriptedServer other = ScriptedServer.start();
  private RegistryEngine engine;

  @BeforeEach
  void start() throws IOException {
    Path credentials = folder.resolve("config.json");
    Files.writeString(
        credentials,
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(registry.host(), base64("robot:secret-of-robot")));
    engine =
        RegistryEngine.create(
            EngineSettings.defaults()
                .withCredentialsFile(credentials)
                .withInsecureRegistry(registry.host()));
  }

  @AfterEach
  void stop() {
    engine.close();
    registry.close();
    other.close();
  }

  @Test
  void fetchesATokenForTheScopeAndKeepsIt() {
    wantBearer(registry.uri() + "/token");
    registry.always("GET", "^/token", json("{\"token\":\"t-1\",\"expires_in\":300}"));
    registry.always("HEAD", "/manifests/", FOUND);
    assertEquals(Optional.of(DIGEST), engine.digest(image("v1")));
    assertEquals(Optional.of(DIGEST), engine.digest(image("v2")));

    List<SeenRequest> tokens = registry.seen("GET", "^/token");
    assertEquals(1, tokens.size());
    assertTrue(tokens.getFirst().target().contains("scope=repository%3Aa%2Fb%3Apull"));
    assertTrue(tokens.getFirst().target().contains("service=the+service"));
    assertEquals(
        Optional.of("Basic " + base64("robot:secret-of-robot")),
        tokens.getFirst().header("Authorization"));
    assertEquals(
        List.of(Optional.empty(), Optional.of("Bearer t-1"), Optional.of("Bearer t-1")),
        registry.seen("HEAD", "/manifests/").stream()
            .map(request -> request.header("Authorization"))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"access_token\":\"t-1\",\"token\":\"\"}",
        "{\"token\":\"\",\"access_token\":\"t-1\"}",
        "{\"token\":null,\"access_token\":\"t-1\"}",
        "{\"access_token\":\"other\",\"token\":\"t-1\"}",
      })
  void ofTwoTokensTheOneThatIsNotEmptyCounts(String answer) {
    wantBearer(registry.uri() + "/token");
    registry.always("GET", "^/token", json(answer));
    registry.always("HEAD", "/manifests/", FOUND);
    assertEquals(Optional.of(DIGEST), engine.digest(image("v1")));
    assertEquals(
        Optional.of("Bearer t-1"), registry.seen("HEAD", "").getLast().header("Authorization"));
  }

  @Test
  void showsThePasswordWhereTheRegistryWantsIt() {
    registry.once("HEAD", "", Answer.reply(401, "").with("WWW-Authenticate", "Basic realm=\"x\""));
    registry.always("HEAD", "", FOUND);
    engine.digest(image("v1"));
    assertEquals(
        Optional.of("Basic " + base64("robot:secret-of-robot")),
        registry.seen().getLast().header("Authorization"));
  }

  @Test
  void replacesATokenThatTheRegistryNoLongerTakes() {
    wantBearer(registry.uri() + "/token");
    registry.once("GET", "^/token", json("{\"access_token\":\"old\"}"));
    registry.once("GET", "^/token", json("{\"access_token\":\"new\"}"));
    registry.once("HEAD", "v1", FOUND);
    assertEquals(Optional.of(DIGEST), engine.digest(image("v1")));
    wantBearerAgain(registry.uri() + "/token");
    registry.always("HEAD", "v2", FOUND);
    assertEquals(Optional.of(DIGEST), engine.digest(image("v2")));
    assertEquals(
        Optional.of("Bearer new"), registry.seen("HEAD", "v2").getLast().header("Authorization"));
  }

  @Test
  void aCredentialRefusedAgainIsSaidWithItsFileAndWithoutTheCredential() {
    registry.always(
        "*",
        "",
        new Answer.Reply(
            401,
            java.util.Map.of("WWW-Authenticate", "Basic realm=\"x\""),
            "{\"errors\":[{\"code\":\"UNAUTHORIZED\",\"message\":\"got "
                + base64("robot:secret-of-robot")
                + "\"}]}"));
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () -> engine.copy(image("v1"), null, List.of(image("v2")), CopyListener.NONE));
    assertEquals(RegistryError.CREDENTIALS_REFUSED, e.type());
    assertTrue(e.getMessage().contains("config.json"), e.getMessage());
    assertFalse(e.getMessage().contains(base64("robot:secret-of-robot")), e.getMessage());
    assertEquals(2, registry.seen().size());
  }

  @Test
  void sendsNoCredentialToARealmElsewhereWithoutTls() {
    wantBearer(other.uri() + "/token");
    RegistryException e = assertThrows(RegistryException.class, () -> engine.digest(image("v1")));
    assertEquals(RegistryError.CREDENTIALS_REFUSED, e.type());
    assertTrue(e.getMessage().contains(other.host()), e.getMessage());
    assertEquals(List.of(), other.seen());
  }

  @Test
  void followsARedirectWithoutTheCredential() {
    registry.once("HEAD", "", Answer.reply(401, "").with("WWW-Authenticate", "Basic realm=\"x\""));
    registry.always("HEAD", "", Answer.reply(307, "").with("Location", other.uri() + "/else"));
    other.always("HEAD", "/else", FOUND);
    assertEquals(Optional.of(DIGEST), engine.digest(image("v1")));
    assertTrue(registry.seen().getLast().header("Authorization").isPresent());
    assertEquals(Optional.empty(), other.seen().getFirst().header("Authorization"));
  }

  @Test
  void followsRedirectsNoFurtherThanIsSensible() {
    registry.always("HEAD", "", Answer.reply(302, "").with("Location", registry.uri() + "/again"));
    RegistryException e = assertThrows(RegistryException.class, () -> engine.digest(image("v1")));
    assertEquals(RegistryError.REGISTRY_ERROR, e.type());
    assertTrue(registry.seen().size() < 10);
  }

  @Test
  void anUnusableAnswerOfATokenServiceIsATemporaryFailure() {
    wantBearer(registry.uri() + "/token");
    for (String answer :
        List.of("", "[]", "{\"token\":\"\"}", "{\"token\":\"a\\r\\nb\"}", "x".repeat(300_000))) {
      registry.once("GET", "^/token", json(answer));
      RegistryException e = assertThrows(RegistryException.class, () -> engine.digest(image("v1")));
      assertEquals(RegistryError.REGISTRY_ERROR, e.type(), answer);
    }
  }

  @Test
  void readsTheCredentialsAgainWhenTheFileChanges() throws Exception {
    registry.always(
        "HEAD", "", Answer.reply(401, "").with("WWW-Authenticate", "Basic realm=\"x\""));
    assertThrows(RegistryException.class, () -> engine.digest(image("v1")));
    Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(registry.host(), base64("robot:rotated-secret")));
    Optional<String> expected = Optional.of("Basic " + base64("robot:rotated-secret"));
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (System.nanoTime() < deadline
        && !registry.seen().getLast().header("Authorization").equals(expected)) {
      assertThrows(RegistryException.class, () -> engine.digest(image("v1")));
    }
    assertEquals(expected, registry.seen().getLast().header("Authorization"));
  }

  private PullSpec image(String tag) {
    return new PullSpec(registry.host(), "a/b", tag, null);
  }

  private void wantBearer(String realm) {
    registry.once("HEAD", "/manifests/", challenge(realm));
  }

  /** Before the rules that are there already. */
  private void wantBearerAgain(String realm) {
    registry.once("HEAD", "/manifests/v2", challenge(realm));
  }

  private static Answer.Reply challenge(String realm) {
    return Answer.reply(401, "")
        .with("WWW-Authenticate", "Bearer realm=\"" + realm + "\",service=\"the service\"");
  }

  private static Answer.Reply json(String body) {
    return Answer.reply(200, body).with("Content-Type", "application/json");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
