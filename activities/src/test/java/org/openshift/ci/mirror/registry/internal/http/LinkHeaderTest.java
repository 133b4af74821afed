package org.openshift.ci.mirror.registry.internal.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

class LinkHeaderTest {

  private static final URI ASKED = URI.create("https://quay.io/v2/a/referrers/sha256:1");

  @Test
  void findsTheNextPage() {
    assertEquals(
        Optional.of(URI.create("https://quay.io/v2/a/referrers/x?n=2")),
        LinkHeader.next(ASKED, "</v2/a/referrers/x?n=2>; rel=\"next\""));
    assertEquals(
        Optional.of(URI.create("https://quay.io/b")),
        LinkHeader.next(ASKED, "<https://quay.io/a>; rel=prev, <https://quay.io/b>;rel=next"));
  }

  @Test
  void followsNoneToAnotherServer() {
    assertEquals(Optional.empty(), LinkHeader.next(ASKED, "<https://evil.com/x>; rel=\"next\""));
    assertEquals(Optional.empty(), LinkHeader.next(ASKED, "<http://quay.io:81/x>; rel=\"next\""));
  }

  @Test
  void terminatesForAnyInput() {
    String alphabet = "<>;= \"relnext/\u0000";
    Random random = new Random(3);
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (int round = 0; round < 50_000; round++) {
            StringBuilder header = new StringBuilder("<");
            for (int i = random.nextInt(60); i > 0; i--) {
              header.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            LinkHeader.next(ASKED, header.toString())
                .ifPresent(uri -> assertTrue(UrlPolicy.same(uri, ASKED)));
          }
          assertEquals(Optional.empty(), LinkHeader.next(ASKED, "<a>; ".repeat(1_000_000)));
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes 0-199/200",
        "bytes */200",
        "bytes 100-",
        "items 100-199/200",
        "bytes 99999999999999999999-1/2",
        "bytes 100-199/200, bytes 1-2/3",
      })
  void aContentRangeThatIsNotTheRestIsNotTaken(String header) {
    assertFalse(ContentRange.startsAt(header, 100));
    assertTrue(ContentRange.startsAt("bytes 100-199/200", 100));
    assertTrue(ContentRange.startsAt("bytes 100-199/*", 100));
  }
}
