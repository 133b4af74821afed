package org.openshift.ci.mirror.watchrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the name of an image stream is read. */
class StreamReferenceTest {

  @Test
  void readsNamespaceAndName() {
    assertEquals(new StreamReference("a", "b"), StreamReference.parse("a/b"));
    assertEquals("ocp/4.22", StreamReference.parse("ocp/4.22").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "/", "/b", "a/", "a/b/", "a/b/c", "a//b"})
  void anotherFormIsQuoted(String text) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> StreamReference.parse(text));
    assertTrue(e.getMessage().startsWith("'" + text + "'"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a:b", "/", ":", "/a", ":a"})
  void aPartOfANameHasNoSeparator(String part) {
    assertThrows(IllegalArgumentException.class, () -> new StreamReference(part, "b"));
    assertThrows(IllegalArgumentException.class, () -> new StreamReference("a", part));
  }
}
