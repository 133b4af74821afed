package org.openshift.ci.mirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageStreamNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ocp/4.22:cli",
        "ci-op-1x/a_b--c.d:V1.2_x-y",
        "0/0:_",
        "openshift/boilerplate:image-v8.0.0",
        "rh_ee_somebody/e2e-base:v1.0"
      })
  void namesThatAClusterOrTheConfigurationHasAreNoProblem(String tag) {
    assertEquals(Optional.empty(), ImageStreamNames.problemOf(TagReference.parse(tag)));
  }

  @ParameterizedTest
  @CsvSource({
    "OCP/4.22:cli, namespace 'OCP'",
    "oc.p/4.22:cli, namespace 'oc.p'",
    "-ocp/4.22:cli, namespace '-ocp'",
    "ocp-/4.22:cli, namespace 'ocp-'",
    "_ocp/4.22:cli, namespace '_ocp'",
    "../4.22:cli, namespace '..'",
    "'ocp /4.22:cli', namespace 'ocp '",
    "ocp/Base:cli, name 'Base'",
    "ocp/..:cli, name '..'",
    "ocp/.:cli, name '.'",
    "ocp/_a:cli, name '_a'",
    "ocp/4%20:cli, name '4%20'",
    "ocp/4.22:.cli, tag '.cli'",
    "ocp/4.22:-cli, tag '-cli'",
    "ocp/4.22:a+b, tag 'a+b'",
    "'ocp/4.22:cli ', tag 'cli '",
  })
  void aMistypedPartIsNamed(String tag, String named) {
    String problem = ImageStreamNames.problemOf(TagReference.parse(tag)).orElse("no problem");
    assertTrue(problem.contains("'" + tag + "'") && problem.contains(named), problem);
  }

  @Test
  void noControlCharacterReachesTheMessage() {
    TagReference tag = new TagReference("ocp", "4.22", "a\r\nb\u001b[0m");
    String problem = ImageStreamNames.problemOf(tag).orElse("no problem");
    assertTrue(problem.contains("'ocp/4.22:a??b?[0m'"), problem);
  }

  @Test
  void partsAreAtMostAsLongAsAClusterTakesThem() {
    assertEquals(
        Optional.empty(),
        ImageStreamNames.problemOf(
            new TagReference("n".repeat(63), "s".repeat(253), "t".repeat(128))));
    for (TagReference tooLong :
        new TagReference[] {
          new TagReference("n".repeat(64), "s", "t"),
          new TagReference("n", "s".repeat(254), "t"),
          new TagReference("n", "s", "t".repeat(129))
        }) {
      assertTrue(ImageStreamNames.problemOf(tooLong).isPresent(), tooLong::toString);
    }
  }
}
