package org.openshift.ci.mirror.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.PermittedSubclassesAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which packages or classes of the project use which others; names are without the project's.
 *
 * <p>ArchUnit does not see that a class uses another's constant, because the compiler copies the
 * value. But the compiler leaves the other's name in the constant pool of the class file.
 */
public final class UseGraph {

  /** What the names of all packages begin with. */
  public static final String ROOT = "org.openshift.ci.mirror";

  private static final String PREFIX = ROOT + ".";

  private UseGraph() {}

  /** Leaves out tests, and the jars with which modules test. */
  public static final class ProductionCode implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/test-classes/") && !location.contains("-tests.jar");
    }
  }

  /** For each package, the other packages that it uses. */
  public static SortedMap<String, Set<String>> ofPackages(JavaClasses classes) {
    return of(classes, name -> name.substring(0, name.lastIndexOf('.')));
  }

  /** For each class with the classes inside it, the other classes that it uses. */
  public static SortedMap<String, Set<String>> ofClasses(JavaClasses classes) {
    return of(classes, UseGraph::outermost);
  }

  /** What is left of a graph without all that is in no cycle and not between two: its cycles. */
  public static SortedMap<String, Set<String>> cycles(SortedMap<String, Set<String>> graph) {
    SortedMap<String, Set<String>> left = new TreeMap<>();
    graph.forEach((from, targets) -> left.put(from, new TreeSet<>(targets)));
    int before;
    do {
      before = left.size();
      left.values().forEach(targets -> targets.retainAll(left.keySet()));
      left.values().removeIf(Set::isEmpty);
      left.keySet()
          .retainAll(left.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
    } while (left.size() < before);
    return left;
  }

  /** One line for each package or class, as the list in CONTRIBUTING.md has them. */
  public static String lines(SortedMap<String, Set<String>> graph) {
    return graph.entrySet().stream()
        .map(entry -> (entry.getKey() + " -> " + String.join(", ", entry.getValue())).strip())
        .collect(Collectors.joining("\n"));
  }

  private static SortedMap<String, Set<String>> of(
      JavaClasses classes, UnaryOperator<String> partOf) {
    SortedMap<String, Set<String>> graph = new TreeMap<>();
    for (JavaClass each : classes) {
      if (!each.getSimpleName().equals("package-info")) {
        String from = partOf.apply(shortName(each));
        Set<String> targets = graph.computeIfAbsent(from, name -> new TreeSet<>());
        Stream.concat(usedByCode(each), inConstantPool(each))
            .filter(name -> name.startsWith(PREFIX))
            .map(name -> partOf.apply(name.substring(PREFIX.length())))
            .filter(to -> !to.equals(from))
            .forEach(targets::add);
      }
    }
    return graph;
  }

  /** The name of a class, or of the class around it. */
  static String outermost(JavaClass each) {
    return outermost(shortName(each));
  }

  private static String outermost(String name) {
    return name.replaceFirst("\\$.*", "");
  }

  private static String shortName(JavaClass each) {
    return each.getName().substring(PREFIX.length());
  }

  private static Stream<String> usedByCode(JavaClass each) {
    return each.getDirectDependenciesFromSelf().stream()
        .map(dependency -> dependency.getTargetClass().getBaseComponentType().getName());
  }

  private static Stream<String> inConstantPool(JavaClass each) {
    try (InputStream file = each.getSource().orElseThrow().getUri().toURL().openStream()) {
      ClassModel model = ClassFile.of().parse(file.readAllBytes());
      // A sealed type names its subclasses without using them.
      List<ClassEntry> permitted =
          model
              .findAttribute(Attributes.permittedSubclasses())
              .map(PermittedSubclassesAttribute::permittedSubclasses)
              .orElse(List.of());
      return StreamSupport.stream(model.constantPool().spliterator(), false)
          .filter(ClassEntry.class::isInstance)
          .map(ClassEntry.class::cast)
          .filter(entry -> !permitted.contains(entry))
          .map(entry -> entry.asInternalName().replace('/', '.'))
          .map(name -> name.replaceFirst("^\\[+L(.*);$", "$1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
