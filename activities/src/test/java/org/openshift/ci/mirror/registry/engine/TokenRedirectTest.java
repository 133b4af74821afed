package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestCertificate;

/** A token service that redirects: its credential stays with it. */
class TokenRedirectTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String PASSWORD = "{\"auth\":\"%s\"}".formatted(base64("robot:secret"));
  private static final Answer.Reply TOKEN = Answer.reply(200, "{\"token\":\"t\"}");

  @TempDir private Path folder;
  private ScriptedServer registry;
  private ScriptedServer other;
  private TestCertificate certificate;
  private RegistryEngine engine;

  @BeforeEach
  void start() throws Exception {
    certificate = TestCertificate.in(folder);
    registry = ScriptedServer.start();
    other = ScriptedServer.withTls(certificate.context(), null);
    registry.once(
        "HEAD",
        "",
        Answer.reply(401, "")
            .with("WWW-Authenticate", "Bearer realm=\"" + registry.uri() + "/token\""));
    registry.always("HEAD", "", Answer.reply(200, "").with("Docker-Content-Digest", DIGEST));
  }

  @AfterEach
  void stop() {
    engine.close();
    registry.close();
    other.close();
  }

  @Test
  void theSameServerGetsTheCredentialAgain() throws Exception {
    use(PASSWORD);
    redirect("/moved?scope=x");
    registry.once("GET", "^/moved\\?scope=x$", TOKEN);
    assertEquals(Optional.of(DIGEST), digest());
    assertEquals(
        Optional.of("Basic " + base64("robot:secret")),
        registry.seen("GET", "^/moved").getFirst().header("Authorization"));
  }

  @Test
  void anotherServerWithTlsIsAskedWithoutTheCredential() throws Exception {
    use(PASSWORD);
    redirect(other.uri() + "/token");
    other.once("GET", "^/token", TOKEN);
    assertEquals(Optional.of(DIGEST), digest());
    assertEquals(Optional.empty(), other.seen().getFirst().header("Authorization"));
  }

  @Test
  void anotherServerWithoutTlsIsNotAsked() throws Exception {
    use(PASSWORD);
    try (ScriptedServer plain = ScriptedServer.start()) {
      redirect(plain.uri() + "/token");
      assertRefused(plain);
    }
  }

  @Test
  void anotherServerGetsNoRefreshToken() throws Exception {
    use("{\"identitytoken\":\"refresh\"}");
    registry.once(
        "POST", "^/token", Answer.reply(307, "").with("Location", other.uri() + "/token"));
    assertRefused(other);
  }

  @Test
  void whatAnotherServerAnswersIsNotQuoted() throws Exception {
    use(PASSWORD);
    redirect(other.uri() + "/token");
    other.once("GET", "^/token", Answer.error(403, "DENIED", "something internal"));
    RegistryException e = assertThrows(RegistryException.class, this::digest);
    assertFalse(e.getMessage().contains("internal"), e.getMessage());
  }

  private void assertRefused(ScriptedServer notAsked) {
    RegistryException e = assertThrows(RegistryException.class, this::digest);
    assertEquals(RegistryError.REGISTRY_ERROR, e.type());
    assertTrue(e.getMessage().contains("redirects to " + notAsked.uri()), e.getMessage());
    assertEquals(List.of(), notAsked.seen());
  }

  private void redirect(String location) {
    registry.once("GET", "^/token", Answer.reply(307, "").with("Location", location));
  }

  private void use(String credential) throws Exception {
    Path credentials = folder.resolve("config.json");
    Files.writeString(
        credentials, "{\"auths\":{\"%s\":%s}}".formatted(registry.host(), credential));
    engine =
        RegistryEngine.create(
            EngineSettings.defaults()
                .withCredentialsFile(credentials)
                .withCertificateAuthority(certificate.pem())
                .withInsecureRegistry(registry.host()));
  }

  private Optional<String> digest() {
    return engine.digest(new PullSpec(registry.host(), "a/b", "v1", null));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
