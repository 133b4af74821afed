package org.openshift.ci.mirror.registry.internal.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlPolicyTest {

  private static final URI ASKED = URI.create("https://quay.io/v2/a/b/blobs/uploads/");

  @ParameterizedTest
  @CsvSource({
    "/v2/a/b/blobs/uploads/1?x=y,       https://quay.io/v2/a/b/blobs/uploads/1?x=y",
    "https://cdn.quay.io/blob?sig=a%2Fb, https://cdn.quay.io/blob?sig=a%2Fb",
    "https://quay.io:8443/x,            https://quay.io:8443/x",
    "http://quay.io/v2/a?b=c,           https://quay.io/v2/a?b=c",
    "http://QUAY.io:80/v2/a,            https://quay.io/v2/a",
  })
  void resolvesWhatALocationNames(String location, String expected) {
    assertEquals(Optional.of(URI.create(expected)), UrlPolicy.location(ASKED, location));
  }

  @Test
  void aQueryAloneIsForTheSamePath() {
    URI blob = URI.create("https://quay.io/v2/a/b/blobs/sha256:12?x=1");
    assertEquals(
        Optional.of(URI.create("https://quay.io/v2/a/b/blobs/sha256:12?again=a%7Cb")),
        UrlPolicy.location(blob, "?again=a|b"));
  }

  @ParameterizedTest
  @CsvSource({
    "https://my_bucket.store.example/x?a=b, my_bucket.store.example:443",
    "https://My_Bucket:8443/x,              my_bucket:8443",
    "https://_a.example/x,                  _a.example:443",
  })
  void aHostMayContainAnUnderscore(String location, String hostAndPort) {
    URI uri = UrlPolicy.location(ASKED, location).orElseThrow();
    assertEquals(hostAndPort, UrlPolicy.hostAndPort(uri));
    assertTrue(UrlPolicy.same(uri, URI.create(location)));
    assertFalse(UrlPolicy.same(uri, ASKED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://user:secret@my_bucket/x",
        "https://my_bucket:0/x",
        "https://my_bucket:65536/x",
        "https://my_bucket:/x",
        "https://my_bucket\\@quay.io/x",
        "http://my_bucket/x",
        "",
        "  ",
        "#part",
      })
  void anUnderscoreOrNothingIsNoWayRound(String location) {
    assertEquals(Optional.empty(), UrlPolicy.location(ASKED, location));
  }

  @Test
  void httpLocationsOfAnHttpsRegistryAreUpgraded() {
    URI asked = URI.create("https://registry.example:5443/v2/a/blobs/uploads/");
    assertEquals(
        Optional.of(URI.create("https://registry.example:5443/v2/a/blobs/uploads/1?x=y")),
        UrlPolicy.location(asked, "http://registry.example:5443/v2/a/blobs/uploads/1?x=y"));
    assertEquals(
        Optional.empty(), UrlPolicy.location(asked, "http://registry.example:5000/v2/a/b"));
  }

  @Test
  void whatFollowsAHashIsLeftOut() {
    assertEquals(
        Optional.of(URI.create("https://quay.io/v2/a?b=c")),
        UrlPolicy.location(ASKED, "/v2/a?b=c#fragment"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://other.example/x",
        "http://quay.io:5000/x",
        "ftp://quay.io/x",
        "file:///etc/passwd",
        "https://user:secret@quay.io/x",
        "https:///x",
        "mailto:a@b",
        "ht tp://x",
        "https://quay.io/a\tb",
        "https://quay.io:65536/x",
        "https://quay.io:0/x",
        "//",
      })
  void refusesWhatCannotBeFollowedSafely(String location) {
    assertEquals(Optional.empty(), UrlPolicy.location(ASKED, location));
  }

  @Test
  void tellsOriginsApart() {
    assertTrue(
        UrlPolicy.same(URI.create("https://Quay.io/a"), URI.create("https://quay.io:443/b")));
    assertFalse(UrlPolicy.same(URI.create("https://quay.io"), URI.create("http://quay.io")));
    assertFalse(UrlPolicy.same(URI.create("https://quay.io"), URI.create("https://quay.io:8443")));
    assertFalse(
        UrlPolicy.same(URI.create("https://quay.io"), URI.create("https://quay.io.evil.com")));
  }

  @Test
  void neverLeavesHttpsWhateverComes() {
    String alphabet = "htps:/\\@?#.qauyio80 %\u0000[]";
    Random random = new Random(11);
    for (int round = 0; round < 200_000; round++) {
      StringBuilder location = new StringBuilder(random.nextBoolean() ? "http://" : "");
      for (int i = random.nextInt(30); i > 0; i--) {
        location.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      UrlPolicy.location(ASKED, location.toString())
          .ifPresent(
              uri -> assertEquals("https", uri.getScheme().toLowerCase(java.util.Locale.ROOT)));
    }
  }
}
