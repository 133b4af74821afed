package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.watching;
import static org.openshift.ci.mirror.imagestreams.cluster.ClusterSamples.imageStream;

import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.openshift.api.model.ImageStream;
import io.fabric8.openshift.client.OpenShiftClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.imagestreams.RecordingSink;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.watchrules.WatchRules;

/** Against the in-memory cluster of the mock server. */
class ClusterImageStreamSourceTest {

  private final KubernetesMockServer server =
      new KubernetesMockServer(
          new Context(),
          new MockWebServer(),
          new HashMap<>(),
          new KubernetesCrudDispatcher(),
          false);
  private final AtomicReference<WatchRules> rules = new AtomicReference<>(watching("ocp"));
  private final RecordingSink sink = new RecordingSink();
  private OpenShiftClient client;
  private ClusterImageStreamSource source;
  private RunningWatch watch;

  @BeforeEach
  void open() {
    server.init();
    client = server.createClient().adapt(OpenShiftClient.class);
    source =
        new ClusterImageStreamSource(
            server.createClient().adapt(OpenShiftClient.class), rules::get);
  }

  @AfterEach
  void close() throws InterruptedException {
    if (watch != null) {
      watch.end();
    }
    source.close();
    client.close();
    server.destroy();
  }

  @Test
  void listsThenFollows() throws Exception {
    create(imageStream("ocp/a", null, "x=12", "y=3"));
    create(imageStream("other/a", null, "x=4"));
    start();
    assertEquals(List.of("list ocp/a:x", "list ocp/a:y"), sink.inShort());

    sink.clear();
    update(imageStream("ocp/a", null, "x=512", "y=3"));
    sink.await("ocp/a:x");
    create(imageStream("ocp/b", null, "broken"));
    sink.await("ocp/b:broken");
    client.imageStreams().inNamespace("ocp").withName("a").delete();
    sink.await("ocp/a:y");
    assertEquals(List.of("ocp/a:x", "ocp/b:broken", "ocp/a:x", "ocp/a:y"), sink.inShort());
  }

  @Test
  void anEventThatChangesNoNewestImageIsNotHandedOn() throws Exception {
    create(imageStream("ocp/a", null, "x=12"));
    start();
    ImageStream annotated = imageStream("ocp/a", null, "x=13");
    annotated.getMetadata().setLabels(Map.of("new", "label"));
    update(annotated);
    update(imageStream("ocp/a", null, "x=1", "y=2"));
    sink.await("ocp/a:y");
    assertEquals(List.of("list ocp/a:x", "ocp/a:y"), sink.inShort());
  }

  @Test
  void otherRulesApplyToWhatIsThere() throws Exception {
    create(imageStream("ocp/a", null, "x=1"));
    create(imageStream("other/a", null, "x=4"));
    start();
    rules.set(watching("other"));
    sink.await("other/a:x");
    sink.await("ocp/a:x");
    assertEquals(Set.of("list ocp/a:x", "ocp/a:x", "other/a:x"), Set.copyOf(sink.inShort()));
  }

  @Test
  void aWatchThatContinuesHandsOnNothingTwice() throws Exception {
    create(imageStream("ocp/a", null, "x=1"));
    start();
    WatchPosition position = watch.stop();
    RecordingSink second = new RecordingSink();
    watch = RunningWatch.start(source, position, second);
    update(imageStream("ocp/a", null, "x=2"));
    second.await("ocp/a:x");
    assertEquals(List.of("ocp/a:x"), second.inShort());
  }

  @Test
  void heartbeatsComeAlsoWhenNothingHappens() throws Exception {
    create(imageStream("ocp/a", null, "x=1"));
    start();
    sink.awaitHeartbeats(5);
    assertTrue(sink.longestSilence().toMillis() < 4_000, "silent for " + sink.longestSilence());
  }

  /**
   * Starts the watch and waits until it is open, as the mock server loses what happens just before.
   * When a watch opens, the mock server sends an event for every object, and so the position goes
   * back to the version of an object. The version of the list is a later one, as an object was
   * deleted after all others were created.
   */
  private void start() throws InterruptedException {
    create(imageStream("other/passing", null, "x=1"));
    client.imageStreams().inNamespace("other").withName("passing").delete();
    String listed =
        client.imageStreams().inAnyNamespace().list().getMetadata().getResourceVersion();
    watch = RunningWatch.start(source, WatchPosition.start(), sink);
    sink.awaitPositionBesides(listed);
  }

  private void create(ImageStream imageStream) {
    client.resource(imageStream).create();
  }

  private void update(ImageStream imageStream) {
    client.resource(imageStream).update();
  }
}
