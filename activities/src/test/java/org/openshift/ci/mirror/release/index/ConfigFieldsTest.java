package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFieldsTest {

  private static ConfigFields read(String text) throws UnusableFileException {
    return ConfigFields.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(String text) {
    return assertThrows(UnusableFileException.class, () -> read(text)).getMessage();
  }

  @Test
  void aNullIsAMissingFieldAndAnEmptyTextIsNot() throws Exception {
    ConfigFields read = read("a: null\nb: ~\nc:\nd: 'null'\ne: ''\n");
    for (String field : List.of("a", "b", "c", "missing")) {
      assertFalse(read.has(field), field);
      assertNull(read.text(field), field);
    }
    assertEquals("null", read.text("d"));
    assertTrue(read.has("e"));
    assertEquals("", read.text("e"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# a comment\n", "---\n---\na: 1\n", "~"})
  void refusesAFileThatHoldsNothing(String text) {
    assertEquals("holds nothing: empty, or still being written", refusal(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          - a   | line 1: expected a mapping and found a list
          text  | line 1: expected a mapping and found the text 'text'
          a: [1 | line 1: is not valid YAML: expected ',' or ']'
          """)
  void refusesAFileThatIsNotAMapping(String text, String message) {
    assertTrue(refusal(text).startsWith(message), refusal(text));
  }

  @Test
  void flagsHaveTheSpellingsOfYaml() throws Exception {
    ConfigFields read = read("a: true\nb: 'Yes'\nc: ON\nd: false\ne: no\nf: Off\n");
    for (String field : List.of("a", "b", "c")) {
      assertTrue(read.flag(field), field);
    }
    for (String field : List.of("d", "e", "f", "missing")) {
      assertFalse(read.flag(field), field);
    }
  }

  @Test
  void refusesAWrongKindOfValueAndSaysWhatIsExpected() throws Exception {
    ConfigFields read = read("text: a\nlist: [a, {b: c}]\nmapping: {a: [1]}\n");
    assertRefused(
        () -> read.mapping("text"), "line 1: text: expected a mapping and found the text 'a'");
    assertRefused(
        () -> read.text("list"), "line 2: list: expected a single value and found a list");
    assertRefused(() -> read.texts("list"), "line 2: an element of list: expected a single value");
    assertRefused(() -> read.mappings("list"), "line 2: an element of list: expected a mapping");
    assertRefused(() -> read.mappings("mapping"), "line 3: mapping: expected a list");
    assertRefused(() -> read.textsByName("mapping"), "line 3: mapping.a: expected a single value");
    assertRefused(
        () -> read.flag("text"), "line 1: text: expected true or false and found the text 'a'");
    assertRefused(() -> read.requiredText("missing", "it"), "line 1: it has no missing");
    assertEquals(List.of(), read.texts("missing"));
    assertNull(read.mappings("missing"));
  }

  /** Whatever a file holds, it is read or refused. */
  @Test
  void noFileEndsTheReadingOfOthers() {
    String good =
        """
        base_images: &b
          cli: {name: "4.22", namespace: ocp, tag: cli}
        tests:
        - as: e2e
          steps: {workflow: flow, test: [{as: a, commands: "a\\tb", from_image: *b}]}
        zz_generated_metadata: {org: a, repo: b, branch: c}
        """;
    Random random = new Random(5);
    byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int round = 0; round < 3_000; round++) {
      byte[] changed = Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1);
      for (int change = 0; change <= round % 4; change++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      try {
        CiConfigReader.read(changed, Path.of("a", "b", "a-b-c.yaml"));
      } catch (UnusableFileException e) {
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 1_000, "only " + refused + " of 3000 garbled files were refused");
  }

  /** Reads a value. */
  private interface Read {
    Object value() throws UnusableFileException;
  }

  private static void assertRefused(Read read, String message) {
    String refusal = assertThrows(UnusableFileException.class, read::value).getMessage();
    assertTrue(refusal.startsWith(message), refusal);
  }
}
