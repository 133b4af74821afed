package org.openshift.ci.mirror.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;

/** Workflow code does the same at every replay, and so does all that it uses of the project. */
@AnalyzeClasses(packages = UseGraph.ROOT, importOptions = UseGraph.ProductionCode.class)
class DeterminismTest {

  @ArchTest
  static void whatRunsInWorkflowThreadsIsDeterministic(JavaClasses classes) {
    SortedMap<String, Set<String>> graph = UseGraph.ofClasses(classes);
    Set<String> reached = new HashSet<>();
    Deque<String> next = new ArrayDeque<>();
    graph.keySet().stream().filter(name -> name.startsWith("workflow.")).forEach(next::add);
    next.add("trace.CarriedTrace");
    while (!next.isEmpty()) {
      String name = next.remove();
      if (reached.add(name)) {
        next.addAll(graph.get(name));
      }
    }
    Determinism.RULE.check(
        classes.that(
            DescribedPredicate.describe(
                "run in workflow threads", each -> reached.contains(UseGraph.outermost(each)))));
  }
}
