package org.openshift.ci.mirror.worker.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Source registries that send single bytes slowly do not delay images of other sources. */
@Order(3)
class DrippingSourcesIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration USUAL_TIME = Duration.ofSeconds(10);
  private static final int HOSTS = 3;
  private static final int IMAGES_EACH = 20;

  private RegistryAccess otherAccess;
  private final List<ScriptedServer> dripping = new ArrayList<>();
  private final TestImages images = new TestImages(36);

  @BeforeEach
  void start() {
    LocalRegistry other = platform.anotherRegistry();
    otherAccess = platform.accessTo(other);
    for (int i = 0; i < HOSTS; i++) {
      dripping.add(
          platform
              .closeLater(ScriptedServer.inFrontOf(other))
              .always("GET", "/blobs/sha256:", new Answer.ForwardAndDrip(0)));
    }
  }

  @Test
  void anImageOfAnotherSourceIsMirroredMeanwhile() {
    StringBuilder config = new StringBuilder("supplementalCIImages:\n");
    List<String> flags = new ArrayList<>();
    for (int host = 0; host < HOSTS; host++) {
      String address = dripping.get(host).host();
      flags.add("--insecure-registry=" + address);
      for (int i = 0; i < IMAGES_EACH; i++) {
        String name = "slow" + host + "-" + i;
        otherAccess.push("team/" + name, "v1", images.docker(1_000));
        config.append("  drip/%s:v1: {image: '%s/team/%1$s:v1'}\n".formatted(name, address));
      }
    }
    flags.add("--config=" + platform.configure("mirroring.yaml", config.toString()));
    TestWorker worker = platform.worker(flags.toArray(String[]::new)).start();
    Await.until(
        "all three sources drip",
        SOON,
        () -> dripping.stream().allMatch(DrippingSourcesIT::isBusy),
        worker::log);

    TestImage image = images.docker(10_000);
    platform.release("quick", "1", image);
    platform.awaitMirrored("quick", "1", image, USUAL_TIME);
  }

  private static boolean isBusy(ScriptedServer server) {
    return server.seen("GET", "/blobs/").size() >= IMAGES_EACH / 2;
  }
}
