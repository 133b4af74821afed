package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;

/** Reading pages of tags from quay's own API. */
class TagListTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String OTHER = "sha256:" + "b".repeat(64);

  private final ScriptedServer quay = ScriptedServer.start();
  private RegistryEngine engine;
  private PullSpec image;

  @BeforeEach
  void start() {
    engine = RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(quay.host()));
    image = PullSpec.parse(quay.host() + "/openshift/ci:any");
  }

  @AfterEach
  void stop() {
    engine.close();
    quay.close();
  }

  @Test
  void readsTagsAndDigestsAndWhetherThereAreMore() {
    answer(
        """
        {"tags": [
          {"name": "ocp_4.22_cli", "reversion": false, "manifest_digest": "%s", "size": 1},
          {"name": "ocp_4.22_oc", "manifest_digest": "%s", "child": {"name": "inner"}},
          {"name": "without"}, {"name": "odd", "manifest_digest": "sha256:1"}],
         "page": 3, "has_additional": true}
        """
            .formatted(DIGEST, OTHER));

    TagPage page = engine.tagPage(image, "ocp_", 3, TagApiToken.none());
    assertEquals(Map.of("ocp_4.22_cli", DIGEST, "ocp_4.22_oc", OTHER), page.digests());
    assertFalse(page.last());
    SeenRequest request = quay.seen().getFirst();
    assertEquals(
        "/api/v1/repository/openshift/ci/tag/?limit=100&page=3&onlyActiveTags=true"
            + "&filter_tag_name=like%3Aocp_",
        request.target());
    assertEquals(Optional.empty(), request.header("Authorization"));
  }

  @Test
  void theLastPageSaysSo() {
    answer("{\"has_additional\": false, \"tags\": []}");
    assertEquals(new TagPage(Map.of(), true), page(TagApiToken.none()));
  }

  @Test
  void showsTheTokenOfTheFileAsItIsNow(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("token");
    answer("{\"has_additional\": false, \"tags\": []}");
    for (String token : new String[] {"first", "second"}) {
      Files.writeString(file, token + "\n");
      page(new TagApiToken(file));
      SeenRequest request = quay.seen().getLast();
      assertEquals(Optional.of("Bearer " + token), request.header("Authorization"));
    }
  }

  @Test
  void aFileWithoutATokenIsNamedAndNothingOfItSaid(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "two words\n");
    RegistryException failure =
        assertThrows(RegistryException.class, () -> page(new TagApiToken(file)));
    assertEquals(RegistryError.CREDENTIALS_REFUSED, failure.type());
    assertTrue(failure.getMessage().contains(file.toString()), failure.getMessage());
    assertFalse(failure.getMessage().contains("words"), failure.getMessage());
    assertEquals(0, quay.seen().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html>welcome</html>",
        "{\"tags\": []}",
        "{\"has_additional\": false}",
        "{\"tags\": [{\"name\": \"a\", ",
        "{\"has_additional\": \"no\", \"tags\": []}"
      })
  void anAnswerThatIsNoListIsAnError(String body) {
    answer(body);
    RegistryException failure =
        assertThrows(RegistryException.class, () -> page(TagApiToken.none()));
    assertEquals(RegistryError.REGISTRY_ERROR, failure.type());
    assertTrue(failure.getMessage().contains("list the tags of"), failure.getMessage());
  }

  @Test
  void anEndlessAnswerIsNotRead() {
    answer("{\"tags\": [" + "{\"name\": \"a\"}, ".repeat(100_000));
    assertEquals(
        RegistryError.REGISTRY_ERROR,
        assertThrows(RegistryException.class, () -> page(TagApiToken.none())).type());
  }

  @Test
  void aRegistryThatIsNoQuayIsAnError() {
    assertEquals(
        RegistryError.REGISTRY_ERROR,
        assertThrows(RegistryException.class, () -> page(TagApiToken.none())).type());
  }

  @Test
  void whatTheApiRefusesDoesNotSlowTheRegistry() {
    quay.always("GET", "/api/", Answer.reply(429, "").with("Retry-After", "30"));
    quay.always("HEAD", "/v2/", Answer.reply(200, "").with("Docker-Content-Digest", DIGEST));
    assertEquals(
        RegistryError.RATE_LIMITED,
        assertThrows(RegistryException.class, () -> page(TagApiToken.none())).type());
    assertEquals(Optional.of(DIGEST), engine.digest(image));
    assertEquals(
        RegistryError.RATE_LIMITED,
        assertThrows(RegistryException.class, () -> page(TagApiToken.none())).type());
    assertEquals(1, quay.seen("GET", "/api/").size(), "the second had to wait too long");
  }

  private TagPage page(TagApiToken token) {
    return engine.tagPage(image, "ocp_", 1, token);
  }

  private void answer(String body) {
    quay.always("GET", "/api/", Answer.reply(200, body));
  }
}
