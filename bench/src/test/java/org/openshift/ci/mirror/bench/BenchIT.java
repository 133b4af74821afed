package org.openshift.ci.mirror.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.bench.copy.CraneCopy;
import org.openshift.ci.mirror.bench.copy.RegsyncCopy;
import org.openshift.ci.mirror.bench.copy.SkopeoCopy;
import org.openshift.ci.mirror.bench.endtoend.WorkerJar;

/** Runs every measurement with as little work as possible. */
class BenchIT {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void copiesWithEveryInstalledTool() {
    assertEquals(
        0,
        run("copy", "--images=3", "--scale=0.0001", "--rounds=1", "--warm-ups=1"),
        err::toString);
    assertRow("bare", 7);
    assertRow("engine", 7);
    if (new RegsyncCopy().absence().isEmpty()) {
      assertRow("regsync", 7);
    }
    if (new SkopeoCopy(4).absence().isEmpty()) {
      assertRow("skopeo-4", 7);
    }
    if (new CraneCopy(4).absence().isEmpty()) {
      assertRow("crane-4", 7);
    }
  }

  @Test
  void comparesWithEveryInstalledTool() {
    assertEquals(0, run("compare", "--pairs=8", "--rounds=1", "--warm-ups=1"), err::toString);
    assertRow("bare", 7);
    assertRow("engine", 7);
    assertRow("engine-source-known", 7);
  }

  @Test
  void readsDigestsOneByOneAndInBulk() {
    assertEquals(0, run("digests", "--tags=200", "--rounds=1"), err::toString);
    assertRow("head", 6);
    assertRow("bulk", 6);
  }

  @Test
  void mirrorsWithTheWholeService() {
    assumeTrue(WorkerJar.absence(WorkerJar.find()).isEmpty(), "the worker is not built");
    assertEquals(
        0,
        run(
            "end-to-end",
            "--images=3",
            "--scale=0.0001",
            "--tiny-images=0",
            "--warm-ups=1",
            "--rounds=1",
            "--tools=service"),
        err::toString);
    assertRow("service", 5);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void readsAReleaseRepositoryAndItsChanges() {
    assertEquals(
        0, run("release", "--configs=40", "--registry-files=30", "--rounds=1"), err::toString);
    assertTrue(
        out.toString().lines().anyMatch(line -> line.matches(" *first load, seconds +[0-9].*")),
        out::toString);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void measuresTheMemoryOfAProcess() {
    assertEquals(
        0,
        run(
            "memory",
            "--layers=2",
            "--layer-size=1",
            "--small-images=8",
            "--worker-jar=no-such-worker.jar"),
        err::toString);
    assertRow("engine", 4);
    assertTrue(out.toString().contains("after 8"), out::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--images=0", "--scale=-1", "--rounds=0", "--registry=harbor", "--bogus"})
  void refusesBadArguments(String argument) {
    assertEquals(2, run("copy", argument));
    assertTrue(err.toString().contains(argument.replaceAll("[=].*", "")), err::toString);
  }

  @Test
  void refusesAnUnknownTool() {
    assertEquals(2, run("copy", "--tools=oci"));
    assertTrue(err.toString().contains("there is no tool 'oci'"), err::toString);
  }

  private int run(String... arguments) {
    return BenchMain.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  /** Asserts a row of the first table: a figure above 0, and at most this many cells. */
  private void assertRow(String name, int cells) {
    List<String> rows =
        out.toString()
            .lines()
            .filter(line -> line.strip().startsWith(name + " "))
            .limit(1)
            .toList();
    assertEquals(1, rows.size(), () -> "no row " + name + " in " + out);
    String[] row = rows.getFirst().strip().split("\\s+", -1);
    assertTrue(Double.parseDouble(row[1].replace(",", "")) > 0, rows::toString);
    assertTrue(row.length <= cells, rows::toString);
  }
}
