package org.openshift.ci.mirror.config;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Refuses expressions whose automaton would be huge. RE2 in Go refuses nested repetitions above
 * 1,000; re2j builds them until memory runs out.
 */
final class ExpressionSize {

  /** Characters of an expression; names have at most 253. */
  private static final int LONGEST = 500;

  /** Steps of an automaton, some tens of bytes each. */
  private static final long MOST_STEPS = 200_000;

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,4})(?:,(\\d{0,4}))?}");

  private ExpressionSize() {}

  /** Why the expression must not be compiled; empty when it may be. */
  static Optional<String> problemOf(String expression) {
    if (expression.isEmpty() || expression.length() > LONGEST) {
      return Optional.of(
          "expected an expression of 1 to %d characters, found %d"
              .formatted(LONGEST, expression.length()));
    }
    // Counts as if all repetitions were nested; expressions for names need no more.
    double steps = expression.length();
    Matcher repetitions = REPETITION.matcher(expression);
    while (repetitions.find()) {
      int least = Integer.parseInt(repetitions.group(1));
      String most = repetitions.group(2);
      steps *= Math.max(2, most == null || most.isEmpty() ? least + 1 : Integer.parseInt(most));
    }
    return steps > MOST_STEPS
        ? Optional.of("'%s' repeats too much: use smaller or fewer counts".formatted(expression))
        : Optional.empty();
  }
}
