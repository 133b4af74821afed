package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A dry run plans, and leaves a real worker on the same Temporal alone. */
@Order(3)
class DryRunIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String OPEN = "WorkflowType='MirrorTask' AND ExecutionStatus='Running'";

  private final TestImages images = new TestImages(4);

  @Test
  void plansWithoutPushing() {
    TestImage image = images.docker(10_000);
    platform.release("planned", "1", image);
    TestWorker dry = platform.worker("--dry-run=true").start();
    platform.awaitListed(OPEN + " AND MirrorState='planned' AND Stale=true", 1, SOON);
    assertEquals(1, platform.list("WorkflowId='dry-run/mirror/test_planned_1'").size());
    assertEquals(
        Optional.empty(),
        platform.targetAccess.digest(Platform.TARGET, Platform.floatingTag("planned", "1")));
    assertEquals(1, dry.count("image mirror --keep-manifest-list=true "), dry.log());
    assertTrue(
        dry.log().contains("=" + platform.target.host() + "/openshift/ci:test_planned_1"),
        dry.log());
    assertEquals(1, dry.count("WARN  MirrorWorker - DRY RUN: "), dry.log());
  }

  @Test
  void theCommandPlanListsItWithItsOwnerAndClearsIt() throws JsonProcessingException {
    TestImage image = images.docker(10_000);
    platform.release("planned", "1", image);
    platform.worker("--dry-run=true").start();
    platform.awaitListed(OPEN + " AND MirrorState='planned'", 1, SOON);

    Command plan = plan();
    assertEquals(0, plan.status(), plan.errors());
    assertEquals(
        "test/planned:1 %s/test/planned@%s %s/openshift/ci:test_planned_1 distributor\n"
            .formatted(platform.source.host(), image.digest(), platform.target.host()),
        plan.output());
    assertTrue(plan.errors().contains("1 planned tasks"), plan.errors());

    platform.file(
        "empty.yaml",
        """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata: {namespace: test, name: empty}
        status: {tags: [{tag: "1", items: []}]}
        """);
    platform.awaitListed(OPEN + " AND MirrorErrorType='SourceTagEmpty'", 1, SOON);
    Command withEmpty = plan();
    assertEquals(plan.output(), withEmpty.output());
    assertTrue(
        withEmpty.errors().contains("test/empty:1 is not planned: SourceTagEmpty: "),
        withEmpty.errors());

    Command json = plan("--output=json");
    assertEquals(0, json.status(), json.errors());
    JsonNode document = new ObjectMapper().readTree(json.output());
    assertEquals(1, document.path("planned").size(), json.output());
    assertEquals("test/planned:1", document.path("planned").path(0).path("tag").asText());
    assertEquals("distributor", document.path("planned").path(0).path("owner").asText());
    assertEquals("test/empty:1", document.path("not_planned").path(0).path("tag").asText());
    assertEquals(
        "SourceTagEmpty", document.path("not_planned").path(0).path("error_type").asText());

    assertEquals(0, plan("--clear").status());
    platform.awaitListed(OPEN, 0, SOON);
  }

  private Command plan(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("plan");
    arguments.add("--temporal-address=" + platform.temporal.server().address());
    arguments.add("--temporal-namespace=" + platform.temporal.name());
    arguments.addAll(List.of(more));
    return Command.run(arguments.toArray(String[]::new));
  }

  @Test
  void takesNothingFromARealWorker() {
    TestImage image = images.docker(10_000);
    platform.release("shared", "1", image);
    platform.worker("--dry-run=true").start();
    platform.awaitListed(OPEN + " AND MirrorState='planned'", 1, SOON);
    TestWorker real = platform.process("real").start();
    platform.awaitMirrored("shared", "1", image, SOON);

    TestImage second = images.docker(10_000);
    platform.release("shared", "1", second);
    platform.awaitMirrored("shared", "1", second, SOON);
    real.awaitCount(2, "mirrored test/shared:1", SOON);
    platform.awaitListed("WorkflowId='mirror/test_shared_1'", 2, SOON);
    platform.awaitListed(
        "WorkflowId='mirror/test_shared_1' AND ExecutionStatus='Completed'", 2, SOON);
  }
}
