package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The log of a worker that writes JSON. */
class LogFormatIT extends WithPlatform {

  private static final Duration SOON = Duration.ofMinutes(2);

  @Test
  void everyLineIsAnObjectAndThoseOfATaskNameIt() throws JsonProcessingException {
    TestImage image = new TestImages(43).docker(1_000);
    platform.release("good", "1", image);
    WorkerProcess worker =
        platform.process("worker", "--log-format=json", "--leader-election-namespace=ci");
    worker.launch();
    Await.until(
        "the image is mirrored",
        SOON,
        () -> worker.log().contains("\"message\":\"mirrored test/good:1 "),
        worker::log);
    worker.stop();
    List<JsonNode> lines = new ArrayList<>();
    for (String line : worker.log().lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    JsonNode push = line(lines, "image mirror --keep-manifest-list=true ");
    assertEquals("test/good:1", push.path("tag").asText());
    assertEquals("distributor", push.path("owner").asText());
    assertEquals("mirror/test_good_1", push.path("workflow_id").asText());
    assertTrue(push.path("run_id").asText().length() > 30, push::toString);
    assertEquals("PushTags", push.path("activity_type").asText());
    JsonNode ready = line(lines, "ready: mirroring ");
    assertEquals("INFO", ready.path("level").asText());
    assertTrue(ready.path("tag").isMissingNode(), ready::toString);
    assertTrue(line(lines, "is accepted but has no effect").isObject());
  }

  private static JsonNode line(List<JsonNode> lines, String message) {
    return lines.stream()
        .filter(line -> line.path("message").asText().contains(message))
        .findFirst()
        .orElseThrow(() -> new AssertionError(message + " is not in " + lines));
  }
}
