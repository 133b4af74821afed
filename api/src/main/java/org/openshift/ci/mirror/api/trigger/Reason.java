package org.openshift.ci.mirror.api.trigger;

import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.web.RequestParameters;
import org.openshift.ci.mirror.model.OperatorRequest;

/** Why somebody asks something: the parameter {@value #PARAMETER}. */
public final class Reason {

  /** The name of the parameter. */
  public static final String PARAMETER = "reason";

  private Reason() {}

  /**
   * The reason that a request gives; empty for none.
   *
   * @throws ApiProblem when it is too long, or is no line of text
   */
  public static String of(RequestParameters parameters) {
    String reason = parameters.get(PARAMETER, "");
    if (reason.length() > OperatorRequest.MAX_LENGTH
        || reason.codePoints().anyMatch(Reason::isNoText)) {
      throw ApiProblem.badRequest(
          "'%s' must be one line of at most %d characters, without control characters"
              .formatted(PARAMETER, OperatorRequest.MAX_LENGTH));
    }
    return reason;
  }

  /** Characters that reorder or hide text are refused too, because they could mislead a reader. */
  private static boolean isNoText(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
