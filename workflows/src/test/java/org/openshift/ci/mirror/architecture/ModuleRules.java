package org.openshift.ci.mirror.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What holds in every module. */
public final class ModuleRules {

  private ModuleRules() {}

  @ArchTest
  static void noCycleBetweenPackages(JavaClasses classes) {
    assertEquals("", UseGraph.lines(UseGraph.cycles(UseGraph.ofPackages(classes))));
  }

  @ArchTest
  static void noCycleBetweenClasses(JavaClasses classes) {
    SortedMap<String, Set<String>> graph = UseGraph.ofClasses(classes);
    // Picocli's way: a command names its subcommands in an annotation, and they know their parent.
    for (JavaClass command : classes) {
      subcommands(command)
          .forEach(each -> graph.get(UseGraph.outermost(command)).remove(UseGraph.outermost(each)));
    }
    assertEquals("", UseGraph.lines(UseGraph.cycles(graph)));
  }

  @ArchTest
  static void onlyTheRegistryEngineReachesItsParts(JavaClasses classes) {
    SortedMap<String, Set<String>> graph = UseGraph.ofPackages(classes);
    graph.keySet().removeIf(from -> from.startsWith("registry"));
    graph.values().forEach(targets -> targets.removeIf(to -> !to.startsWith("registry.internal")));
    graph.values().removeIf(Set::isEmpty);
    assertEquals("", UseGraph.lines(graph));
  }

  private static Stream<JavaClass> subcommands(JavaClass command) {
    return command.tryGetAnnotationOfType("picocli.CommandLine$Command").stream()
        .flatMap(annotation -> annotation.get("subcommands").stream())
        .flatMap(subcommands -> Stream.of((JavaClass[]) subcommands));
  }
}
