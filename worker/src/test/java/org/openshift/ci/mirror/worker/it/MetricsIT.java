package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.FreePorts;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** What Prometheus reads from a worker. */
@Order(1)
class MetricsIT extends WithPlatform {

  private static final int MAX_LINES = 400;

  @Test
  void anIdleWorkerHasFewMetrics() {
    int port = FreePorts.next();
    platform.worker("--metrics-host=127.0.0.1", "--metrics-port=" + port).start();
    // The SDK reports every ten seconds, and only what has happened.
    Await.until(
        "the SDK has reported polls that found no task",
        Duration.ofMinutes(2),
        () -> scrape(port).contains("temporal_long_request_total"),
        () -> scrape(port));
    String page = scrape(port);
    assertTrue(page.lines().count() < MAX_LINES, () -> page.lines().count() + ":\n" + page);
    assertTrue(page.contains("mirroring_duration_seconds_bucket{"), page);
    Set<String> histograms =
        page.lines()
            .filter(line -> line.startsWith("temporal_") && line.contains("_bucket{"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(histograms.isEmpty(), histograms::toString);
  }

  @Test
  void aWorkerCountsWhatItMirrorsAndWhatFails() {
    TestImage image = new TestImages(41).docker(1_000);
    platform.release("good", "1", image);
    platform.point("bad", "1", "sha256:" + "0".repeat(64));
    int port = FreePorts.next();
    platform.worker("--metrics-host=127.0.0.1", "--metrics-port=" + port).start();
    platform.awaitMirrored("good", "1", image, Duration.ofMinutes(1));
    awaitLine(port, "ci_images_mirror_freshness_seconds_count 1");
    awaitLine(port, "ci_images_mirror_blobs_total\\{how=\"sent\"} [1-9].*");
    awaitLine(port, "ci_images_mirror_failures_total\\{.*error_type=\"SourceMissing\"} [1-9].*");
    awaitLine(
        port,
        "ci_images_mirror_registry_requests_seconds_count\\{.*request=\"upload\",status=\"2xx\"}"
            + " [1-9].*");
    awaitLine(
        port,
        "ci_images_mirror_open_tasks\\{error_type=\"SourceMissing\",owner=\"distributor\",.*} 1.0");
    awaitLine(port, "ci_images_mirror_oldest_stale_task_seconds\\{owner=\"distributor\"} [1-9].*");
    new SweepControl(platform, MirrorMode.REAL).trigger(SweepKind.RESYNC);
    awaitLine(
        port,
        "ci_images_mirror_sweep_duration_seconds_count\\{kind=\"resync\",result=\"completed\"} 1");
    awaitLine(port, "ci_images_mirror_build_info\\{commit=\".+\",version=\".+\"} 1");
  }

  private static void awaitLine(int port, String regex) {
    Await.until(
        regex,
        Duration.ofMinutes(2),
        () -> scrape(port).lines().anyMatch(line -> line.matches(regex)),
        () -> scrape(port));
  }

  private static String scrape(int port) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/metrics");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
