package org.openshift.ci.mirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FloatingTagTest {

  private static final String QCI = "quay.io/openshift/ci";

  @Test
  void theFloatingTagHasTheTagsName() {
    assertEquals(
        "quay.io/openshift/ci:ocp_4.20_cli",
        FloatingTag.pullSpec(QCI, TagReference.parse("ocp/4.20:cli")));
  }

  @Test
  void aTagOfTheLongestLengthIsFine() {
    assertEquals(Optional.empty(), problem("t".repeat(124)));
  }

  @Test
  void aTagThatIsTooLongIsNamedWithItsLength() {
    Problem problem = problem("t".repeat(125)).orElseThrow();
    assertEquals(MirrorErrorType.DESTINATION_TAG_INVALID, problem.type());
    assertTrue(
        problem.message().contains("has 129 characters, and a registry takes at most 128"),
        problem.message());
    assertTrue(problem.message().startsWith("n/s:ttt"), problem.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "a~b", "ä", "a@b"})
  void aTagWithACharacterThatNoRegistryTakesIsNamed(String tag) {
    String message = problem(tag).orElseThrow().message();
    assertTrue(message.contains("n_s_" + tag + ", is not a tag a registry takes"), message);
  }

  private static Optional<Problem> problem(String tag) {
    return FloatingTag.problemOf(new TagReference("n", "s", tag));
  }
}
