package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of the API in a process of its own. */
@Order(4)
class LogFormatIT {

  private static final Path JAR = Path.of("target", "ci-images-mirror-api.jar");

  @TempDir private Path folder;

  /** The jar, as users run it: what Java itself says of it would be a line too. */
  private static List<String> jar() {
    return List.of("-jar", JAR.toString());
  }

  /** Loading classes out of the jars within the jar would double the processor time of a start. */
  private static List<String> classes() {
    String path =
        Stream.of(System.getProperty("surefire.test.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.endsWith("test-classes"))
            .collect(Collectors.joining(File.pathSeparator));
    return List.of("--enable-native-access=ALL-UNNAMED", "-cp", path, ApiMain.class.getName());
  }

  /** The lines of a service that starts, is ready, and is stopped. */
  private List<String> lines(List<String> program, String... flags) throws IOException {
    Path log = folder.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(program);
    command.addAll(List.of("--host=127.0.0.1", "--port=0", "--temporal-address=127.0.0.1:1"));
    command.addAll(List.of(flags));
    Process service =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> Files.readString(log).matches("(?s).*ready: http.*\n.*"));
    } finally {
      service.destroy();
      await().atMost(Duration.ofSeconds(30)).until(() -> !service.isAlive());
    }
    return Files.readAllLines(log);
  }

  @Test
  void aPlainLineIsAsTheWorkers() throws IOException {
    String ready =
        lines(classes()).stream()
            .filter(line -> line.contains("ready: "))
            .findFirst()
            .orElseThrow();
    assertTrue(
        ready.matches("20\\d\\d-\\S+T\\S+Z INFO  ApiMain - ready: http://127.0.0.1:\\d+/ .*"),
        ready);
  }

  @Test
  void aJsonLogHasAnObjectOnEachLine() throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    List<JsonNode> lines = lines(jar(), "--log-format=json").stream().map(json::readTree).toList();
    JsonNode ready =
        lines.stream()
            .filter(line -> line.path("message").asString("").startsWith("ready: http"))
            .findFirst()
            .orElseThrow();
    assertEquals("INFO", ready.path("level").asString());
    assertEquals(ApiMain.class.getName(), ready.path("logger").asString());
  }
}
