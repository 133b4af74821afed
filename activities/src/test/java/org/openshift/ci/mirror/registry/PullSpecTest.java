package org.openshift.ci.mirror.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
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
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      textBlock =
          """
          quay.io/a/b:c |it ends with a space
           quay.io/a/b:c|it begins with a space
          quay.io/a/b:c\t|it ends with a tab
          quay.io/a/b:c\u00a0|it ends with the character U+00A0
          quay.io/a b/c:d|it contains a space
          quay.io/a/b\u200b:c|it contains the character U+200B
          quay.io/A/b:c|its repository must be lower case: 'a/b'
          Quay.io/a/Bc|its repository must be lower case: 'a/bc'
          [fd00::1]:5000/a/b:c|IPv6 addresses are not supported
          [::1]/a:b|IPv6 addresses are not supported
          fd00::1/a/b:c|IPv6 addresses are not supported
          my_registry:5000/a/b:c|its host 'my_registry' has a '_'
          my_registry.example.com/a:b@%s|its host 'my_registry.example.com' has a '_'
          host:port/a:b|'port' is not a port
          https://quay.io/a/b:c|it begins with 'https://'; leave that out
          docker://quay.io/a/b:c|it begins with 'docker://'; leave that out
          quay.io/a/b:|its tag is empty
          quay.io/a/b:c:d|it has two tags
          quay.io/a/b:c+d|its tag has a '+'
          quay.io/a/b:-c|its tag begins with a '-'
          quay.io/a~b:c|its repository has a '~'
          quay.io/a//b:c|a part of its repository is empty
          quay.io/_a/b:c|the part '_a' of its repository must begin and end with
          quay.io/|its repository is missing
          quay.io/a/b@sha256:ABC|'sha256:ABC' is not a digest
          """)
  void saysWhatIsWrong(String text, String why) {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> PullSpec.parse(text.replace("%s", DIGEST)));
    assertTrue(e.getMessage().contains("is not a pull spec: " + why), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user:pw-of-user@quay.io/a/b:c",
        "pw-of-user@quay.io/a/b",
        "user:pw-of/user@quay.io/a/b:c",
        "https://user:pw-of-user@quay.io/a/b:c"
      })
  void aPasswordIsNamedAndNotQuoted(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PullSpec.parse(text));
    assertFalse(e.getMessage().contains("pw-of"), e.getMessage());
    assertTrue(e.getMessage().startsWith("'(credential)@quay.io/a/b"), e.getMessage());
    assertTrue(
        text.startsWith("https") || e.getMessage().contains("--registry-config"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user:pw-of-user@quay.io",
        "pw-of-user@quay.io",
        "user:PW-OF/pw-of-user@quay.io",
        "user:pw-of/user@quay.io",
        "user:pw-of@user/@quay.io",
        "user:pw-of:user@quay.io",
        "user:pw-of$@quay.io",
        "user:pw-of@sha256:user@quay.io/a/b",
        "user:pw-of-user@quay.io@sha256:short",
        "user:pw-of@quay.io/a/b@sha512:short",
        "https://user:pw-of-user@quay.io",
        " user:pw-of-user@quay.io"
      })
  void aPasswordIsNotQuotedWhereverTheLastSlashIs(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PullSpec.parse(text));
    assertFalse(e.getMessage().toLowerCase(Locale.ROOT).contains("pw-of"), e.getMessage());
    assertTrue(e.getMessage().startsWith("'(credential)@quay.io"), e.getMessage());
    assertTrue(e.getMessage().matches(".*(--registry-config|leave that out|with a space).*"), text);
  }

  @Test
  void namesALineBreak() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> PullSpec.parse("quay.io/a/b:c\n"));
    assertTrue(e.getMessage().contains("it ends with a line break"), e.getMessage());
  }

  @Test
  void saysHowLongATagIs() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> PullSpec.parse("quay.io/a:" + "b".repeat(129)));
    assertTrue(e.getMessage().contains("its tag has 129 characters"), e.getMessage());
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
