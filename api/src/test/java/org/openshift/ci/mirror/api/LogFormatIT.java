package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of the API, of which the jar is run as users run it. */
class LogFormatIT {

  private static final Path JAR = Path.of("target", "ci-images-mirror-api.jar");

  @TempDir private Path folder;

  /** The lines of a service that starts, is ready, and is stopped. */
  private List<String> lines(String... flags) throws IOException {
    Path log = folder.resolve("log");
    Stream<String> command =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-jar",
            JAR.toString(),
            "--host=127.0.0.1",
            "--port=0",
            "--temporal-address=127.0.0.1:1");
    Process service =
        new ProcessBuilder(Stream.concat(command, Stream.of(flags)).toList())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
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
        lines().stream().filter(line -> line.contains("ready: ")).findFirst().orElseThrow();
    assertTrue(
        ready.matches("20\\d\\d-\\S+T\\S+Z INFO  ApiMain - ready: http://127.0.0.1:\\d+/ .*"),
        ready);
  }

  @Test
  void aJsonLogHasAnObjectOnEachLine() throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    List<JsonNode> lines = lines("--log-format=json").stream().map(json::readTree).toList();
    JsonNode ready =
        lines.stream()
            .filter(line -> line.path("message").asString("").startsWith("ready: http"))
            .findFirst()
            .orElseThrow();
    assertEquals("INFO", ready.path("level").asString());
    assertEquals(ApiMain.class.getName(), ready.path("logger").asString());
  }
}
