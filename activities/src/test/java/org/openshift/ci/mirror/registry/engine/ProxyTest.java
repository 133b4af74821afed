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
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.registry.EngineObserver;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.FreePorts;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;
import org.openshift.ci.mirror.testing.TestCertificate;
import org.openshift.ci.mirror.testing.TestProxy;

/** Registries that are reached through a proxy: with TLS in a tunnel, without by its requests. */
class ProxyTest {

  private static final String NAME = "registry.example";
  private static final String DIGEST = "sha256:" + "b".repeat(64);
  private static final Answer.Reply FOUND =
      Answer.reply(200, "").with("Docker-Content-Digest", DIGEST);
  private static final String PASSWORD = "Basic " + base64("me:proxy-secret");

  @TempDir private Path folder;
  @AutoClose private final ScriptedServer plain = ScriptedServer.start();

  @ParameterizedTest
  @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
  void aRegistryWithTlsIsReachedInATunnel(String variable) throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    try (ScriptedServer tls = ScriptedServer.withTls(certificate.context(), null);
        TestProxy proxy = TestProxy.start().with(NAME + ":443", tls.host());
        RegistryEngine engine =
            engine(
                EngineSettings.defaults()
                    .withCertificateAuthority(certificate.pem())
                    .withCredentialsFile(credentials(NAME)),
                Map.of(variable, "http://" + proxy.host()))) {
      tls.once("HEAD", "", Answer.reply(401, "").with("WWW-Authenticate", "Basic realm=\"x\""));
      tls.always("HEAD", "", FOUND);
      assertEquals(Optional.of(DIGEST), digest(engine, NAME));
      assertEquals(List.of("CONNECT " + NAME + ":443"), lines(proxy));
      assertTrue(tls.seen().getLast().header("Authorization").isPresent());
      assertTrue(proxy.seen().getFirst().header("Authorization").isEmpty());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP_PROXY", "http_proxy"})
  void aRegistryWithoutTlsIsReachedByTheRequestsOfTheProxy(String variable) throws Exception {
    try (TestProxy proxy = TestProxy.start().with(NAME + ":80", plain.host());
        RegistryEngine engine = engine(insecure(NAME), Map.of(variable, proxy.host()))) {
      plain.always("HEAD", "", FOUND);
      assertEquals(Optional.of(DIGEST), digest(engine, NAME));
      assertEquals(List.of("HEAD http://" + NAME + "/v2/a/b/manifests/v1"), lines(proxy));
    }
  }

  @Test
  void aProxyThatWantsAPasswordGetsItAndNobodyElse() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    try (ScriptedServer tls = ScriptedServer.withTls(certificate.context(), null);
        TestProxy proxy =
            TestProxy.wanting(PASSWORD)
                .with(NAME + ":443", tls.host())
                .with("plain.example:80", plain.host());
        RegistryEngine engine =
            engine(
                insecure("plain.example").withCertificateAuthority(certificate.pem()),
                Map.of(
                    "HTTPS_PROXY", "http://me:proxy-secret@" + proxy.host(),
                    "HTTP_PROXY", "http://me:proxy-secret@" + proxy.host()))) {
      tls.always("HEAD", "", FOUND);
      plain.always("HEAD", "", FOUND);
      assertEquals(Optional.of(DIGEST), digest(engine, NAME));
      assertEquals(Optional.of(DIGEST), digest(engine, "plain.example"));
      assertEquals(1, lines(proxy).stream().filter(line -> line.startsWith("HEAD")).count());
      assertEquals(Optional.of(PASSWORD), proxy.seen().getLast().header("Proxy-Authorization"));
      assertEquals(Optional.empty(), tls.seen().getFirst().header("Proxy-Authorization"));
    }
  }

  @Test
  void aProxyThatRefusesIsNamedWithoutItsPassword() {
    try (TestProxy proxy = TestProxy.wanting("Basic other");
        RegistryEngine engine =
            engine(
                EngineSettings.defaults(),
                Map.of("HTTPS_PROXY", "http://me:proxy-secret@" + proxy.host()))) {
      assertNames(proxy.host(), assertThrows(RegistryException.class, () -> digest(engine, NAME)));
    }
  }

  @Test
  void aProxyThatDoesNotAnswerIsNamed() {
    String nobody = "127.0.0.1:" + FreePorts.next();
    try (RegistryEngine engine =
        engine(
            insecure("plain.example"),
            Map.of("HTTPS_PROXY", nobody, "HTTP_PROXY", "http://me:proxy-secret@" + nobody))) {
      assertNames(nobody, assertThrows(RegistryException.class, () -> digest(engine, NAME)));
      assertNames(
          nobody, assertThrows(RegistryException.class, () -> digest(engine, "plain.example")));
    }
  }

  private static void assertNames(String proxy, RegistryException e) {
    assertEquals(RegistryError.REGISTRY_UNREACHABLE, e.type());
    assertTrue(e.getMessage().contains("the proxy " + proxy), e.getMessage());
    assertFalse(e.getMessage().contains("secret"), e.getMessage());
  }

  @Test
  void exceptionsAndThisMachineAreReachedDirectly() {
    try (TestProxy proxy = TestProxy.start();
        RegistryEngine engine =
            engine(
                insecure(plain.host()).withInsecureRegistry("direct.invalid"),
                Map.of("HTTP_PROXY", proxy.host(), "no_proxy", ".invalid"))) {
      plain.always("HEAD", "", FOUND);
      assertEquals(Optional.of(DIGEST), digest(engine, plain.host()));
      RegistryException e =
          assertThrows(RegistryException.class, () -> digest(engine, "direct.invalid"));
      assertTrue(e.getMessage().contains("direct.invalid is not known"), e.getMessage());
      assertEquals(List.of(), proxy.seen());
    }
  }

  @Test
  void aRedirectGoesThroughTheProxyAlsoToAHostWithAnUnderscore() {
    try (TestProxy proxy =
            TestProxy.start()
                .with(NAME + ":80", plain.host())
                .with("my_bucket.example:8080", plain.host());
        RegistryEngine engine = engine(insecure(NAME), Map.of("HTTP_PROXY", proxy.host()))) {
      plain.once(
          "HEAD",
          "/manifests/",
          Answer.reply(307, "").with("Location", "http://my_bucket.example:8080/x?a=b"));
      plain.always("HEAD", "^/x\\?a=b$", FOUND);
      assertEquals(Optional.of(DIGEST), digest(engine, NAME));
      assertEquals("my_bucket.example:8080", plain.seen().getLast().header("Host").orElseThrow());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://127.0.0.1:%s/x", "https://localhost:%s/x", "https://[::1]:%s/x"})
  void aPublicRegistryLeadsNobodyIntoThisMachine(String inside) throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    try (ScriptedServer tls = ScriptedServer.withTls(certificate.context(), null);
        ScriptedServer internal = ScriptedServer.withTls(certificate.context(), null);
        TestProxy proxy = TestProxy.start().with(NAME + ":443", tls.host());
        RegistryEngine engine =
            engine(
                EngineSettings.defaults().withCertificateAuthority(certificate.pem()),
                Map.of("HTTPS_PROXY", proxy.host()))) {
      String address = inside.formatted(internal.uri().getPort());
      tls.once("HEAD", "", Answer.reply(307, "").with("Location", address));
      RegistryException e = assertThrows(RegistryException.class, () -> digest(engine, NAME));
      assertEquals(RegistryError.REGISTRY_ERROR, e.type());
      assertTrue(e.getMessage().contains("private network"), e.getMessage());
      tls.once(
          "HEAD",
          "",
          Answer.reply(401, "").with("WWW-Authenticate", "Bearer realm=\"" + address + "\""));
      e = assertThrows(RegistryException.class, () -> digest(engine, NAME));
      assertEquals(RegistryError.CREDENTIALS_REFUSED, e.type());
      assertEquals(List.of(), internal.seen());
    }
  }

  private Path credentials(String host) throws Exception {
    return Files.writeString(
        folder.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(host, base64("robot:secret")));
  }

  private static EngineSettings insecure(String host) {
    return EngineSettings.defaults().withInsecureRegistry(host);
  }

  private static RegistryEngine engine(EngineSettings settings, Map<String, String> environment) {
    return RegistryEngine.create(settings, EngineObserver.NONE, EnvironmentProxies.of(environment));
  }

  private static Optional<String> digest(RegistryEngine engine, String host) {
    return engine.digest(new PullSpec(host, "a/b", "v1", null));
  }

  private static List<String> lines(TestProxy proxy) {
    return proxy.seen().stream().map(ProxyTest::line).toList();
  }

  private static String line(SeenRequest request) {
    return request.method() + " " + request.target();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
