package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import java.util.Set;
import org.openshift.ci.mirror.architecture.ModuleRules;
import org.openshift.ci.mirror.architecture.UseGraph;

/** The arrows of this module. */
@AnalyzeClasses(packages = UseGraph.ROOT + ".api", importOptions = UseGraph.ProductionCode.class)
class ApiArrowsTest {

  @ArchTest static final ArchTests inEveryModule = ArchTests.in(ModuleRules.class);

  @ArchTest
  static void mirrorctlIsAClientLikeAnyOther(JavaClasses classes) {
    assertEquals(Set.of("model", "proxy", "version"), UseGraph.ofPackages(classes).get("api.ctl"));
  }
}
