package org.openshift.ci.mirror.registry.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.testing.Await;

class DockerConfigFileTest {

  @TempDir private Path folder;

  @Test
  void theLongestKeyThatFitsWins() throws IOException {
    write(
        """
        {"auths": {
          "quay.io": {"auth": "%s"},
          "quay.io/openshift": {"auth": "%s"},
          "quay.io/openshift/ci": {"username": "robot", "password": "in:plain"},
          "https://index.docker.io/v1/": {"auth": "%s"},
          "registry.example:5000": {"identitytoken": "refresh"},
          "empty.example": {}
        }}"""
            .formatted(base64("host:a"), base64("org:b"), base64("hub:c")));
    assertEquals(password("robot", "in:plain"), find("quay.io", "openshift/ci"));
    assertEquals(password("org", "b"), find("quay.io", "openshift/ci-other"));
    assertEquals(password("org", "b"), find("quay.io", "openshift/x/y"));
    assertEquals(password("host", "a"), find("quay.io", "openshifty/ci"));
    assertEquals(password("hub", "c"), find("docker.io", "library/busybox"));
    assertEquals(
        Optional.of(new Credential.IdentityToken("refresh")),
        find("registry.example:5000", "some/app"));
    assertEquals(Optional.empty(), find("registry.example", "some/app"));
    assertEquals(Optional.empty(), find("empty.example", "some/app"));
  }

  @Test
  void aCredentialIsNeverPrinted() throws IOException {
    write("{\"auths\":{\"a.io\":{\"auth\":\"" + base64("user:secret") + "\"}}}");
    assertFalse(find("a.io", "x").toString().contains("secret"));
    assertFalse(DockerConfigFile.read(file()).toString().contains("secret"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "auths: {}",
        "[]",
        "{\"auths\":[]}",
        "{\"something\":\"else\"}",
        "{\"auths\":{\"quay.io\":{\"auth\":\"c2VjcmV0\"}}}",
        "{\"auths\":{\"quay.io\":{\"auth\":\"not base64!\"}}}",
        "{\"auths\":{\"quay.io\":{\"auth\":\"c2Vjcm",
        "{\"credHelpers\":{\"quay.io\":1}}",
      })
  void rejectsOtherFilesByNameWithoutQuotingThem(String content) throws IOException {
    write(content);
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RegistryCredentials.load(file()));
    assertTrue(e.getMessage().contains(file().toString()), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
    assertFalse(e.getMessage().contains("c2Vjcm"), e.getMessage());
    assertFalse(e.getMessage().contains("not base64!"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"odd.io\": {\"auth\": \"c2VjcmV0\"}",
        "\"odd.io\": {\"auth\": \"not base64!\"}",
        "\"odd.io\": {\"auth\": \"OnBhc3N3b3Jk\"}",
        "\"odd.io\": \"text\"",
        "\"odd.io\": [1]",
        "\"odd.io\": null",
      })
  void anEntryThatCannotBeUsedLeavesTheOthersAlone(String odd) throws IOException {
    write(
        "{\"auths\": {%s, \"quay.io\": {\"auth\": \"%s\"}}, \"credHelpers\": {\"x.io\": 1}, \"credsStore\": 7}"
            .formatted(odd, base64("user:a")));
    assertEquals(password("user", "a"), find("quay.io", "openshift/ci"));
    assertEquals(Optional.empty(), find("odd.io", "some/app"));
  }

  @Test
  void anEntryThatBreaksInARotationLeavesTheOthersAlone() throws IOException {
    String config = "{\"auths\": {\"a.io\": {\"auth\": \"%s\"}, \"b.io\": {\"auth\": \"%s\"}}}";
    write(config.formatted(base64("user:old"), base64("user:old")));
    RegistryCredentials credentials = RegistryCredentials.load(file());
    assertEquals(password("user", "old"), credentials.find(repository("a.io", "x")));
    write(config.formatted(base64("user:fresh"), "broken"));
    Await.until(
        "the new credential",
        Duration.ofSeconds(10),
        () -> credentials.find(repository("a.io", "x")).equals(password("user", "fresh")),
        () -> credentials.find(repository("a.io", "x")));
    assertEquals(Optional.empty(), credentials.find(repository("b.io", "x")));
  }

  @Test
  void base64MayHaveLineBreaks() throws IOException {
    String pair = base64("robot:a-rather-long-password");
    write(
        "{\"auths\": {\"quay.io\": {\"auth\": \"%s\\n%s\\r\\n\"}}}"
            .formatted(pair.substring(0, 6), pair.substring(6)));
    assertEquals(password("robot", "a-rather-long-password"), find("quay.io", "a/b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io",
        "index.docker.io",
        "registry-1.docker.io",
        "https://index.docker.io/v1/",
        "https://registry-1.docker.io/v2/",
        "Index.Docker.io",
      })
  void dockerHubIsOneRegistryOnBothSides(String key) throws IOException {
    write("{\"auths\": {\"%s\": {\"auth\": \"%s\"}}}".formatted(key, base64("hub:a")));
    RegistryCredentials credentials = RegistryCredentials.load(file());
    for (String image :
        List.of(
            "index.docker.io/org/app:1", "registry-1.docker.io/org/app:1", "docker.io/org/app:1")) {
      Repository repository = Repository.of(PullSpec.parse(image), Set.of());
      assertEquals(password("hub", "a"), credentials.find(repository), image);
      assertEquals(URI.create("https://registry-1.docker.io"), repository.base(), image);
    }
    assertEquals(password("hub", "a"), find("index.docker.io", "org/app"));
  }

  @Test
  void aNameOfDockerHubWithoutASlashIsInItsLibrary() {
    for (String image : List.of("golang:1", "docker.io/golang:1", "index.docker.io/golang:1")) {
      assertEquals(
          "docker.io/library/golang", Repository.of(PullSpec.parse(image), Set.of()).toString());
    }
  }

  @Test
  void aPipeIsRefusedAtOnce() throws Exception {
    Process mkfifo = new ProcessBuilder("mkfifo", file().toString()).start();
    assertEquals(0, mkfifo.waitFor());
    IllegalArgumentException e =
        assertTimeoutPreemptively(
            Duration.ofSeconds(10),
            () ->
                assertThrows(
                    IllegalArgumentException.class, () -> RegistryCredentials.load(file())));
    assertTrue(e.getMessage().endsWith(": is not a regular file"), e.getMessage());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("none.json");
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> RegistryCredentials.load(missing));
    assertTrue(e.getMessage().contains(missing + " is not usable: there is no such file"));
  }

  private Path file() {
    return folder.resolve("config.json");
  }

  private void write(String content) throws IOException {
    Files.writeString(file(), content);
  }

  private Optional<Credential> find(String registry, String repository) {
    return RegistryCredentials.load(file()).find(repository(registry, repository));
  }

  private static Repository repository(String registry, String name) {
    return new Repository(registry, name, URI.create("https://" + registry));
  }

  private static Optional<Credential> password(String user, String password) {
    return Optional.of(new Credential.Password(user, password));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
