package org.openshift.ci.mirror.api.trigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.RequestParameters;

class ReasonTest {

  private static String reason(String given) {
    return Reason.of(new RequestParameters(Map.of("reason", new String[] {given})));
  }

  @Test
  void isOptional() {
    assertEquals("", Reason.of(new RequestParameters(Map.of())));
  }

  @Test
  void takesALineOfText() {
    assertEquals(
        "wartet auf das Basis-Image, größer ✓", reason("wartet auf das Basis-Image, größer ✓"));
    assertEquals("x".repeat(300), reason("x".repeat(300)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\u0000", "a\u0085b", "a\u2028b", "a\u202eb", "\ud800"})
  void refusesWhatIsNoLineOfText(String given) {
    ApiProblem problem = assertThrows(ApiProblem.class, () -> reason(given));
    assertEquals(ApiProblem.Kind.BAD_REQUEST, problem.kind());
  }

  @Test
  void refusesALongerText() {
    ApiProblem problem = assertThrows(ApiProblem.class, () -> reason("x".repeat(301)));
    assertTrue(problem.getMessage().contains("at most 300"), problem.getMessage());
  }
}
