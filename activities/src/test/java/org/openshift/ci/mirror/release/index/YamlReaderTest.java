package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {

  private static YamlMapping read(String text) throws UnusableFileException {
    return YamlReader.read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String refusal(byte[] content) {
    return assertThrows(UnusableFileException.class, () -> YamlReader.read(content)).getMessage();
  }

  private static String refusal(String text) {
    return refusal(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anAliasRepeatsWhatItsAnchorNames() throws Exception {
    YamlMapping read = read("a: &x {b: 1}\nc: *x\nd: &y text\ne: *y\n");
    assertEquals("1", read.mapping("c").text("b"));
    assertEquals("text", read.text("e"));
  }

  @Test
  void ownFieldsWinOverMergedOnesWhereverTheyStand() throws Exception {
    YamlMapping read =
        read(
            """
            one: &one {a: 1, b: 1, c: 1}
            two: &two {b: 2, d: 2}
            merged:
              <<: [*two, *one]
              a: own
            single:
              c: own
              <<: *one
            """);
    YamlMapping merged = read.mapping("merged");
    assertEquals("own", merged.text("a"));
    assertEquals("2", merged.text("b"));
    assertEquals("1", merged.text("c"));
    assertEquals("2", merged.text("d"));
    assertEquals("own", read.mapping("single").text("c"));
  }

  @Test
  void theFirstDocumentCounts() throws Exception {
    assertEquals("1", read("---\na: 1\n---\na: 2\n---\n[broken\n").text("a"));
  }

  @Test
  void aByteOrderMarkIsNoContent() throws Exception {
    assertEquals("1", read("\uFEFFa: 1\n").text("a"));
  }

  @Test
  void nothingIsNoValueAndQuotedNothingIsOne() throws Exception {
    YamlMapping read = read("a: null\nb: ~\nc:\nd: 'null'\ne: ''\n");
    assertEquals(null, read.text("a"));
    assertEquals(null, read.text("b"));
    assertEquals(null, read.text("c"));
    assertEquals("null", read.text("d"));
    assertEquals("", read.text("e"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: 1;a: 2           | line 2: the key 'a' stands here twice
          a: [1               | line 2: expected ',' or ']'
          a: {b: *c}          | line 1: the alias *c names no anchor
          a: &x [*x]          | line 1: the alias *x holds itself
          '[a]: 1'            | line 1: a list cannot be a key
          a: 1;<<: 2          | line 2: << is no mapping
          '- a'               | line 1: expected a mapping and found a list
          '# a comment'       | holds nothing
          ---;---             | holds nothing
          a: b: c             | line 1: mapping values are not allowed here
          '@'                 | line 1: found character '@'
          """)
  void whatIsNoYamlIsRefusedWithItsLine(String text, String named) {
    String message = refusal(text.replace(';', '\n') + "\n");
    assertTrue(message.contains(named), message);
  }

  @Test
  void anEmptyFileHoldsNothing() {
    assertTrue(refusal("").contains("holds nothing"));
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertTrue(refusal(new byte[] {'a', ':', ' ', (byte) 0xC3, 0x28}).contains("UTF-8"));
    assertTrue(refusal("a: \u0007\n").contains("special characters"));
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    byte[] content = new byte[YamlReader.LARGEST_FILE + 1];
    Arrays.fill(content, (byte) '#');
    assertTrue(refusal(content).contains("at most"));
  }

  /** Ten levels of ten aliases: ten thousand million values, were they written out. */
  @Test
  void aliasesThatMultiplyAreRefusedAtOnce() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 10; level++) {
      String alias = "*a" + (level - 1);
      bomb.append("a%d: &a%d [".formatted(level, level));
      bomb.append(String.join(", ", java.util.Collections.nCopies(10, alias))).append("]\n");
    }
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          String message = refusal(bomb.toString());
          assertTrue(message.contains("aliases counted out"), message);
        });
  }

  @Test
  void whatIsNestedTooDeepIsRefusedAtOnce() {
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          String message = refusal("a: " + "[".repeat(100_000));
          assertTrue(message.contains("nested deeper"), message);
        });
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

  @Test
  void aWrongKindOfValueIsRefusedWithWhatWasExpected() throws Exception {
    YamlMapping read = read("text: a\nlist: [a, {b: c}]\nmapping: {a: [1]}\n");
    assertRefused(() -> read.mapping("text"), "text: expected a mapping and found 'a'");
    assertRefused(() -> read.text("list"), "list: expected a single value and found a list");
    assertRefused(() -> read.texts("list"), "an element of list: expected a single value");
    assertRefused(() -> read.mappings("list"), "an element of list: expected a mapping");
    assertRefused(() -> read.mappings("mapping"), "mapping: expected a list");
    assertRefused(() -> read.textsByName("mapping"), "mapping.a: expected a single value");
    assertRefused(() -> read.flag("text"), "text: expected true or false and found 'a'");
    assertEquals(List.of(), read.texts("nothing"));
    assertEquals(null, read.mappings("nothing"));
  }

  /** Reads a value. */
  private interface Read {
    Object value() throws UnusableFileException;
  }

  private static void assertRefused(Read read, String named) {
    String message = assertThrows(UnusableFileException.class, read::value).getMessage();
    assertTrue(message.contains(named), message);
  }
}
