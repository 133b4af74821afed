package org.openshift.ci.mirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.openshift.ci.mirror.model.TagReference;

/** Everything that can be wrong with a configuration, with the line that is named. */
class ConfigProblemsTest {

  /** Line, what is said, and the text, in which a bar is the end of a line. */
  static Stream<Arguments> whatRejectsTheFile() {
    return Stream.of(
        Arguments.of(2, "unknown field 'supplemental'", "artImages: []|supplemental: {}"),
        Arguments.of(1, "it is spelled artImages", "artimages: []"),
        Arguments.of(2, "artImages is already on line 1", "artImages: []|artImages: []"),
        Arguments.of(1, "expected a mapping, found a list", "[a]"),
        Arguments.of(1, "expected a mapping, found the text 'a'", "a"),
        Arguments.of(1, "expected a mapping, found a list", "supplementalCIImages: []"),
        Arguments.of(1, "expected a mapping, found the number 5", "qciToAppCIImages: 5"),
        Arguments.of(1, "expected a list, found a mapping", "artImages: {}"),
        Arguments.of(1, "expected a list, found the truth value true", "ignoredSources: true"),
        Arguments.of(
            2,
            "'a/b' is not an image stream tag",
            "supplementalCIImages:|  a/b: {image: q.io/x:y}"),
        Arguments.of(
            2,
            "'a/b/c:d' is not an image stream tag",
            "supplementalCIImages:|  a/b/c:d: {image: q.io/x:y}"),
        Arguments.of(
            2,
            "'b:c' is not an image stream tag",
            "supplementalCIImages:|  b:c: {image: q.io/x:y}"),
        Arguments.of(
            2,
            "'a/b:c:d' is not an image stream tag",
            "supplementalCIImages:|  a/b:c:d: {image: q.io/x:y}"),
        Arguments.of(
            2,
            "is not a tag a registry takes",
            "supplementalCIImages:|  a/b:c d: {image: q.io/x:y}"),
        Arguments.of(
            2,
            "has 134 characters",
            "supplementalCIImages:|  a/b:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc: {image: q.io/x:y}"),
        Arguments.of(
            2,
            "expected text as the key, found the number 12",
            "supplementalCIImages:|  12: {image: q.io/x:y}"),
        Arguments.of(
            3,
            "the target a/b:c is already on line 2",
            "supplementalCIImages:|  a/b:c: {image: q.io/x:y}|  a/b:c: {image: q.io/x:z}"),
        Arguments.of(2, "the source is missing", "supplementalCIImages:|  a/b:c: {}"),
        Arguments.of(2, "the source is missing", "supplementalCIImages:|  a/b:c:"),
        Arguments.of(2, "the source is missing", "supplementalCIImages:|  a/b:c: {image: \"\"}"),
        Arguments.of(
            2,
            "expected a mapping, found the text 'q.io/x:y'",
            "supplementalCIImages:|  a/b:c: q.io/x:y"),
        Arguments.of(2, "tag is missing", "supplementalCIImages:|  a/b:c: {namespace: a, name: b}"),
        Arguments.of(
            2, "image contradicts", "supplementalCIImages:|  a/b:c: {image: q.io/x:y, tag: b}"),
        Arguments.of(
            2,
            "'registry.ci.openshift.org/A/b:c' is not a pull spec",
            "supplementalCIImages:|  a/b:c: {namespace: A, name: b, tag: c}"),
        Arguments.of(
            4,
            "as must not be set",
            "supplementalCIImages:|  a/b:c:|    image: q.io/x:y|    as: d"),
        Arguments.of(
            3,
            "unknown field 'imge'; known are image, namespace",
            "supplementalCIImages:|  a/b:c:|    imge: q.io/x:y"),
        Arguments.of(
            3, "it is spelled image", "supplementalCIImages:|  a/b:c:|    Image: q.io/x:y"),
        Arguments.of(
            4,
            "the field image is already on line 3",
            "supplementalCIImages:|  a/b:c:|    image: q.io/x:y|    image: q.io/x:z"),
        Arguments.of(
            5,
            "tag: expected text, found the number 4.10; put it in quotes",
            "supplementalCIImages:|  a/b:c:|    namespace: a|    name: b|    tag: 4.10"),
        Arguments.of(
            3,
            "image: expected text, found a list",
            "supplementalCIImages:|  a/b:c:|    image: [q.io/x:y]"),
        Arguments.of(
            3,
            "'Q.io/X:y' is not a pull spec",
            "supplementalCIImages:|  a/b:c:|    image: Q.io/X:y"),
        Arguments.of(
            3,
            "'q.io/x@sha256:12' is not a pull spec",
            "supplementalCIImages:|  a/b:c:|    image: q.io/x@sha256:12"),
        Arguments.of(
            3,
            "claim the same tag at the target, a_b_c_d",
            "supplementalCIImages:|  a/b:c_d: {image: q.io/x:y}|  a/b_c:d: {image: q.io/x:z}"),
        Arguments.of(
            2, "ignoredSources[0]: the source is missing", "ignoredSources:|- reason: none"),
        Arguments.of(
            2,
            "ignoredSources[0]: as must not be set",
            "ignoredSources:|- {image: q.io/x:y, as: z}"),
        Arguments.of(
            3,
            "ignoredSources[1]: unknown field 'why'",
            "ignoredSources:|- image: q.io/x:y|- {image: q.io/x:z, why: so}"),
        Arguments.of(
            3,
            "reason: expected text, found the date 2026-01-01",
            "ignoredSources:|- image: q.io/x:y|  reason: 2026-01-01"),
        Arguments.of(
            2,
            "ignoredSources[0]: image contradicts",
            "ignoredSources:|- {image: q.io/x:y, namespace: a, name: b, tag: c}"),
        Arguments.of(
            2,
            "ignoredSources[0]: expected a mapping, found the text",
            "ignoredSources:|- q.io/x:y"),
        Arguments.of(2, "artImages[0]: namespace is missing", "artImages:|- name: a"),
        Arguments.of(2, "artImages[0]: name is missing", "artImages:|- namespace: a"),
        Arguments.of(
            2,
            "'^a$' is not a namespace: expected its name, not an expression",
            "artImages:|- {namespace: ^a$, name: b}"),
        Arguments.of(
            3, "'[' is not a regular expression of RE2: ", "artImages:|- namespace: a|  name: '['"),
        Arguments.of(
            4,
            "'(?=b)' is not a regular expression of RE2: ",
            "artImages:|- namespace: a|  name: b|  tag: (?=b)"),
        Arguments.of(
            2,
            "'((a{100}){100}){100}' repeats too much",
            "artImages:|- {namespace: a, name: '((a{100}){100}){100}'}"),
        Arguments.of(
            2,
            "expected an expression of 1 to 500 characters, found 501",
            "artImages:|- {namespace: a, name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}"),
        Arguments.of(
            3,
            "the field name is already on line 2",
            "artImages:|- name: a|  Name: a|  namespace: b"),
        Arguments.of(
            2, "unknown field 'reason'", "artImages:|- {namespace: a, name: b, reason: c}"),
        Arguments.of(
            2,
            "name: expected text, found the number 4; put it in quotes",
            "artImages:|- {namespace: a, name: 4}"),
        Arguments.of(2, "is not valid YAML: ", "artImages:|- {namespace: a"),
        Arguments.of(2, "is not valid YAML: ", "a: b|\tc: d"),
        Arguments.of(
            3, "is not valid YAML: the character U+0007 must not be", "a: b|c: d|e: \u0007"),
        Arguments.of(2, "has more than one document", "---|--- {}|"),
        Arguments.of(2, "an escape \\U in quotes", "a: b|c: \"\\UFFFFFFFF\""),
        Arguments.of(0, "is empty; a configuration without entries is written {}", ""),
        Arguments.of(0, "is empty; a configuration without entries is written {}", "# nothing|"));
  }

  @ParameterizedTest
  @MethodSource("whatRejectsTheFile")
  void namesTheLine(int line, String said, String text) {
    List<String> problems = Configs.refused(text.replace('|', '\n'));
    assertEquals(1, problems.size(), problems.toString());
    assertSays(problems.getFirst(), line, said);
  }

  /** Line, what is said, and the entry, which begins at line 2. */
  static Stream<Arguments> whatLeavesAnEntryOut() {
    return Stream.of(
        Arguments.of(2, "'x' is not an image stream tag", "x: {}"),
        Arguments.of(2, "is not a pull spec", "A/b:c: {}"),
        Arguments.of(2, "the target a_b/c:d cannot exist: the namespace", "a_b/c:d: {}"),
        Arguments.of(2, "the target a.b/c:d cannot exist", "a.b/c:d: {}"),
        Arguments.of(
            2,
            "expected a tag or a digest of quay.io/openshift/ci or quay-proxy",
            "a/b:c: {image: quay.io/other/ci:x}"),
        Arguments.of(2, "expected a tag or a digest of", "a/b:c: {image: quay.io/openshift/ci}"),
        Arguments.of(
            2, "expected a tag or a digest of", "a/b:c: {image: quay.io/openshift/ci-images:x}"),
        Arguments.of(
            2, "expected a tag or a digest of", "a/b:c: {image: quay.io/openshift/ci/more:x}"),
        Arguments.of(
            2,
            "'quay.io/openshift/CI:x' is not a pull spec",
            "a/b:c: {image: quay.io/openshift/CI:x}"),
        Arguments.of(2, "namespace must not be set", "a/b:c: {namespace: a}"),
        Arguments.of(2, "as must not be set", "a/b:c: {as: a}"),
        Arguments.of(2, "unknown field 'source'", "a/b:c: {source: a}"),
        Arguments.of(2, "expected a mapping, found a list", "a/b:c: []"),
        Arguments.of(2, "image: expected text, found the number 7", "a/b:c: {image: 7}"),
        Arguments.of(2, "expected text as the key, found the number 7", "7: {}"),
        Arguments.of(3, "the target a/b:c is already on line 2", "a/b:c: {}|  a/b:c: {}"),
        Arguments.of(
            3,
            "a/b_c:d of qciToAppCIImages and a/b:c_d of qciToAppCIImages (line 2) claim the same tag",
            "a/b:c_d: {}|  a/b_c:d: {}"),
        Arguments.of(
            2,
            "set image",
            "a/b:cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc: {}"),
        Arguments.of(
            2,
            "ocp/4.30:sup of qciToAppCIImages and ocp/4.30:sup of supplementalCIImages (line 5) claim the same tag at the target, ocp_4.30_sup",
            "ocp/4.30:sup: {}"),
        Arguments.of(
            2,
            "a/b_c:d of qciToAppCIImages and a/b:c_d of supplementalCIImages (line 6) claim the same tag",
            "a/b_c:d: {}"));
  }

  @ParameterizedTest
  @MethodSource("whatLeavesAnEntryOut")
  void aBadBackfillEntryNeverBlocksTheRest(int line, String said, String entry) {
    String text =
        """
        qciToAppCIImages:
          %s
          ocp/4.30:cli: {}
        supplementalCIImages:
          ocp/4.30:sup: {image: quay.io/x/y:z}
          a/b:c_d: {image: quay.io/x/y:z}
        """
            .formatted(entry.replace('|', '\n'));
    if (entry.indexOf('|') >= 0) {
      // The entries that follow stand a line further down, and this one conflicts with its like.
      text = text.replace("  a/b:c_d: {image: quay.io/x/y:z}\n", "");
    }
    MirroringConfig config = Configs.read(text);
    assertEquals(1, config.leftOut().size(), config.leftOut().toString());
    assertSays(config.leftOut().getFirst().toString(), line, said);
    assertEquals(
        List.of(TagReference.parse("ocp/4.30:cli")),
        config.backfill().stream().map(BackfillImage::target).toList());
    assertFalse(config.supplemental().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "OCP/x:v1, the namespace 'OCP'",
    "a.b/x:v1, the namespace 'a.b'",
    "_a/x:v1, the namespace '_a'",
    "ocp/X:v1, the name 'X'",
    "ocp/.x:v1, the name '.x'",
  })
  void aMistypedTargetIsLeftOutAlone(String target, String said) {
    MirroringConfig config =
        Configs.read(
            """
            supplementalCIImages:
              ocp/a:v1: {image: quay.io/x/y:z}
              %s: {image: quay.io/x/y:z}
              rh_ee_x/b:RELEASE.1: {image: quay.io/x/y:z}
            artImages:
            - {namespace: ocp, name: art}
            """
                .formatted(target));
    assertEquals(1, config.leftOut().size(), config.leftOut().toString());
    assertSays(config.leftOut().getFirst().toString(), 3, said);
    assertEquals(
        List.of(TagReference.parse("ocp/a:v1"), TagReference.parse("rh_ee_x/b:RELEASE.1")),
        config.supplemental().stream().map(SupplementalImage::target).toList());
    assertEquals(1, config.art().size());
  }

  @Test
  void reportsEverythingTogetherInTheOrderOfLines() {
    List<String> problems =
        Configs.refused(
            """
            qciToAppCIImages:
              x: {}
            more: 1
            supplementalCIImages:
              a/b: {image: quay.io/x/y:z}
              a/b:c: {image: quay.io/x/y:z, as: b, name: 7}
            artImages:
            - name: '['
            """);
    assertEquals(
        List.of(2, 3, 5, 6, 6, 8, 8),
        problems.stream().map(problem -> Integer.valueOf(problem.split(":", 3)[1])).toList(),
        problems.toString());
  }

  @Test
  void refusesAliasesWithoutEnd() {
    StringBuilder text = new StringBuilder("a0: &a0 [x]\n");
    for (int level = 1; level < 40; level++) {
      String before = "*a" + (level - 1);
      text.append("a%d: &a%d [%s, %s]\n".formatted(level, level, before, before));
    }
    assertTrue(
        Configs.refused(text.toString()).getFirst().contains("with aliases written out"),
        "aliases");
  }

  @Test
  void refusesWhatIsNestedWithoutEnd() {
    assertTrue(Configs.refused("[".repeat(10_000)).getFirst().contains("nested deeper"), "depth");
  }

  @Test
  void refusesWhatIsTooLarge() {
    byte[] content = new byte[ConfigText.MAX_BYTES + 1];
    assertEquals(List.of("c.yaml: is larger than 8 MiB"), Configs.refused(content));
  }

  @Test
  void refusesWhatIsNotText() {
    assertEquals(
        List.of("c.yaml: is not text in UTF-8"),
        Configs.refused("artImages: []\n# \u00e9".getBytes(StandardCharsets.ISO_8859_1)));
    assertTrue(
        Configs.refused(new byte[] {0x1f, (byte) 0x8b, 0, 0}).getFirst().contains("gzip"), "gzip");
  }

  @Test
  void refusesATextInUtf16() {
    assertEquals(
        List.of("c.yaml: is text in UTF-16; save it in UTF-8"),
        Configs.refused("artImages: []\n".getBytes(StandardCharsets.UTF_16)));
  }

  @Test
  void refusesManyMoreEntriesThanTheRealFileHas() {
    String entries =
        Stream.iterate(0, i -> i + 1)
            .limit(250_000)
            .map(i -> "  n/n:t" + i + ":")
            .collect(Collectors.joining("\n", "qciToAppCIImages:\n", "\n"));
    assertTimeout(
        Duration.ofSeconds(10),
        () ->
            assertEquals(
                List.of("c.yaml:50000: has more than 100,000 values, with aliases written out"),
                Configs.refused(entries)));
  }

  @Test
  void aMergeKeyOfAnotherValueIsNamed() {
    assertEquals(
        List.of("c.yaml:1: supplementalCIImages a/b:c: << needs a mapping or a list of mappings"),
        Configs.refused("supplementalCIImages: {a/b:c: {<<: text, image: quay.io/a/b:c}}"));
  }

  @Test
  void endsWithTheNumberOfThoseThatAreTooMany() {
    String entries =
        Stream.iterate(0, i -> i + 1)
            .limit(1200)
            .map(i -> "f" + i + ": 1")
            .collect(Collectors.joining("\n"));
    List<String> problems = Configs.refused(entries);
    assertEquals(1001, problems.size());
    assertEquals("c.yaml: there are 200 more problems", problems.getLast());
  }

  @Test
  void aMessageIsOneLineWhateverTheFileHolds() {
    Set<Long> lines =
        Configs.refused("\"a\\nb\\u001b[31m\": 1\nsupplementalCIImages: {\"x\\ry\": {}}").stream()
            .map(problem -> problem.chars().filter(Character::isISOControl).count())
            .collect(Collectors.toSet());
    assertEquals(Set.of(0L), lines);
  }

  private static void assertSays(String problem, int line, String said) {
    String place = line == 0 ? "c.yaml: " : "c.yaml:" + line + ": ";
    assertTrue(problem.startsWith(place), problem);
    assertTrue(problem.contains(said), problem);
  }
}
