package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * Two workers whose configurations differ for a while, as during the rollout of a ConfigMap, and
 * one without a configuration. Temporal gives a task to any of them, so each step is triggered
 * several times.
 */
@Order(1)
class RollingConfigIT extends WithPlatform {

  /**
   * A task tries again every two to four seconds until the worker with the newest rules gets both
   * its checks and its push: with three workers, once in nine times.
   */
  private static final Duration SOON = Duration.ofMinutes(4);

  private static final int TRIGGERS = 5;
  private static final String KEPT = "'ns/kept:v1': {image: '%1$s/team/kept:v1'}";
  private static final String ADDED =
      "'ns/fresh:v1': {image: '%1$s/team/fresh:v1'}, 'test/added:v1': {image: '%1$s/team/added:v1'}";

  private LocalRegistry other;
  private RegistryAccess otherAccess;
  private ScriptedServer target;
  private Person person;
  private SweepControl sweeps;
  private final TestImages images = new TestImages(34);

  @BeforeEach
  void start() {
    other = platform.anotherRegistry();
    otherAccess = platform.accessTo(other);
    target = platform.scriptTarget();
    person = new Person(platform.temporal);
    sweeps = new SweepControl(platform, MirrorMode.REAL);
  }

  @Test
  void theNewestConfigurationDecides() {
    TestImage kept = push("kept");
    TestImage added = push("added");
    TestImage fresh = push("fresh");
    TestImage ofCluster = images.docker(1_000);
    platform.release("added", "v1", ofCluster);
    configure("older.yaml", KEPT);
    configure("newer.yaml", KEPT);
    platform.worker("--config=" + folder.resolve("older.yaml")).start();
    TestWorker newer =
        platform.process("newer", "--config=" + folder.resolve("newer.yaml")).start();
    awaitMirrored("ns_kept_v1", kept);
    awaitMirrored("test_added_v1", ofCluster);

    configure("newer.yaml", KEPT + ", " + ADDED);
    awaitMirrored("test_added_v1", added);
    awaitMirrored("ns_fresh_v1", fresh);
    int writes = writes("test_added_v1");
    trigger("test/added:v1", "ns/fresh:v1");
    sweeps.trigger(SweepKind.RESYNC);
    sweeps.trigger(SweepKind.SUPPLEMENTAL);
    awaitNoneOpen();
    assertEquals(writes, writes("test_added_v1"), "the older rules ask for the cluster's image");
    assertEquals(List.of(), withdrawn("ns/fresh"), "the older rules do not have the entry");

    configure("newer.yaml", ADDED);
    Await.until(
        "the entry is gone from the newer rules",
        SOON,
        () -> newer.count("newer.yaml: in force: 2 supplemental") == 1,
        newer::log);
    push("kept");
    Await.until(
        "the newer rules withdraw it",
        SOON,
        () -> person.resultOf(person.trigger("ns/kept:v1")).reason() != null,
        () -> platform.missing("ns_kept_v1", kept));
    trigger("ns/kept:v1");
    sweeps.trigger(SweepKind.SUPPLEMENTAL);
    awaitNoneOpen();
    assertEquals(Optional.empty(), platform.missing("ns_kept_v1", kept));

    platform.process("without").start();
    TestImage newerOfCluster = images.docker(1_000);
    platform.release("added", "v1", newerOfCluster);
    TestImage newerFresh = push("fresh");
    trigger("test/added:v1", "ns/fresh:v1");
    awaitMirrored("ns_fresh_v1", newerFresh);
    sweeps.trigger(SweepKind.RESYNC);
    awaitNoneOpen();
    assertEquals(
        writes, writes("test_added_v1"), "the worker without a configuration has no entries");
    assertFalse(sweeps.describe(SweepKind.SUPPLEMENTAL).getSchedule().getState().isPaused());

    configure("older.yaml", ADDED);
    TestImage last = push("added");
    trigger("test/added:v1", "ns/kept:v1");
    awaitMirrored("test_added_v1", last);
    awaitNoneOpen();
    assertEquals(writes + 1, writes("test_added_v1"));
    assertEquals(Optional.empty(), platform.missing("ns_kept_v1", kept));
    assertEquals(List.of(), withdrawn("ns/fresh"));
  }

  private TestImage push(String name) {
    TestImage image = images.docker(1_000);
    otherAccess.push("team/" + name, "v1", image);
    return image;
  }

  private void trigger(String... tags) {
    for (int i = 0; i < TRIGGERS; i++) {
      Stream.of(tags).forEach(person::trigger);
    }
  }

  private void awaitMirrored(String tag, TestImage image) {
    platform.awaitMirrored(tag, image, SOON);
  }

  private void awaitNoneOpen() {
    platform.awaitListed("WorkflowType='MirrorTask' AND ExecutionStatus='Running'", 0, SOON);
  }

  private int writes(String tag) {
    return target.seen("PUT", "/manifests/" + tag + "$").size();
  }

  private List<?> withdrawn(String stream) {
    return platform.list(
        "ImageNamespace='%s' AND ImageName='%s' AND MirrorErrorType='%s'"
            .formatted(
                stream.substring(0, stream.indexOf('/')),
                stream.substring(stream.indexOf('/') + 1),
                MirrorErrorType.NOT_WATCHED.wireName()));
  }

  private void configure(String file, String entries) {
    platform.configure(file, "supplementalCIImages: {" + entries.formatted(other.host()) + "}\n");
  }
}
