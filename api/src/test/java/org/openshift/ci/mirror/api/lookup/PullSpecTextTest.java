package org.openshift.ci.mirror.api.lookup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;

class PullSpecTextTest {

  private static final String HEX = "0123456789abcdef".repeat(4);

  @ParameterizedTest
  @CsvSource({
    "quay.io/openshift/ci:ocp_4.22_cli, quay.io/openshift/ci, ocp_4.22_cli, ocp/4.22:cli",
    "docker://quay.io/openshift/ci:ocp_4.22_cli, quay.io/openshift/ci, ocp_4.22_cli, ocp/4.22:cli",
    "127.0.0.1:5051/openshift/ci:a_b_c_d, 127.0.0.1:5051/openshift/ci, a_b_c_d, a/b_c:d",
    "ocp_4.22_cli, '', ocp_4.22_cli, ocp/4.22:cli",
    "registry.ci.openshift.org/ocp/4.22:cli, registry.ci.openshift.org/ocp/4.22, cli, ''",
    "ocp/4.22:a_b, ocp/4.22, a_b, ''",
    "quay.io/openshift/ci:a__b, quay.io/openshift/ci, a__b, ''",
  })
  void readsRepositoryAndTag(String text, String repository, String tag, String floating) {
    PullSpecText read = PullSpecText.of(" " + text + "\n");
    assertEquals(repository, read.repository());
    assertEquals(Optional.of(tag), read.tag());
    assertEquals(floating, read.asFloatingTag().map(Object::toString).orElse(""));
  }

  @Test
  void readsTheDigestOfADateTagAndOfAReference() {
    String dated = "quay.io/openshift/ci:20261126_sha256_" + HEX;
    assertEquals(Optional.empty(), PullSpecText.of(dated).tag());
    assertEquals(Optional.of("sha256:" + HEX), PullSpecText.of(dated).digest());
    PullSpecText byDigest = PullSpecText.of("quay.io/openshift/ci@sha256:" + HEX);
    assertEquals(Optional.empty(), byDigest.tag());
    assertEquals(Optional.of("sha256:" + HEX), byDigest.digest());
    PullSpecText both = PullSpecText.of("quay.io/openshift/ci:ocp_4.22_cli@sha256:" + HEX);
    assertEquals("quay.io/openshift/ci:ocp_4.22_cli", both.text());
    assertEquals(Optional.of("ocp_4.22_cli"), both.tag());
  }

  @Test
  void theLastPartsAreAnImageStreamTag() {
    assertEquals(
        "ocp/4.22:cli",
        PullSpecText.of("registry.ci.openshift.org/ocp/4.22:cli")
            .asImageStreamTag()
            .orElseThrow()
            .toString());
    assertTrue(PullSpecText.of("ocp/4.22:cli").isImageStreamTagAlone());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ocp/4.22",
        "ocp/4.22:",
        "ocp/4.22:a b",
        "a@sha256:abc",
        "a/b@md5:" + "0",
        "a/b:'c'"
      })
  void refusesWhatIsNoPullSpec(String text) {
    ApiProblem problem = assertThrows(ApiProblem.class, () -> PullSpecText.of(text));
    assertEquals(ApiProblem.Kind.BAD_REQUEST, problem.kind());
  }
}
