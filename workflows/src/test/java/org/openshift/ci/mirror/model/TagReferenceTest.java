package org.openshift.ci.mirror.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagReferenceTest {

  @ParameterizedTest
  @CsvSource({
    "ocp/4.20:cli, ocp, 4.20, cli",
    "a/b_c:d, a, b_c, d",
    "n/s:v1.2-x_y, n, s, v1.2-x_y",
  })
  void parsesAndPrints(String text, String namespace, String name, String tag) {
    TagReference reference = TagReference.parse(text);
    assertEquals(new TagReference(namespace, name, tag), reference);
    assertEquals(text, reference.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ocp",
        "ocp/4.20",
        "4.20:cli",
        "/4.20:cli",
        "ocp/:cli",
        "ocp/4.20:",
        "a/b/c:d",
        "a/b:c:d",
        "a:b/c",
        "a/b:c/d"
      })
  void refusesAndQuotesOtherText(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> TagReference.parse(text));
    assertTrue(refused.getMessage().contains("image stream tag"), refused.getMessage());
  }

  @Test
  void knowsItsStreamAndItsTagAtTheTarget() {
    TagReference reference = TagReference.parse("ocp/4.20:cli");
    assertEquals("ocp/4.20", reference.stream());
    assertEquals("ocp_4.20_cli", reference.floatingTag());
  }

  @Test
  void isOrderedByItsText() {
    List<TagReference> sorted =
        List.of(
            TagReference.parse("a/b:c"), TagReference.parse("a/b:d"), TagReference.parse("b/a:a"));
    assertEquals(sorted, sorted.reversed().stream().sorted().toList());
  }
}
