package org.openshift.ci.mirror.registry.engine;

import java.util.List;
import java.util.Random;

/**
 * Generates hostile texts: valid samples that are combined, cut, repeated and corrupted in ways
 * that break parsers. The same seed gives the same texts.
 */
final class Mutations {

  /** Characters with a meaning to a parser or a terminal, and some without. */
  private static final String SPECIAL =
      "\"\\/:;,=<>{}[]()@#?&%+-_.~|*'` \t\r\n\0\u0001\u007f\u0085\u00ff\u202e\u2028\ud800\udfff09aZ";

  private static final int MOST_REPEATS = 200;
  private static final int LONGEST = 100_000;

  private final Random random;
  private final List<String> samples;
  private final List<String> words;

  /**
   * A source of texts.
   *
   * @param samples texts of the grammar
   * @param words parts of it that are put in anywhere
   */
  Mutations(long seed, List<String> samples, List<String> words) {
    this.random = new Random(seed);
    this.samples = samples;
    this.words = words;
  }

  Random random() {
    return random;
  }

  <T> T oneOf(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  /** The next text; every sixth is an unchanged sample. */
  String next() {
    StringBuilder text = new StringBuilder(oneOf(samples));
    for (int change = random.nextInt(6); change > 0; change--) {
      change(text);
    }
    text.setLength(Math.min(text.length(), LONGEST));
    return text.toString();
  }

  private void change(StringBuilder text) {
    int at = random.nextInt(text.length() + 1);
    int end = Math.min(text.length(), at + 1 + random.nextInt(20));
    switch (random.nextInt(9)) {
      case 0 -> text.insert(at, oneOf(words));
      case 1 -> text.insert(at, special());
      case 2 -> text.delete(at, end);
      case 3 -> text.replace(at, end, oneOf(words));
      case 4 -> text.setLength(at);
      case 5 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(MOST_REPEATS)));
      case 6 -> text.append(oneOf(samples));
      case 7 -> text.insert(at, Long.toString(random.nextLong()));
      default -> {
        if (at < text.length()) {
          text.setCharAt(at, special());
        }
      }
    }
  }

  private char special() {
    return SPECIAL.charAt(random.nextInt(SPECIAL.length()));
  }
}
