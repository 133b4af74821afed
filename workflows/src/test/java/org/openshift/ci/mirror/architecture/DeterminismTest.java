package org.openshift.ci.mirror.architecture;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;

/**
 * Workflow code does the same at every replay (Temporal documentation, "Workflow Definition",
 * "Deterministic constraints"): time, random numbers and threads come from {@code Workflow} only.
 */
@AnalyzeClasses(
    packages = "org.openshift.ci.mirror",
    importOptions = ImportOption.DoNotIncludeTests.class)
class DeterminismTest {

  private static final String WORKFLOWS = "org.openshift.ci.mirror.workflow";

  @ArchTest
  static final ArchRule noThreadNoInputOutput =
      noClasses()
          .that()
          .resideInAPackage(WORKFLOWS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.net..",
              "java.nio..",
              "java.util.concurrent..",
              "java.security..",
              "java.util.random..",
              "io.temporal.client..",
              "io.temporal.serviceclient..",
              "io.grpc..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, Thread.class, Timer.class);

  @ArchTest
  static final ArchRule noClockNoRandom =
      noClasses()
          .that()
          .resideInAPackage(WORKFLOWS)
          .should()
          .callMethodWhere(
              target(nameMatching("now"))
                  .and(
                      target(
                          owner(
                              assignableTo(Instant.class)
                                  .or(assignableTo(LocalDate.class))
                                  .or(assignableTo(LocalDateTime.class))
                                  .or(assignableTo(OffsetDateTime.class))
                                  .or(assignableTo(ZonedDateTime.class))))))
          .orShould()
          .callMethodWhere(
              target(nameMatching("currentTimeMillis|nanoTime"))
                  .and(target(owner(assignableTo(System.class)))))
          .orShould()
          .callConstructorWhere(target(owner(assignableTo(Random.class))))
          .orShould()
          .callMethodWhere(
              target(nameMatching("random")).and(target(owner(assignableTo(Math.class)))))
          .orShould()
          .callMethodWhere(
              target(nameMatching("randomUUID")).and(target(owner(assignableTo(UUID.class)))));

  @ArchTest
  static final ArchRule noCycleBetweenPackages =
      slices().matching("org.openshift.ci.mirror.(**)").should().beFreeOfCycles();
}
