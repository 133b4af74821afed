package org.openshift.ci.mirror.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import java.util.Set;
import java.util.SortedMap;
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
  static void onlyCommandsUseTheWiring(JavaClasses classes) {
    SortedMap<String, Set<String>> graph = UseGraph.ofPackages(classes);
    graph.values().removeIf(targets -> !targets.contains("worker.wiring"));
    assertEquals(Set.of("worker", "worker.command"), graph.keySet());
  }
}
