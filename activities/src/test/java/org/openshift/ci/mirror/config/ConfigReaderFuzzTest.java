package org.openshift.ci.mirror.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a file holds, it is read or refused with problems that name their lines. */
class ConfigReaderFuzzTest {

  private static final int ROUNDS = 3_000;

  private static final String SEED_TEXT =
      """
      # A configuration with every kind of entry.
      supplementalCIImages:
        tools/cli:v1: &anchor
          image: quay.io/example/cli:v1
        tools/same:v1: *anchor
        "tools/stream:9":
          namespace: os
          name: stream
          tag: "9"
      qciToAppCIImages: {"ocp/4.30:cli": {}, "ocp/4.30:x": {image: "quay.io/openshift/ci:x"}}
      ignoredSources:
      - image: quay.io/example/broken:latest
        reason: >
          does not start
      artImages:
      - namespace: ocp
        Name: ^\\d{1,3}\\.[0-9]+$
        tag: (?i)^base-rhel
      """;

  /** What files of this kind are made of, and what trips parsers. */
  private static final List<String> PIECES =
      List.of(
          ":",
          ": ",
          "-",
          "- ",
          "\n",
          "\n  ",
          "\t",
          "{",
          "}",
          "[",
          "]",
          ",",
          "&a ",
          "*a",
          "*anchor",
          "!!str ",
          "!x ",
          "!<y> ",
          "|",
          ">",
          "%YAML 9.9\n",
          "---\n",
          "...\n",
          "<<",
          "\"",
          "'",
          "\\",
          "\\x4",
          "\\UFFFFFFFF",
          "\\uD800",
          "#",
          "@",
          "`",
          "? ",
          "~",
          "null",
          "4.10",
          "0x",
          "1e999",
          "true",
          "2026-01-01",
          "\u0000",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "\uD83D\uDE00",
          "{1000}",
          "((",
          "(?=",
          "^",
          "quay.io/openshift/ci",
          "@sha256:",
          "as",
          "Image",
          "supplementalCIImages");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void neverThrowsAnythingElse(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] content = mutate(random);
      try {
        assertFalse(
            new ConfigReader(Configs.ENDPOINTS).read(content, "c.yaml").toString().isEmpty());
      } catch (MirroringConfigException refusal) {
        assertFalse(refusal.problems().isEmpty());
        int lines = 2 + (int) new String(content, StandardCharsets.ISO_8859_1).lines().count();
        for (ConfigProblem problem : refusal.problems()) {
          assertTrue(problem.line() >= 0 && problem.line() <= lines, problem.toString());
          assertTrue(problem.toString().chars().noneMatch(Character::isISOControl));
        }
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError(
            "seed %d, round %d:\n%s"
                .formatted(seed, round, new String(content, StandardCharsets.UTF_8)),
            e);
      }
    }
  }

  private static byte[] mutate(Random random) {
    byte[] content = SEED_TEXT.getBytes(StandardCharsets.UTF_8);
    for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
      content = change(content, random);
    }
    return content;
  }

  private static byte[] change(byte[] content, Random random) {
    int from = random.nextInt(content.length + 1);
    int to = Math.min(content.length, from + random.nextInt(12));
    byte[] piece =
        switch (random.nextInt(4)) {
          case 0 -> new byte[0];
          case 1 -> new byte[] {(byte) random.nextInt(256)};
          case 2 -> {
            int at = random.nextInt(content.length + 1);
            yield Arrays.copyOfRange(
                content, at, Math.min(content.length, at + random.nextInt(80)));
          }
          default -> PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
        };
    byte[] changed = new byte[from + piece.length + content.length - to];
    System.arraycopy(content, 0, changed, 0, from);
    System.arraycopy(piece, 0, changed, from, piece.length);
    System.arraycopy(content, to, changed, from + piece.length, content.length - to);
    return changed;
  }
}
