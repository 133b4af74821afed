package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestCertificate;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A source with TLS, authentication, and blobs on another host. */
class TlsIT {

  private static final String TARGET = "openshift/ci";

  @TempDir private static Path folder;
  private static TestCertificate certificate;

  private final LocalRegistry sourceBehind = LocalRegistry.start();
  private final LocalRegistry target = LocalRegistry.start();
  private final RegistryAccess sourceAccess = RegistryAccess.to(sourceBehind);
  private final RegistryAccess targetAccess = RegistryAccess.to(target);
  private final TestImage image = new TestImages(13).docker(2_000_000, 5000);
  private ScriptedServer source;
  private ScriptedServer storage;
  private RegistryEngine engine;

  @BeforeEach
  void start() throws Exception {
    if (certificate == null) {
      certificate = TestCertificate.in(folder);
    }
    source = ScriptedServer.withTls(certificate.context(), sourceBehind);
    storage = ScriptedServer.withTls(certificate.context(), sourceBehind);
    sourceAccess.push("ns/app", "v1", image);
    Path credentials = folder.resolve("config.json");
    String auth =
        Base64.getEncoder().encodeToString("robot:secret".getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        credentials, "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(source.host(), auth));
    engine =
        RegistryEngine.create(
            EngineSettings.defaults()
                .withCredentialsFile(credentials)
                .withCertificateAuthority(certificate.pem())
                .withInsecureRegistry(target.host()));
  }

  @AfterEach
  void stop() {
    engine.close();
    source.close();
    storage.close();
    sourceAccess.close();
    targetAccess.close();
    sourceBehind.close();
    target.close();
  }

  @Test
  void copiesOverTlsWithATrustedCertificate() {
    copy();
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, TARGET, "v1"));
  }

  @Test
  void anUntrustedCertificateIsReported() {
    try (RegistryEngine own = RegistryEngine.create(EngineSettings.defaults())) {
      RegistryException e =
          assertThrows(
              RegistryException.class,
              () -> own.digest(PullSpec.parse(source.host() + "/ns/app:v1")));
      assertEquals(RegistryError.REGISTRY_UNREACHABLE, e.type());
      assertTrue(e.getMessage().contains("TLS"), e.getMessage());
    }
  }

  @Test
  void aTlsConnectionThatBreaksInABlobIsNoHarm() {
    source.once("GET", "/blobs/", new Answer.ForwardAndBreak(700_000));
    copy();
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, TARGET, "v1"));
  }

  @Test
  void blobsAreTakenFromWhereTheRegistryKeepsThemWithoutTheCredential() {
    source.once(
        "GET", "/manifests/", Answer.reply(401, "").with("WWW-Authenticate", "Basic realm=\"x\""));
    source.times(
        Integer.MAX_VALUE,
        "GET",
        "/blobs/",
        request -> Answer.reply(307, "").with("Location", storage.uri() + request.target()));
    copy();
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, TARGET, "v1"));
    assertEquals(3, storage.seen().size());
    assertTrue(
        storage.seen().stream().allMatch(request -> request.header("Authorization").isEmpty()));
    assertTrue(
        source.seen("GET", "/blobs/").stream()
            .allMatch(request -> request.header("Authorization").isPresent()));
  }

  @Test
  void noRedirectLeadsFromTlsToPlainHttp() {
    try (ScriptedServer plain = ScriptedServer.inFrontOf(sourceBehind)) {
      source.times(
          Integer.MAX_VALUE,
          "GET",
          "/blobs/",
          request -> Answer.reply(307, "").with("Location", plain.uri() + request.target()));
      RegistryException e = assertThrows(RegistryException.class, this::copy);
      assertEquals(RegistryError.REGISTRY_ERROR, e.type());
      assertEquals(List.of(), plain.seen());
    }
  }

  @Test
  void anUnusableFileOfAuthoritiesIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("empty.pem"), "no certificate");
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> RegistryEngine.create(EngineSettings.defaults().withCertificateAuthority(file)));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
  }

  @Test
  void aMissingFileOfAuthoritiesIsNamedOnce() {
    Path missing = folder.resolve("missing.pem");
    EngineSettings settings = EngineSettings.defaults().withCertificateAuthority(missing);
    assertEquals(
        "certificate authority file %s is not usable: there is no such file or folder"
            .formatted(missing),
        assertThrows(IllegalArgumentException.class, () -> RegistryEngine.create(settings))
            .getMessage());
  }

  private void copy() {
    engine.copy(
        PullSpec.parse(source.host() + "/ns/app:v1"),
        image.digest(),
        List.of(new PullSpec(target.host(), TARGET, "v1", null)),
        CopyListener.NONE);
  }
}
