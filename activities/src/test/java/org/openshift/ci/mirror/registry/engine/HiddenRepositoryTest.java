package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
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
import org.openshift.ci.mirror.testing.TestBlob;

/**
 * Registries that hide a repository instead of asking for a credential, and those that ask for
 * another scope than the path says (Docker registry token authentication, "Token Scope").
 */
class HiddenRepositoryTest {

  private static final String DIGEST = "sha256:" + "f".repeat(64);
  private static final Answer.Reply FOUND =
      Answer.reply(200, "").with("Docker-Content-Digest", DIGEST);

  @TempDir private Path folder;
  @AutoClose private final ScriptedServer registry = ScriptedServer.start();
  @AutoClose private RegistryEngine engine;

  @BeforeEach
  void start() throws IOException {
    String auth =
        Base64.getEncoder().encodeToString("robot:secret".getBytes(StandardCharsets.UTF_8));
    Path credentials = folder.resolve("config.json");
    Files.writeString(
        credentials, "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(registry.host(), auth));
    engine = engine(credentials);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404})
  void theCredentialIsShownBeforeAnybodyIsToldToPushOrToGrant(int status) {
    registry.once("HEAD", "/manifests/", Answer.reply(status, ""));
    registry.once("GET", "^/v2/$", challenge("service=\"s\""));
    registry.once("GET", "^/token", Answer.reply(200, "{\"token\":\"t\"}"));
    registry.always("HEAD", "/manifests/", FOUND);
    assertEquals(Optional.of(DIGEST), digest("v1"));
    assertEquals(Optional.of(DIGEST), digest("v2"));
    assertEquals(
        List.of(Optional.empty(), Optional.of("Bearer t"), Optional.of("Bearer t")),
        registry.seen("HEAD", "").stream().map(seen -> seen.header("Authorization")).toList());
    assertTrue(
        registry.seen("GET", "^/token").getFirst().target().contains("repository%3Aa%2Fb%3Apull"));
  }

  @Test
  void aPasswordIsShownWhereTheRegistryWantsOne() {
    registry.once("POST", "/uploads/", Answer.error(404, "NAME_UNKNOWN", "no such repository"));
    registry.once(
        "GET", "^/v2/$", Answer.reply(401, "").with("WWW-Authenticate", "Basic realm=\"x\""));
    registry.always("POST", "/uploads/", Answer.reply(202, "").with("Location", "/v2/a/b/1"));
    registry.always("DELETE", "/1$", Answer.reply(204, ""));
    assertTrue(engine.serves(new PullSpec(registry.host(), "a/b", "v1", null), true));
    assertTrue(registry.seen("POST", "").getLast().header("Authorization").isPresent());
  }

  /** As crane does. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPasswordIsShownToARegistryThatNeverSaysHowToAuthenticate(boolean header) {
    Answer.Reply refused =
        header ? Answer.reply(401, "").with("WWW-Authenticate", "") : Answer.reply(401, "");
    registry.once("HEAD", "/manifests/", refused);
    registry.always("GET", "^/v2/$", refused);
    registry.always("HEAD", "/manifests/", FOUND);
    assertEquals(Optional.of(DIGEST), digest("v1"));
    assertTrue(
        registry.seen("HEAD", "").getLast().header("Authorization").orElse("").startsWith("Basic"));
  }

  @Test
  void anOpenRegistryIsNotAskedAgainAndAgain() {
    registry.once("GET", "^/v2/$", Answer.reply(200, "{}"));
    registry.always("HEAD", "/manifests/", Answer.reply(404, ""));
    for (int i = 0; i < 20; i++) {
      assertEquals(Optional.empty(), digest("v" + i));
    }
    assertEquals(21, registry.seen().size());
  }

  @Test
  void anImageThatIsDeniedToAHeadIsFoundByReadingIt() {
    String manifest = "{\"schemaVersion\":2,\"layers\":[]}";
    registry.always("HEAD", "/manifests/", Answer.reply(404, ""));
    registry.always("GET", "/manifests/v1", Answer.reply(200, manifest));
    registry.always("GET", "/manifests/none", Answer.reply(404, ""));
    registry.always("GET", "^/v2/$", Answer.reply(200, ""));
    PullSpec image = new PullSpec(registry.host(), "a/b", "v1", null);
    assertEquals(Optional.empty(), engine.digest(image));
    assertEquals(
        Optional.of(TestBlob.sha256(manifest.getBytes(StandardCharsets.UTF_8))),
        engine.digestByReading(image));
    assertEquals(
        Optional.empty(),
        engine.digestByReading(new PullSpec(registry.host(), "a/b", "none", null)));
  }

  @Test
  void withoutACredentialTheFirstAnswerCounts() {
    engine.close();
    engine = engine(null);
    registry.always("GET", "/manifests/", Answer.error(403, "DENIED", "not for you"));
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () ->
                engine.copy(
                    new PullSpec(registry.host(), "a/b", "v1", null),
                    null,
                    List.of(new PullSpec(registry.host(), "c/d", "v1", null)),
                    CopyListener.NONE));
    assertEquals(RegistryError.ACCESS_DENIED, e.type());
    assertEquals(1, registry.seen().size());
  }

  @Test
  void theScopeThatTheRegistryNamesIsAskedForAsWell() {
    registry.once("HEAD", "", challenge("scope=\"repository:virtual/b:pull repository:a/b:pull\""));
    registry.always("GET", "^/token", Answer.reply(200, "{\"token\":\"t\"}"));
    registry.always("HEAD", "", FOUND);
    assertEquals(Optional.of(DIGEST), digest("v1"));
    assertEquals(Optional.of(DIGEST), digest("v2"));
    assertEquals(1, registry.seen("GET", "^/token").size());
    String target = registry.seen("GET", "^/token").getFirst().target();
    assertEquals(
        List.of("scope=repository%3Aa%2Fb%3Apull", "scope=repository%3Avirtual%2Fb%3Apull"),
        List.of(target.substring(target.indexOf('?') + 1).split("&")).stream()
            .filter(parameter -> parameter.startsWith("scope"))
            .toList());
    assertEquals(3, registry.seen("HEAD", "").size());
  }

  @Test
  void aScopeThatIsNamedOnlyInAnswerToATokenIsAskedForToo() {
    registry.once("HEAD", "", challenge("service=\"s\""));
    registry.once("GET", "^/token", Answer.reply(200, "{\"token\":\"first\"}"));
    registry.once("HEAD", "", challenge("service=\"s\",scope=\"repository:virtual/b:pull\""));
    registry.once("GET", "^/token.*virtual", Answer.reply(200, "{\"token\":\"second\"}"));
    registry.once("HEAD", "", FOUND);
    assertEquals(Optional.of(DIGEST), digest("v1"));
    assertEquals(Optional.of("Bearer second"), registry.seen().getLast().header("Authorization"));
  }

  private Answer.Reply challenge(String parameters) {
    return Answer.reply(401, "")
        .with("WWW-Authenticate", "Bearer realm=\"" + registry.uri() + "/token\"," + parameters);
  }

  private Optional<String> digest(String tag) {
    return engine.digest(new PullSpec(registry.host(), "a/b", tag, null));
  }

  private RegistryEngine engine(Path credentials) {
    return RegistryEngine.create(
        EngineSettings.defaults()
            .withCredentialsFile(credentials)
            .withInsecureRegistry(registry.host()));
  }
}
