package org.openshift.ci.mirror.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The arrows between the packages of this module are those that CONTRIBUTING.md lists. */
@AnalyzeClasses(packages = UseGraph.ROOT, importOptions = UseGraph.ProductionCode.class)
class PackageArrowsTest {

  private static final Path CONTRIBUTING = Path.of("..", "CONTRIBUTING.md");
  private static final String ARROW = " -> ";

  /** What the engine uses beside itself: none knows anything of mirror tasks. */
  private static final Set<String> ENGINE_NEEDS =
      Set.of("bulkhead", "files", "http", "log", "proxy");

  @ArchTest static final ArchTests inEveryModule = ArchTests.in(ModuleRules.class);

  @ArchTest
  static void arrowsAreThoseOfTheList(JavaClasses classes) throws IOException {
    assertEquals(UseGraph.lines(listed()), UseGraph.lines(UseGraph.ofPackages(classes)));
  }

  /** Read from the list, so that no careless line there opens what must stay closed. */
  @ArchTest
  static void theRegistryEngineStandsAlone(JavaClasses classes) throws IOException {
    listed()
        .forEach(
            (from, targets) ->
                targets.forEach(
                    to ->
                        assertFalse(
                            from.startsWith("registry")
                                && !to.startsWith("registry")
                                && !ENGINE_NEEDS.contains(to),
                            from + ARROW + to + ": the engine knows nothing of mirror tasks")));
    classes.stream()
        .filter(each -> each.getPackageName().startsWith(UseGraph.ROOT + ".registry"))
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .forEach(
            dependency ->
                assertFalse(
                    dependency.getTargetClass().getPackageName().startsWith("io.temporal"),
                    dependency::getDescription));
  }

  private static SortedMap<String, Set<String>> listed() throws IOException {
    SortedMap<String, Set<String>> arrows = new TreeMap<>();
    for (String line : Files.readAllLines(CONTRIBUTING)) {
      if (line.matches("[a-z][a-z.]* ->.*")) {
        int arrow = line.indexOf(" ->");
        Set<String> targets =
            Pattern.compile(",")
                .splitAsStream(line.substring(arrow + " ->".length()))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        arrows.put(line.substring(0, arrow), targets);
      }
    }
    return arrows;
  }
}
