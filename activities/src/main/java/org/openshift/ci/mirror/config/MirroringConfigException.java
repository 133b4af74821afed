package org.openshift.ci.mirror.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that is rejected. The message has a line for each problem. */
public final class MirroringConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  public MirroringConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  public MirroringConfigException(ConfigProblem problem) {
    this(List.of(problem));
  }

  /** All problems in the order of lines. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
