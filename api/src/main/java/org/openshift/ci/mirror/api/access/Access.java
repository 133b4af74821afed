package org.openshift.ci.mirror.api.access;

/** Decides who may do what. */
public interface Access {

  /** Stands for all namespaces. */
  String ALL_NAMESPACES = "";

  /** Everybody may do everything. */
  Access OPEN = (caller, verb, namespace) -> caller.toString();

  /**
   * Makes sure that the caller may do something with the mirror tasks of a namespace.
   *
   * @param verb {@code get} or {@code list}, or what is asked of a task: {@link
   *     org.openshift.ci.mirror.model.OperatorRequest.Action#wireName()}
   * @param namespace the namespace of the image streams, or {@link #ALL_NAMESPACES}
   * @return the caller's name, which histories, reports and logs show
   * @throws org.openshift.ci.mirror.api.problem.ApiProblem when the caller may not, or this cannot
   *     be decided now
   */
  String require(Caller caller, String verb, String namespace);

  /** Where one gets the token that this asks for, as a sentence; empty where none is needed. */
  default String tokenSource() {
    return "";
  }
}
