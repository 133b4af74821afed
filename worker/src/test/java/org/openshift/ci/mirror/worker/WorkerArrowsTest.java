package org.openshift.ci.mirror.worker;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.temporal.common.interceptors.WorkerInterceptor;
import java.util.Set;
import java.util.SortedMap;
import org.openshift.ci.mirror.architecture.Determinism;
import org.openshift.ci.mirror.architecture.ModuleRules;
import org.openshift.ci.mirror.architecture.UseGraph;

/** The arrows of this module. */
@AnalyzeClasses(packages = UseGraph.ROOT + ".worker", importOptions = UseGraph.ProductionCode.class)
class WorkerArrowsTest {

  @ArchTest static final ArchTests inEveryModule = ArchTests.in(ModuleRules.class);

  @ArchTest
  static void settingsUseNoOtherPackageOfTheModule(JavaClasses classes) {
    assertFalse(
        UseGraph.ofPackages(classes).get("worker.settings").stream()
            .anyMatch(to -> to.startsWith("worker")));
  }

  @ArchTest
  static void interceptorsOfWorkflowsAreDeterministic(JavaClasses classes) {
    Determinism.RULE.check(classes.that(belongTo(assignableTo(WorkerInterceptor.class))));
  }

  @ArchTest
  static void onlyCommandsUseTheWiring(JavaClasses classes) {
    SortedMap<String, Set<String>> graph = UseGraph.ofPackages(classes);
    graph.values().removeIf(targets -> !targets.contains("worker.wiring"));
    assertEquals(Set.of("worker", "worker.command"), graph.keySet());
  }
}
