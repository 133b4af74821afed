package org.openshift.ci.mirror.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {

  private static YamlMapping first(String text) throws YamlException {
    return (YamlMapping) YamlReader.readFirst(text.getBytes(StandardCharsets.UTF_8));
  }

  private static YamlMapping single(String text) throws YamlException {
    return (YamlMapping) YamlReader.readSingle(text.getBytes(StandardCharsets.UTF_8));
  }

  private static YamlValue value(YamlMapping mapping, String field) {
    return mapping.fields().get(field).value();
  }

  private static String text(YamlMapping mapping, String field) {
    return ((YamlScalar) value(mapping, field)).text();
  }

  private static String refusal(String text) {
    return assertThrows(YamlException.class, () -> first(text)).getMessage();
  }

  @Test
  void everyValueHasItsLine() throws YamlException {
    YamlMapping read = first("\na: &x\n  b: 1\nc:\n- *x\n-\n");
    assertEquals(2, read.line());
    assertEquals(4, read.fields().get("c").key().line());
    assertEquals(2, value(read, "a").line(), "with its anchor");
    assertEquals(3, value((YamlMapping) value(read, "a"), "b").line());
    YamlList list = (YamlList) value(read, "c");
    assertEquals(5, list.line());
    assertEquals(6, list.elements().getLast().line());
  }

  @Test
  void anAliasIsTheValueOfItsAnchor() throws YamlException {
    YamlMapping read = first("a: &x {b: 1}\nc: *x\nd: &y text\ne: *y\n");
    assertSame(value(read, "a"), value(read, "c"));
    assertEquals("text", text(read, "e"));
  }

  @Test
  void aMappingsOwnFieldsWinOverMergedOnesWhereverTheyStand() throws YamlException {
    YamlMapping read =
        first(
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
    YamlMapping merged = (YamlMapping) value(read, "merged");
    assertEquals(
        List.of("own", "2", "1", "2"),
        List.of("a", "b", "c", "d").stream().map(field -> text(merged, field)).toList());
    assertEquals(4, merged.fields().size());
    assertEquals("own", text((YamlMapping) value(read, "single"), "c"));
  }

  @Test
  void ofTheFirstDocumentNothingBehindItIsRead() throws YamlException {
    assertEquals("1", text(first("---\na: 1\n---\na: 2\n---\n[broken\n"), "a"));
  }

  @Test
  void anOnlyDocumentMayHaveNoOtherBehindIt() throws YamlException {
    assertEquals("1", text(single("---\na: 1\n...\n# the end\n"), "a"));
    YamlException refusal = assertThrows(YamlException.class, () -> single("a: 1\n---\na: 2\n"));
    assertEquals(2, refusal.line());
    assertEquals("has more than one document", refusal.reason());
  }

  @Test
  void mistakesInKeysAreKeptWhereTheCallerReportsThem() throws YamlException {
    YamlMapping read = single("a: 1\n[b]: 2\na: 3\nx: &x {c: 4}\n<<: *x\n");
    assertEquals(List.of("a", "x", "<<"), List.copyOf(read.fields().keySet()));
    assertEquals("1", text(read, "a"));
    assertEquals(
        List.of("a list", "the text 'a'"),
        read.invalidEntries().stream().map(entry -> entry.key().kind()).toList());
    assertEquals(
        List.of(2, 3), read.invalidEntries().stream().map(entry -> entry.key().line()).toList());
  }

  @Test
  void mergeKeysAreAppliedWhereTheCallerReportsMistakes() throws YamlException {
    YamlMapping read =
        single(
            """
            one: &one {a: 1, b: 1, c: 1}
            two: &two {<<: *one, b: 2, d: 2}
            merged: {<<: [*two, *one], a: own, '<<x': 1}
            odd: {<<: 1}
            """);
    YamlMapping merged = (YamlMapping) value(read, "merged");
    assertEquals(
        List.of("a=own", "<<x=1", "b=2", "d=2", "c=1"),
        merged.merged().stream()
            .map(
                entry ->
                    ((YamlScalar) entry.key()).text() + "=" + ((YamlScalar) entry.value()).text())
            .toList());
    assertEquals(1, ((YamlMapping) value(read, "odd")).merged().size());
  }

  @Test
  void namesATextInUtf16AsSuch() {
    for (Charset charset :
        List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertEquals(
          "is text in UTF-16; save it in UTF-8",
          assertThrows(YamlException.class, () -> YamlReader.readFirst("a: 1\n".getBytes(charset)))
              .getMessage(),
          charset.name());
    }
  }

  @Test
  void refusesMoreValuesThanTheCallerAllows() throws YamlException {
    byte[] content = "[1, 2, 3]".getBytes(StandardCharsets.UTF_8);
    assertEquals(3, ((YamlList) YamlReader.readSingle(content, 4)).elements().size());
    assertEquals(
        "has more than 3 values, with aliases written out",
        assertThrows(YamlException.class, () -> YamlReader.readSingle(content, 3)).reason());
  }

  @Test
  void aByteOrderMarkIsNoContent() throws YamlException {
    assertEquals("1", text(first("\uFEFFa: 1\n"), "a"));
  }

  @Test
  void aFileWithoutDocumentHasNoValue() throws YamlException {
    assertNull(first(""));
    assertNull(first("# a comment\n"));
    assertNull(single("# a comment\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text        | the text 'text'
          'a  b'      | the text 'a b'
          "4"         | the text '4'
          4           | the number 4
          4.10        | the number 4.10
          0x1f        | the number 0x1f
          !!str 4     | the text '4'
          ! 4         | the text '4'
          yes         | the truth value yes
          2026-01-01  | the date 2026-01-01
          ~           | nothing
          null        | nothing
          "null"      | the text 'null'
          ""          | the text ''
          !x a        | a value of the type !x
          []          | a list
          {}          | a mapping
          """)
  void namesTheKindOfAValue(String written, String kind) throws YamlException {
    YamlValue value = value(first("a: " + written + "\n"), "a");
    assertEquals(kind, value.kind());
    assertEquals(kind.equals("nothing"), value.isNull());
    assertEquals(
        kind.startsWith("the text"), value instanceof YamlScalar scalar && scalar.isText());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: 1;a: 2           | line 2: the key 'a' is repeated
          a: 1;<<: {b: 1};a: 2 | line 3: the key 'a' is repeated
          a: [1               | line 2: is not valid YAML: expected ',' or ']'
          a: {b: *c}          | line 1: the alias *c has no anchor
          a: &x [*x]          | line 1: the alias *x contains itself
          '[a]: 1'            | line 1: a list cannot be a key
          a: 1;<<: 2          | line 2: << needs a mapping
          a: b: c             | line 1: is not valid YAML: mapping values are not allowed here
          a: 1;b: @           | line 2: is not valid YAML: found character '@'
          a: 1;"\\UFFFFFFFF"  | line 2: is not valid YAML: an escape \\U in quotes
          a: 1;b: !<x%20> v   | line 2: is not valid YAML: a tag is empty, or begins or ends with
          """)
  void namesTheLineOfAMistake(String text, String message) {
    String refusal = refusal(text.replace(';', '\n') + "\n");
    assertTrue(refusal.startsWith(message), refusal);
  }

  @Test
  void namesTheLineOfACharacterThatYamlDoesNotHave() {
    assertEquals(
        "line 2: is not valid YAML: the character U+0007 must not be in a YAML file",
        refusal("a: \uD83D\uDE00\nb: \u0007\n"));
  }

  @Test
  void refusesBytesThatAreNotText() {
    byte[] content = {'a', ':', ' ', (byte) 0xC3, 0x28};
    assertEquals(
        "is not text in UTF-8",
        assertThrows(YamlException.class, () -> YamlReader.readFirst(content)).getMessage());
  }

  /** Ten levels of ten aliases are ten thousand million values when they are written out. */
  @Test
  void refusesAliasesThatMultiply() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 10; level++) {
      String alias = "*a" + (level - 1);
      text.append("a%d: &a%d [".formatted(level, level));
      text.append(String.join(", ", Collections.nCopies(10, alias))).append("]\n");
    }
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          String message = refusal(text.toString());
          assertTrue(message.contains("with aliases written out"), message);
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1\nb: LONG\n",
        "a: 1\nb: 'LONG'\n",
        "a: 1\nb: |\n  LONG\n",
        "a: 1\nLONG: b\n",
        "a: 1\n#LONG\n",
        "a: 1\n*LONG\n",
        "a: 1\nb: [&LONG 1]\n",
      })
  void refusesAVeryLongValue(String text) {
    String longer = text.replace("LONG", "x".repeat(4 << 20));
    assertTimeout(
        Duration.ofSeconds(10),
        () -> {
          String message = refusal(longer);
          assertTrue(
              message.endsWith(" has a value or a comment of more than 1,048,576 characters"),
              message.substring(0, Math.min(message.length(), 300)));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "a: {", "- "})
  void refusesWhatIsNestedTooDeep(String level) {
    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          String message = refusal(level.repeat(50_000));
          assertTrue(message.contains("nested deeper than 64 levels"), message);
        });
  }

  @Test
  void readsWhatIsNestedDeeplyEnough() throws YamlException {
    assertEquals(1, first("a: " + "[".repeat(63) + "]".repeat(63)).fields().size());
  }
}
