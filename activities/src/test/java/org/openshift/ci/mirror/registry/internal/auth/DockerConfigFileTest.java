package org.openshift.ci.mirror.registry.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.internal.http.Repository;

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
    return RegistryCredentials.load(file())
        .find(new Repository(registry, repository, URI.create("https://" + registry)));
  }

  private static Optional<Credential> password(String user, String password) {
    return Optional.of(new Credential.Password(user, password));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
