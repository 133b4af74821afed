package org.openshift.ci.mirror.bench;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import org.openshift.ci.mirror.architecture.ModuleRules;
import org.openshift.ci.mirror.architecture.UseGraph;

/** The arrows of this module. */
@AnalyzeClasses(packages = UseGraph.ROOT + ".bench", importOptions = UseGraph.ProductionCode.class)
class BenchArrowsTest {

  @ArchTest static final ArchTests inEveryModule = ArchTests.in(ModuleRules.class);
}
