package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Sources that send almost nothing use up only their own permits. */
class SlowSourcesIT {

  private static final String TARGET = "openshift/ci";
  private static final int PLACES = EngineSettings.Concurrency.defaults().transfers();

  private final RegistryPair registries = new RegistryPair();
  private final List<ScriptedServer> slow =
      Stream.generate(() -> ScriptedServer.inFrontOf(registries.source)).limit(3).toList();
  private final RegistryEngine engine = engine();
  private final TestImages images = new TestImages(64);

  @AfterEach
  void stop() {
    engine.close();
    slow.forEach(ScriptedServer::close);
    registries.close();
  }

  @Test
  void threeSourcesThatUseAllTheirPermitsDelayNoOther() throws Exception {
    for (ScriptedServer source : slow) {
      source.always("GET", "/blobs/", new Answer.ForwardAndDrip(0));
      for (int i = 0; i < 4; i++) {
        TestImage image = images.docker(50_000, 50_001, 50_002, 50_003, 50_004, 50_005);
        Thread.startVirtualThread(copy(source.host(), image));
      }
    }
    for (ScriptedServer source : slow) {
      Await.until(
          "all permits of a slow source are in use",
          Duration.ofSeconds(30),
          () -> asked(source) == PLACES,
          () -> slow.stream().map(SlowSourcesIT::asked).toList());
    }

    TestImage image = images.docker(50_000, 60_000);
    FutureTask<CopyResult> copy = copy(registries.source.host(), image);
    Thread.startVirtualThread(copy);

    assertEquals(image.digest(), copy.get(20, TimeUnit.SECONDS).digest());
    registries.assertMirrored(image, TARGET, tag(image));
    assertEquals(List.of(PLACES, PLACES, PLACES), slow.stream().map(SlowSourcesIT::asked).toList());
  }

  private RegistryEngine engine() {
    EngineSettings settings =
        EngineSettings.defaults()
            .withInsecureRegistry(registries.source.host())
            .withInsecureRegistry(registries.target.host());
    for (ScriptedServer source : slow) {
      settings = settings.withInsecureRegistry(source.host());
    }
    return RegistryEngine.create(settings);
  }

  private FutureTask<CopyResult> copy(String source, TestImage image) {
    registries.push(image);
    PullSpec from = new PullSpec(source, RegistryPair.SOURCE, null, image.digest());
    PullSpec to = new PullSpec(registries.target.host(), TARGET, tag(image), null);
    return new FutureTask<>(
        () -> engine.copy(from, image.digest(), List.of(to), CopyListener.NONE));
  }

  private static String tag(TestImage image) {
    return image.digest().replace(':', '-');
  }

  private static int asked(ScriptedServer source) {
    return source.seen("GET", "/blobs/").size();
  }
}
