package org.openshift.ci.mirror.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.AndFullName.Predicates.fullNameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Timer;

/**
 * What code does at every replay in the same way (Temporal documentation, "Workflow Definition",
 * "Deterministic constraints"): time, random numbers and threads come from {@code Workflow} only.
 */
public final class Determinism {

  /** Whose answer differs from run to run, or from machine to machine. */
  private static final String CHANGING =
      String.join(
          "|",
          "java\\.time\\..*\\.now\\(.*",
          "java\\.time\\.ZoneId\\.systemDefault\\(.*",
          "java\\.lang\\.System\\.(currentTimeMillis|nanoTime|getenv|getProperty|getProperties)\\(.*",
          "java\\.lang\\.Math\\.random\\(.*",
          "java\\.util\\.(Locale|TimeZone)\\.getDefault\\(.*",
          "java\\.util\\.Collections\\.shuffle\\(.*",
          "java\\.util\\.Date\\.<init>\\(\\)",
          "java\\.util\\.(Splittable)?Random\\.<init>\\(.*",
          "java\\.util\\.UUID\\.randomUUID\\(.*");

  /** For the classes that run in workflow threads. */
  public static final ArchRule RULE =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.io..",
              "java.net..",
              "java.nio.channels..",
              "java.nio.file..",
              "java.util.concurrent..",
              "java.util.random..",
              "io.temporal.client..",
              "io.temporal.serviceclient..",
              "io.grpc..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class, SecureRandom.class, Thread.class, Timer.class)
          .orShould()
          .accessTargetWhere(target(fullNameMatching(CHANGING)));

  private Determinism() {}
}
