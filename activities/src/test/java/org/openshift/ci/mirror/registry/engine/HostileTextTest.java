package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.http.RetryAfter;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.auth.AuthChallenge;
import org.openshift.ci.mirror.registry.internal.error.ErrorBody;
import org.openshift.ci.mirror.registry.internal.http.ContentRange;
import org.openshift.ci.mirror.registry.internal.http.LinkHeader;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestParser;
import org.openshift.ci.mirror.registry.internal.manifest.ReferrersPage;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * Whatever a registry sends, each parser terminates, throws only documented exceptions, and returns
 * only what is safe to use.
 */
class HostileTextTest {

  private static final Duration AT_MOST = Duration.ofSeconds(60);
  private static final int ROUNDS = 20_000;
  private static final URI ASKED = URI.create("https://registry.example/v2/a/b/blobs/uploads/");
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
  private static final Clock CLOCK = Clock.systemUTC();

  @Test
  void challenges() {
    Mutations texts =
        new Mutations(
            1,
            List.of(
                "Bearer realm=\"https://auth.example/token\",service=\"s\",scope=\"repository:a:pull\"",
                "Basic realm=\"x\"",
                "Negotiate abc==, Bearer realm=https://a/b"),
            List.of("Bearer ", "realm=", "\"", "\\\"", ",", " = ", "basic", "=="));
    each(
        texts,
        text ->
            AuthChallenge.parse(text)
                .forEach(
                    challenge -> {
                      assertFalse(challenge.scheme().isEmpty());
                      assertEquals(challenge.scheme().toLowerCase(Locale.ROOT), challenge.scheme());
                    }));
  }

  @Test
  void linksStayOnTheServer() {
    Mutations texts =
        new Mutations(
            2,
            List.of(
                "</v2/a/referrers/x?n=2>; rel=\"next\"",
                "<https://registry.example/b>;rel=next, <http://evil.example/c>; rel=next"),
            List.of("<", ">", "; rel=", "next", "//evil.example", "https:", "\"", "@evil.example"));
    each(
        texts,
        text ->
            LinkHeader.next(ASKED, text)
                .ifPresent(
                    uri -> {
                      assertTrue(UrlPolicy.same(uri, ASKED), text);
                      assertUsable(uri);
                    }));
  }

  @Test
  void locationsAreServersOverTls() {
    Mutations texts =
        new Mutations(
            3,
            List.of(
                "https://cdn.example/blob?sig=a%2Fb#part",
                "/v2/a/b/blobs/uploads/1?_state=x",
                "http://registry.example:80/v2/a",
                "//other.example:65536/x",
                "https://[::1]:5000/x",
                "../../x"),
            List.of("https://", "http:", ":99999", ":0", "@", "#", "?", "%zz", "[", "]", "//"));
    each(
        texts,
        text ->
            UrlPolicy.location(ASKED, text)
                .ifPresent(
                    uri -> {
                      assertEquals("https", uri.getScheme().toLowerCase(Locale.ROOT), text);
                      assertUsable(uri);
                    }));
  }

  @Test
  void contentRanges() {
    Mutations texts =
        new Mutations(
            4,
            List.of("bytes 100-199/200", "bytes 100-199/*", "bytes */200"),
            List.of("bytes ", "-", "/", "*", "99999999999999999999", "100"));
    each(
        texts,
        text -> {
          if (ContentRange.startsAt(text, 100)) {
            assertTrue(text.strip().startsWith("bytes 100-"), text);
          }
        });
  }

  @Test
  void waits() {
    Mutations texts =
        new Mutations(
            5,
            List.of("17", "Tue, 24 Nov 2026 10:01:30 GMT"),
            List.of("999999999", "-", "GMT", "Nov", "+14:00"));
    each(
        texts,
        text ->
            RetryAfter.parse(text, CLOCK)
                .ifPresent(
                    wait ->
                        assertTrue(
                            !wait.isNegative() && wait.compareTo(Duration.ofHours(1)) <= 0, text)));
  }

  @Test
  void pullSpecs() {
    Mutations texts =
        new Mutations(
            6,
            List.of(
                "quay.io/openshift/ci:a_b_c",
                "127.0.0.1:5000/a/b@" + DIGEST,
                "a.1b/c:d",
                "host:99999/a:b",
                "busybox",
                "300.1.2.3/a:b"),
            List.of("/", ":", "@", DIGEST, "sha512:", "..", "__", ":65536", "localhost"));
    each(
        texts,
        text -> {
          PullSpec spec;
          try {
            spec = PullSpec.parse(text);
          } catch (IllegalArgumentException e) {
            return;
          }
          assertEquals(spec, PullSpec.parse(spec.toString()), text);
          Repository repository = Repository.of(spec, Set.of());
          assertUsable(repository.manifest(spec.reference()));
          assertUsable(repository.mount(DIGEST, repository));
        });
  }

  @Test
  void manifests() {
    TestImages images = new TestImages(7);
    Mutations texts =
        new Mutations(
            7,
            List.of(
                images.docker(3, 4).manifest(),
                images.ociIndex(5).manifest(),
                "{\"schemaVersion\":1,\"fsLayers\":[{\"blobSum\":\"" + DIGEST + "\"}]}"),
            List.of(
                "\"manifests\":[",
                "\"layers\":",
                "null",
                "4294967298",
                "99999999999999999999",
                "-1",
                "1e9",
                "\"urls\":[[[[",
                "{",
                "}",
                "\"digest\":\"sha256:../../x\"",
                "\\u0000"));
    each(
        texts,
        text -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          try {
            Manifest manifest = ManifestParser.parse(bytes, "", Digests.sha256(bytes));
            manifest.blobs().forEach(HostileTextTest::assertValid);
            manifest.children().forEach(HostileTextTest::assertValid);
          } catch (ManifestParser.InvalidManifestException e) {
            assertTrue(e.getMessage().length() < 400, e.getMessage());
          }
        });
  }

  @Test
  void errorBodiesBecomeOneBoundedLineWithoutTheSecret() {
    String secret = "QWxhZGRpbjpvcGVuIHNlc2FtZQ";
    Mutations texts =
        new Mutations(
            8,
            List.of(
                "{\"errors\":[{\"code\":\"DENIED\",\"message\":\"m\",\"detail\":{\"a\":[1]}}]}",
                "{\"error\":\"" + "x".repeat(290) + secret + "\"}",
                "<html>no</html>",
                "plain " + secret),
            List.of("\"code\":", "\"message\":\"", secret, "[[[[", "\\ud800", "\\n", "{", "]"));
    each(
        texts,
        text -> {
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          String line = ErrorBody.parse(bytes, "application/json", List.of(secret)).toString();
          assertTrue(line.length() < 1_200, line);
          assertFalse(line.contains(secret), line);
          assertFalse(line.chars().anyMatch(Character::isISOControl), line);
        });
  }

  @Test
  void listsOfReferrers() {
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.REFERRERS,
            "list the referrers of a",
            ASKED,
            new Repository("a.example", "a", URI.create("https://a.example")),
            List.of());
    Mutations texts =
        new Mutations(
            9,
            List.of("{\"manifests\":[{\"digest\":\"" + DIGEST + "\",\"size\":1}]}", "[]", ""),
            List.of("\"manifests\":", "[", "{", "null", "\"digest\":7", DIGEST));
    each(
        texts,
        text -> {
          try {
            ReferrersPage.parse(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), request)
                .referrers()
                .forEach(node -> assertTrue(Digests.isValid(node.path("digest").asText())));
          } catch (RegistryException e) {
            assertFalse(e.getMessage().contains("\n"), e.getMessage());
          }
        });
  }

  private static void each(Mutations texts, Consumer<String> parser) {
    assertTimeoutPreemptively(
        AT_MOST,
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            String text = texts.next();
            try {
              parser.accept(text);
            } catch (RuntimeException e) {
              throw new AssertionError("round " + round + ": " + e + " for: " + text, e);
            }
          }
        });
  }

  private static void assertUsable(URI uri) {
    assertTrue(UrlPolicy.isServer(uri), uri.toString());
    assertFalse(uri.toString().contains("#"), uri.toString());
    assertFalse(UrlPolicy.hostAndPort(uri).isEmpty());
  }

  private static void assertValid(Descriptor descriptor) {
    assertTrue(Digests.isValid(descriptor.digest()), descriptor.toString());
    assertTrue(descriptor.size() >= 0, descriptor.toString());
  }
}
