package org.openshift.ci.mirror.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;

class PullSpecTest {

  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "quay.io/openshift/ci:a_b_c,                 quay.io,          openshift/ci,   a_b_c",
    "registry.ci.openshift.org/ocp/4.20:cli,     registry.ci.openshift.org, ocp/4.20, cli",
    "127.0.0.1:5051/openshift/ci:x,              127.0.0.1:5051,   openshift/ci,   x",
    "localhost:5000/a:b,                         localhost:5000,   a,              b",
    "QUAY.io/a/b:c,                              quay.io,          a/b,            c",
    "quay.io/a/b,                                quay.io,          a/b,            latest",
    "busybox,                                    docker.io,        library/busybox, latest",
    "docker.io/library/busybox:1,                docker.io,        library/busybox, 1",
    "registry-1.docker.io/library/busybox:1,     docker.io,        library/busybox, 1",
    "someone/app:v1,                             docker.io,        someone/app,    v1",
  })
  void readsWhatDockerReads(String text, String registry, String repository, String tag) {
    assertEquals(new PullSpec(registry, repository, tag, null), PullSpec.parse(text));
  }

  @Test
  void keepsTheDigestAndTheTagBesideIt() {
    String text = "quay.io/openshift/ci@" + DIGEST;
    assertEquals(new PullSpec("quay.io", "openshift/ci", null, DIGEST), PullSpec.parse(text));
    assertEquals(text, PullSpec.parse(text).toString());
    PullSpec both = PullSpec.parse("quay.io/openshift/ci:latest@" + DIGEST);
    assertEquals("latest", both.tag());
    assertEquals(DIGEST, both.reference());
    assertEquals("quay.io/openshift/ci:latest@" + DIGEST, both.toString());
    assertEquals(text, PullSpec.parse("quay.io/openshift/ci:x").withDigest(DIGEST).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "quay.io/Upper/case:tag",
        "quay.io/a/b:ta g",
        "quay.io/a/b:c:d",
        "quay.io/a/b@sha256:short",
        "quay.io/a/b@md5:d41d8cd98f00b204e9800998ecf8427e",
        "quay.io/a/b@",
        "https://quay.io/a/b:c",
        "quay.io/../../etc:x",
        "quay.io/a/b:c?d=e",
        "quay.io/a/b:c\r\nHost: evil",
        "scratch",
      })
  void refusesAnythingElseAndQuotesIt(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PullSpec.parse(text));
    String shown = "'" + LogSanitizer.oneLine(text, 300) + "' is not a pull spec";
    assertTrue(e.getMessage().contains(shown), e.getMessage());
    assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.1b/c:d", "host:99999/a:b", "host:0/a:b", "300.1.2.3.4/a:b"})
  void refusesAServerThatCannotBe(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PullSpec.parse(text));
    assertTrue(e.getMessage().contains("is not a registry"), e.getMessage());
  }

  @Test
  void refusesATextThatWouldFillTheStack() {
    for (String text :
        List.of(
            "a/".repeat(50_000) + "b:c", "a.".repeat(50_000) + "b/c:d", "x".repeat(1_000_000))) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> PullSpec.parse(text));
      assertTrue(e.getMessage().length() < 500, e.getMessage());
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> new PullSpec("quay.io", "a/".repeat(50_000) + "b", "c", null));
  }

  @Test
  void refusesTagsARegistryWouldNotTake() {
    String tooLong = "a".repeat(129);
    assertThrows(
        IllegalArgumentException.class, () -> new PullSpec("quay.io", "a/b", tooLong, null));
    assertThrows(IllegalArgumentException.class, () -> new PullSpec("quay.io", "a/b", null, null));
  }
}
