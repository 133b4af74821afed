package org.openshift.ci.mirror.registry.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/** Credential helpers come before what is written in the file, as for docker, oc and skopeo. */
class CredentialHelpersTest {

  private static final String FILE =
      """
      {"auths": {"a.io": {"auth": "%1$s"}, "b.io/team": {"auth": "%1$s"}, "c.io": {"auth": "%1$s"}},
       "credHelpers": {"a.io": "first", "b.io": "failing"}, "credsStore": "store"}
      """
          .formatted(
              Base64.getEncoder().encodeToString("old:login".getBytes(StandardCharsets.UTF_8)));

  private static final Credential OLD = new Credential.Password("old", "login");

  @TempDir Path folder;
  private final List<String> asked = new ArrayList<>();

  private RegistryCredentials credentials(Map<String, String> answers) throws IOException {
    Path file = Files.writeString(folder.resolve("config.json"), FILE);
    return RegistryCredentials.load(
        file,
        (helper, server) -> {
          asked.add(helper + " " + server);
          if (helper.equals("failing")) {
            throw new RegistryException(
                RegistryError.CREDENTIALS_REFUSED, "no such program", FailureScope.READ, null);
          }
          return Optional.ofNullable(answers.get(helper + " " + server))
              .map(password -> new Credential.Password("helped", password));
        });
  }

  private static Optional<Credential> find(RegistryCredentials credentials, String registry) {
    return credentials.find(
        new Repository(registry, "team/app", URI.create("https://" + registry)));
  }

  private static Optional<Credential> helped(String password) {
    return Optional.of(new Credential.Password("helped", password));
  }

  @Test
  void theHelperOfARegistryBeatsTheStoreAndAnOldEntry() throws IOException {
    RegistryCredentials credentials =
        credentials(Map.of("first a.io", "fresh", "store a.io", "stored"));
    assertEquals(helped("fresh"), find(credentials, "a.io"));
    assertEquals(helped("fresh"), find(credentials, "a.io"));
    assertEquals(List.of("first a.io"), asked, "an answer is kept for a while");
  }

  @Test
  void theStoreBeatsAnOldEntry() throws IOException {
    assertEquals(helped("stored"), find(credentials(Map.of("store c.io", "stored")), "c.io"));
    assertEquals(List.of("store c.io"), asked);
  }

  @Test
  void theEntryCountsWhereNoHelperHasACredential() throws IOException {
    RegistryCredentials credentials = credentials(Map.of());
    assertEquals(Optional.of(OLD), find(credentials, "a.io"));
    assertEquals(Optional.of(OLD), find(credentials, "c.io"));
    assertEquals(Optional.empty(), find(credentials, "other.io"));
    assertEquals(List.of("first a.io", "store a.io", "store c.io", "store other.io"), asked);
  }

  @Test
  void aHelperThatFailsLeavesTheOthersAlone() throws IOException {
    assertEquals(helped("stored"), find(credentials(Map.of("store b.io", "stored")), "b.io"));
    RegistryCredentials without = credentials(Map.of());
    assertEquals(Optional.of(OLD), find(without, "b.io"));
    assertEquals(Optional.of(OLD), find(without, "b.io"));
    assertEquals(4, asked.size(), "a failure is kept for a while: " + asked);
    RegistryException failure =
        assertThrows(
            RegistryException.class,
            () -> without.find(new Repository("b.io", "other/app", URI.create("https://b.io"))));
    assertEquals("no such program", failure.getMessage());
  }

  @Test
  void helpersKnowDockerHubByTheNameThatDockerLoginUses() throws IOException {
    RegistryCredentials credentials =
        credentials(Map.of("store https://index.docker.io/v1/", "hub"));
    for (String name : List.of("docker.io", "index.docker.io", "registry-1.docker.io")) {
      assertEquals(helped("hub"), find(credentials, name), name);
    }
  }
}
