package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagNames;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;

/** Listing and removing tags: what is sent, and what the answers mean. */
class RemoveTagTest {

  private static final String MANIFEST = "^/v2/openshift/ci/manifests/old$";
  private static final String API_TAG = "^/api/v1/repository/openshift/ci/tag/old$";

  @TempDir private Path folder;
  private final ScriptedServer server = ScriptedServer.start();
  private RegistryEngine engine;
  private PullSpec tag;
  private TagApiToken token;

  @BeforeEach
  void start() throws IOException {
    engine = RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(server.host()));
    tag = PullSpec.parse(server.host() + "/openshift/ci:old");
    token = new TagApiToken(Files.writeString(folder.resolve("token"), "t0ken"));
  }

  @AfterEach
  void stop() {
    engine.close();
    server.close();
  }

  private boolean byRegistry(WriteGuard guard) {
    return engine.removeTag(tag, guard);
  }

  private boolean byApi(WriteGuard guard) {
    return engine.removeTagByApi(tag, token, guard);
  }

  @Test
  void theRegistryIsAskedForTheTagAndNothingElse() {
    server.always("DELETE", MANIFEST, Answer.reply(202, ""));
    assertTrue(byRegistry(WriteGuard.NONE));
    assertEquals(1, server.seen().size(), server.seen()::toString);
  }

  @Test
  void theApiIsAskedWithTheTokenOfTheFile() {
    server.always("DELETE", API_TAG, Answer.reply(204, ""));
    assertTrue(byApi(WriteGuard.NONE));
    assertEquals(1, server.seen().size(), server.seen()::toString);
    assertEquals(Optional.of("Bearer t0ken"), server.seen().getFirst().header("Authorization"));
  }

  @Test
  void aTagThatIsGoneIsNoFailure() {
    server.always("DELETE", MANIFEST, Answer.error(404, "MANIFEST_UNKNOWN", "unknown"));
    server.always("DELETE", API_TAG, Answer.reply(404, "{\"error_message\": \"Not Found\"}"));
    assertFalse(byRegistry(WriteGuard.NONE));
    assertFalse(byApi(WriteGuard.NONE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"@sha256:%s", ":old@sha256:%s"})
  void aDigestIsNeverNamed(String suffix) {
    PullSpec image =
        PullSpec.parse(server.host() + "/openshift/ci" + suffix.formatted("a".repeat(64)));
    assertThrows(IllegalArgumentException.class, () -> engine.removeTag(image, WriteGuard.NONE));
    assertThrows(
        IllegalArgumentException.class, () -> engine.removeTagByApi(image, token, WriteGuard.NONE));
    assertEquals(List.of(), server.seen());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) {
    String image = server.uri() + "/v2/openshift/ci/manifests/sha256:" + "a".repeat(64);
    server.always("DELETE", MANIFEST, Answer.reply(status, "").with("Location", image));
    server.always("DELETE", API_TAG, Answer.reply(status, "").with("Location", image));
    for (RegistryException e :
        List.of(
            assertThrows(RegistryException.class, () -> byRegistry(WriteGuard.NONE)),
            assertThrows(RegistryException.class, () -> byApi(WriteGuard.NONE)))) {
      assertEquals(FailureScope.METHOD, e.scope(), e.getMessage());
    }
    assertEquals(2, server.seen().size(), server.seen()::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "400, UNSUPPORTED, METHOD, REGISTRY_ERROR",
    "405, UNSUPPORTED, METHOD, REGISTRY_ERROR",
    "405, DENIED, WRITE, REGISTRY_READ_ONLY",
    "403, DENIED, WRITE, ACCESS_DENIED",
    "409, TAG_IMMUTABLE, WRITE, ACCESS_DENIED",
    "429, TOOMANYREQUESTS, WRITE, RATE_LIMITED",
    "503, UNAVAILABLE, WRITE, REGISTRY_ERROR"
  })
  void aRefusalOfTheRegistry(int status, String code, FailureScope scope, RegistryError type) {
    server.always("DELETE", MANIFEST, Answer.error(status, code, "no"));
    RegistryException e = assertThrows(RegistryException.class, () -> byRegistry(WriteGuard.NONE));
    assertEquals(scope, e.scope());
    assertEquals(type, e.type());
    assertTrue(e.getMessage().contains("remove the tag " + tag), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "400, ACCESS_DENIED",
    "401, CREDENTIALS_REFUSED",
    "403, ACCESS_DENIED",
    "500, REGISTRY_ERROR"
  })
  void aRefusalOfTheApi(int status, RegistryError type) {
    server.always("DELETE", API_TAG, Answer.reply(status, "{\"detail\": \"t0ken is no token\"}"));
    RegistryException e = assertThrows(RegistryException.class, () -> byApi(WriteGuard.NONE));
    assertEquals(type, e.type());
    assertFalse(e.getMessage().contains("t0ken"), e.getMessage());
  }

  /** The permission ended while the request waited for a connection. */
  @Test
  void nothingIsSentWithoutAPermission() {
    WriteGuard ended =
        new WriteGuard() {
          @Override
          public void beforeWrite(String name) {
            assertEquals("old", name);
          }

          @Override
          public boolean holds() {
            return false;
          }
        };
    for (RegistryException e :
        List.of(
            assertThrows(RegistryException.class, () -> byRegistry(ended)),
            assertThrows(RegistryException.class, () -> byApi(ended)))) {
      assertEquals(RegistryError.TIMEOUT, e.type());
    }
    assertEquals(List.of(), server.seen());
  }

  @Test
  void aRegistryThatWantsTheActionDeleteIsAskedWithIt() {
    server.always("GET", "^/token", Answer.reply(200, "{\"token\":\"t\"}"));
    server.once(
        "DELETE",
        MANIFEST,
        Answer.error(401, "UNAUTHORIZED", "authentication required")
            .with(
                "WWW-Authenticate",
                "Bearer realm=\"%s/token\",service=\"s\",scope=\"repository:openshift/ci:delete\""
                    .formatted(server.uri())));
    server.always("DELETE", MANIFEST, Answer.reply(202, ""));
    assertTrue(byRegistry(WriteGuard.NONE));
    assertTrue(
        server.seen("GET", "^/token").getFirst().target().contains("%3Adelete"),
        server.seen()::toString);
  }

  @Test
  void listsPageByPage() {
    server.once(
        "GET",
        "^/v2/openshift/ci/tags/list\\?n=1000$",
        Answer.reply(200, "{\"name\":\"openshift/ci\",\"tags\":[\"a\",\"b\"]}")
            .with("Link", "</v2/openshift/ci/tags/list?n=1000&last=b>; rel=\"next\""));
    server.once("GET", "last=b$", Answer.reply(200, "{\"tags\":[\"c\"]}"));
    TagNames first = engine.tagNames(tag, null);
    assertEquals(List.of("a", "b"), first.names());
    TagNames second = engine.tagNames(tag, first.next().orElseThrow());
    assertEquals(new TagNames(List.of("c"), Optional.empty()), second);
  }

  @Test
  void aRepositoryWithoutTagsHasNone() {
    server.once("GET", "/tags/list", Answer.reply(200, "{\"tags\":null}"));
    assertEquals(List.of(), engine.tagNames(tag, null).names());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"tags\":[\"a\",1]}",
        "{\"tags\":[\"a\",null,\"b\"]}",
        "{\"tags\":[\"a\"",
        "{\"tags\":[\"a\"]",
        "<html>"
      })
  void aListThatIsCutOffIsNone(String body) {
    server.always("GET", "/tags/list", Answer.reply(200, body));
    assertThrows(RegistryException.class, () -> engine.tagNames(tag, null));
  }

  /** A page that cannot be reached would be missing in the list. */
  @Test
  void aNextPageElsewhereIsAFailure() {
    server.always(
        "GET",
        "/tags/list",
        Answer.reply(200, "{\"tags\":[\"a\"]}")
            .with("Link", "<http://elsewhere.example/v2/x/tags/list?last=a>; rel=\"next\""));
    assertThrows(RegistryException.class, () -> engine.tagNames(tag, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"has_additional\": false, \"tags\": [{\"name\": \"a\"}, null]}",
        "{\"has_additional\": false, \"tags\": [{\"manifest_digest\": \"sha256:1\"}]}",
        "{\"has_additional\": false, \"tags\": [{\"name\": \"a\"}]"
      })
  void aPageOfTheApiThatIsNotUnderstoodWholeIsNone(String body) {
    server.always("GET", "/api/", Answer.reply(200, body));
    assertThrows(RegistryException.class, () -> engine.tagPage(tag, "", 1, token));
  }

  @Test
  void tagsWithoutADigestAreNamed() {
    server.always(
        "GET",
        "onlyActiveTags=true$",
        Answer.reply(200, "{\"has_additional\": false, \"tags\": [{\"name\": \"a\"}]}"));
    assertEquals(Set.of("a"), engine.tagPage(tag, "", 1, token).others());
  }
}
