package org.openshift.ci.mirror.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
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
@AnalyzeClasses(
    packages = PackageArrowsTest.ROOT,
    importOptions = com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests.class)
class PackageArrowsTest {

  static final String ROOT = "org.openshift.ci.mirror";

  private static final Path CONTRIBUTING = Path.of("..", "CONTRIBUTING.md");
  private static final String ARROW = " -> ";

  /** What the engine uses beside itself: none knows anything of mirror tasks. */
  private static final Set<String> ENGINE_NEEDS =
      Set.of("bulkhead", "files", "http", "log", "proxy");

  /** A class with the classes inside it. */
  private static final SliceAssignment OUTERMOST_CLASSES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
          JavaClass outermost = javaClass;
          while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
          }
          return SliceIdentifier.of(outermost.getName());
        }

        @Override
        public String getDescription() {
          return "outermost classes";
        }
      };

  @ArchTest
  static final ArchRule noCycleBetweenPackages =
      slices().matching(ROOT + ".(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCycleBetweenClasses =
      slices().assignedFrom(OUTERMOST_CLASSES).should().beFreeOfCycles();

  @ArchTest
  static void arrowsAreThoseOfTheList(JavaClasses classes) throws IOException {
    assertEquals(lines(listed()), lines(found(classes)));
  }

  /** Read from the list, so that no careless line there opens what must stay closed. */
  @ArchTest
  static void theRegistryEngineStandsAlone(JavaClasses classes) throws IOException {
    listed()
        .forEach(
            (from, targets) ->
                targets.forEach(
                    to -> {
                      boolean insideEngine = from.startsWith("registry");
                      assertFalse(
                          to.startsWith("registry.internal") && !insideEngine,
                          from + ARROW + to + ": only the engine reaches its parts");
                      assertFalse(
                          insideEngine && !to.startsWith("registry") && !ENGINE_NEEDS.contains(to),
                          from + ARROW + to + ": the engine knows nothing of mirror tasks");
                    }));
    classes.stream()
        .filter(each -> shortName(each.getPackageName()).startsWith("registry"))
        .flatMap(each -> each.getDirectDependenciesFromSelf().stream())
        .forEach(
            dependency ->
                assertFalse(
                    dependency.getTargetClass().getPackageName().startsWith("io.temporal"),
                    dependency::getDescription));
  }

  private static SortedMap<String, Set<String>> found(JavaClasses classes) {
    SortedMap<String, Set<String>> arrows = new TreeMap<>();
    for (JavaClass from : classes) {
      if (from.getSimpleName().equals("package-info")) {
        continue;
      }
      Set<String> targets =
          arrows.computeIfAbsent(shortName(from.getPackageName()), name -> new TreeSet<>());
      from.getDirectDependenciesFromSelf().stream()
          .map(dependency -> dependency.getTargetClass().getBaseComponentType().getPackageName())
          .filter(name -> name.startsWith(ROOT) && !name.equals(from.getPackageName()))
          .map(PackageArrowsTest::shortName)
          .forEach(targets::add);
    }
    return arrows;
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

  /** One line for each package, as the list has them, so that a failure can be pasted there. */
  private static String lines(SortedMap<String, Set<String>> arrows) {
    return arrows.entrySet().stream()
        .map(entry -> (entry.getKey() + ARROW + String.join(", ", entry.getValue())).strip())
        .collect(Collectors.joining("\n"));
  }

  private static String shortName(String packageName) {
    return packageName.substring(ROOT.length() + 1);
  }
}
