package org.openshift.ci.mirror.api;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.ctl.Ctl;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command line, a real service, and tasks that really run. */
@Order(7)
class CtlIT extends WithTemporal {

  private static final long AT_MOST_SECONDS = 120;
  private static final String BROKEN = "broken";

  private Map<String, String> environment;
  private TaskWorker worker;

  @BeforeAll
  void startWorker() {
    worker = new TaskWorker(temporal.client(), CtlIT::claim);
    environment =
        Map.of(
            "MIRRORCTL_API",
            "http://127.0.0.1:" + service.getWebServer().getPort(),
            "MIRRORCTL_TOKEN_FILE",
            tokenFile.toString());
  }

  /** Tags are equal already, but those that have no image. */
  private static Claim claim(Destination destination) {
    boolean broken = destination.tag().tag().equals(BROKEN);
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        destination.tag(),
        broken ? null : "registry.example/a/b@" + TaskWorker.AT_TARGET,
        broken ? null : TaskWorker.AT_TARGET,
        "quay.example/ci:" + destination.tag().floatingTag(),
        broken ? new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, "the tag has no image") : null);
  }

  @AfterAll
  void stopWorker() {
    worker.close();
  }

  private Ctl ctl(int status, String... arguments) {
    return Ctl.runNow(environment, arguments).ended(status);
  }

  /** The service keeps what it has read, also that there was no task, for a second. */
  private void awaitShown(String tag, Predicate<String> expected) {
    await()
        .until(
            () -> Ctl.runNow(environment, "show", tag),
            shown -> shown.status() == 0 && expected.test(shown.output()));
  }

  /** The same in a process of its own, as users run it. */
  private Ctl process(List<String> options, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(ApiMain.class.getName(), "ctl"));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(tokenFile.getParent(), "output", "");
    Path errors = Files.createTempFile(tokenFile.getParent(), "errors", "");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(AT_MOST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still runs: " + command);
    }
    return new Ctl(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  @Test
  void aTagIsTriggeredAndAwaited() {
    String tag = "ocp/4.22:cli";
    ctl(1, "show", tag);
    Ctl triggered = ctl(0, "trigger", tag, "--reason=it is old");
    assertTrue(triggered.output().contains("mirror/ocp_4.22_cli was started"), triggered.output());
    Ctl waited = ctl(0, "wait", tag, "--timeout=100s");
    assertEquals(tag + " is mirrored: " + TaskWorker.AT_TARGET, waited.output().strip());
    awaitShown(tag, shown -> shown.startsWith(tag + " is equal") && shown.contains("it is old"));
  }

  @Test
  void aTagWithoutAnImageIsFoundTriggeredAndWithdrawn() {
    String tag = "ocp/4.22:" + BROKEN;
    ctl(0, "trigger", tag);
    Ctl waited = ctl(1, "wait", tag, "--timeout=100s");
    assertTrue(waited.errors().contains(tag + " is parked: SourceTagEmpty: "), waited.errors());
    await()
        .until(
            () -> ctl(0, "list", "--error-type=SourceTagEmpty", "--namespace=ocp").output(),
            listed -> listed.contains(tag));
    assertEquals(
        "open tasks that would be triggered: 1",
        ctl(0, "trigger", "--state=parked", "--namespace=ocp", "--preview").output().strip());
    Ctl status = ctl(1, "status");
    assertTrue(status.output().contains(" parked and need"), status.output());
    Ctl all =
        ctl(1, "trigger", "--state=parked", "--reason=all of them", "--wait", "--timeout=100s");
    assertTrue(all.output().contains(" completed: 1 of 1 tasks triggered"), all.toString());
    assertTrue(
        all.errors().contains("SourceTagEmpty: 1, for example " + tag + " (parked): the tag has"),
        all.toString());
    ctl(0, "park", tag, "--reason=not now");
    awaitShown(tag, shown -> shown.contains("error         ParkedByHand"));
    Ctl ignored = ctl(1, "trigger", tag);
    assertTrue(ignored.errors().contains(": not now; "), ignored.toString());
    ctl(0, "withdraw", tag, "--reason=gone soon");
    awaitShown(
        tag, shown -> shown.startsWith(tag + " is withdrawn") && shown.contains("gone soon"));
    ctl(1, "unpark", tag);
    ctl(2, "list", "--state=lost");
  }

  @Test
  void changesAreSeenAsTheyHappen() throws Exception {
    try (ExecutorService listeners = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Ctl> listening =
          listeners.submit(() -> Ctl.runNow(environment, "events", "--count=1", "-o=json"));
      AtomicInteger tags = new AtomicInteger();
      // Whoever begins to listen hears of later changes only.
      await()
          .until(
              () -> {
                ctl(0, "trigger", "events/%d:%s".formatted(tags.incrementAndGet(), BROKEN));
                return listening.isDone();
              });
      Ctl heard = listening.get();
      assertEquals(0, heard.status(), heard.toString());
      JsonNode change = JsonMapper.shared().readTree(heard.output());
      assertEquals(
          BROKEN,
          change.path("task").path("source_tag_ref").path("tag").asString(),
          heard.output());
    }
  }

  @Test
  void aProcessHasStatusStreamsAndEnvironment() throws Exception {
    Ctl unknown = process(List.of(), "show", "process/4.22:cli").ended(1);
    assertEquals("", unknown.output());
    assertTrue(unknown.errors().startsWith("mirrorctl: "), unknown.errors());
    Ctl triggered =
        process(List.of(), "trigger", "process/4.22:cli", "--reason=it is old").ended(0);
    assertTrue(
        triggered.output().contains("mirror/process_4.22_cli was started"), triggered.output());
    assertEquals("", triggered.errors());
  }

  @Test
  void startsWithoutLoadingAnythingOfSpring() throws Exception {
    Ctl listed = process(List.of("-Xlog:class+load:stdout"), "list", "--namespace=nothing");
    assertEquals(0, listed.status(), listed.errors());
    assertTrue(listed.output().contains("org.openshift.ci.mirror.api.ctl.MirrorCtl"));
    assertFalse(listed.output().contains("org.springframework"), listed::output);
    assertFalse(listed.output().contains("io.temporal"), listed::output);
  }
}
