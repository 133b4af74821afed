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
import java.util.function.Consumer;
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
    assertLeftOut(
        out -> read.texts("list", out), "line 2: an element of list: expected a single value");
    assertLeftOut(
        out -> read.mappings("list", out), "line 2: an element of list: expected a mapping");
    assertLeftOut(out -> read.mappings("mapping", out), "line 3: mapping: expected a list");
    assertLeftOut(
        out -> read.textsByName("mapping", out), "line 3: mapping.a: expected a single value");
    assertRefused(
        () -> read.flag("text"), "line 1: text: expected true or false and found the text 'a'");
    assertRefused(() -> read.requiredText("missing", "it"), "line 1: it has no missing");
    LeftOut leftOut = new LeftOut();
    assertEquals(List.of("a"), read.texts("list", leftOut));
    assertEquals(1, read.mappings("list", leftOut).size());
    assertTrue(leftOut.description().contains("; line 2: "), leftOut.description());
    assertEquals(List.of(), read.texts("missing", new LeftOut()));
    assertNull(read.mappings("missing", new LeftOut()));
  }

  @Test
  void manyEntriesThatAreLeftOutAreOneShortLine() {
    LeftOut leftOut = new LeftOut();
    assertNull(leftOut.description());
    for (int entry = 0; entry < 1_000; entry++) {
      leftOut.add("line " + entry);
    }
    assertEquals(
        "line 0; line 1; line 2; line 3; line 4; and 995 more entries", leftOut.description());
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

  private static void assertLeftOut(Consumer<LeftOut> read, String message) {
    LeftOut leftOut = new LeftOut();
    read.accept(leftOut);
    String description = leftOut.description();
    assertTrue(description.startsWith(message), description);
  }

  private static void assertRefused(Read read, String message) {
    String refusal = assertThrows(UnusableFileException.class, read::value).getMessage();
    assertTrue(refusal.startsWith(message), refusal);
  }
}
