package org.openshift.ci.mirror.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** docs/faults.md names tests that exist, and every type of failure that a registry can cause. */
class FaultsTableTest {

  private static final Path TABLE = Path.of("..", "docs", "faults.md");
  private static final List<String> MODULES = List.of("workflows", "activities", "worker", "api");

  /** A test class, and where it is given a method or the beginning of its name. */
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+)…?)?`");

  @Test
  void everyTestThatItNamesExists() throws IOException {
    Map<String, String> sources = sources();
    List<String> missing = new ArrayList<>();
    for (MatchResult named : NAMED.matcher(Files.readString(TABLE)).results().toList()) {
      String source = sources.getOrDefault(named.group(1), "");
      String method = named.group(2) == null ? named.group(1) : "void " + named.group(2);
      if (!source.contains(method)) {
        missing.add(named.group());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void itHasEveryTypeOfFailure() throws IOException {
    String table = Files.readString(TABLE);
    assertEquals(
        List.of(),
        Stream.of(MirrorErrorType.values())
            .map(MirrorErrorType::wireName)
            .filter(name -> !table.contains("`" + name + "`"))
            .toList());
  }

  private static Map<String, String> sources() throws IOException {
    List<Path> files = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> found = Files.walk(Path.of("..", module, "src", "test", "java"))) {
        found.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
      }
    }
    return files.stream()
        .collect(
            Collectors.toMap(
                file -> file.getFileName().toString().replace(".java", ""),
                FaultsTableTest::read,
                (one, other) -> one + other));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
