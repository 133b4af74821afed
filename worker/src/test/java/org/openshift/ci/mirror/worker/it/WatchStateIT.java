package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.StandingWorkflows;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.FreePorts;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A watch that is dead is seen from outside: the worker's probe and its metrics say so. */
class WatchStateIT extends WithPlatform {

  private static final Duration SOON = Duration.ofSeconds(60);

  private static final int TERMINATIONS = 3;

  private final int port = FreePorts.next();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestWorker worker;

  @AfterEach
  void close() {
    client.close();
  }

  private void start(String... flags) {
    String[] all = new String[flags.length + 1];
    all[0] = "--metrics-port=" + port;
    System.arraycopy(flags, 0, all, 1, flags.length);
    worker = platform.worker(all).start();
  }

  private String get(String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return response.statusCode() + " " + response.body();
    } catch (IOException e) {
      return "no answer: " + e;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(String what, String path, Predicate<String> answer) {
    Await.until(what, SOON, () -> answer.test(get(path)), () -> get(path) + worker.log());
  }

  private static boolean isReady(String answer) {
    return answer.startsWith("200 ready\n");
  }

  private void awaitMetric(String name, Predicate<Double> value) {
    await(
        name,
        "/metrics",
        answer ->
            answer
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .anyMatch(line -> value.test(Double.valueOf(line.substring(name.length() + 1)))));
  }

  @Test
  void aFolderThatIsRemovedAndComesBack() throws IOException {
    start();
    await("it is up to date", "/readyz", answer -> answer.contains("; no event yet; lag "));
    assertTrue(get("/readyz").startsWith("200 ready\nwatch of image streams: connected since 2"));
    awaitMetric("ci_images_mirror_watch_state{state=\"connected\"}", value -> value == 1);
    awaitMetric("ci_images_mirror_ready", value -> value == 1);
    awaitMetric("ci_images_mirror_watch_failing_seconds", value -> value == 0);

    Path aside = Files.move(platform.imageStreams, folder.resolve("aside"));
    await(
        "it is not ready",
        "/readyz",
        answer ->
            answer.startsWith("503 not ready\n")
                && answer.contains(
                    ": cannot read image streams from "
                        + platform.imageStreams
                        + ": there is no such file or folder"));
    assertTrue(get("/healthz").startsWith("200 ok\n"), "the process is alive");
    awaitMetric("ci_images_mirror_watch_state{state=\"failing\"}", value -> value == 1);
    awaitMetric("ci_images_mirror_watch_state{state=\"connected\"}", value -> value == 0);
    awaitMetric("ci_images_mirror_watch_failing_seconds", value -> value > 0);
    awaitMetric("ci_images_mirror_watch_lag_seconds", value -> value > 2);
    awaitMetric("ci_images_mirror_ready", value -> value == 0);

    Files.move(aside, platform.imageStreams);
    await("it is ready again", "/readyz", WatchStateIT::isReady);
    TestImage image = new TestImages(82).docker(1_000);
    platform.release("later", "1", image);
    platform.awaitMirrored("later", "1", image, SOON);
    await("the event is shown", "/readyz", answer -> answer.contains("; last event 2"));
    awaitMetric("ci_images_mirror_watch_last_event_timestamp_seconds", value -> value > 1e9);
  }

  /** The worker hears seconds later that its watch was terminated, and has the next one by then. */
  @Test
  void aWatchThatIsTerminatedIsSeenAgain() throws IOException {
    start();
    awaitMetric("ci_images_mirror_watch_state{state=\"connected\"}", value -> value == 1);
    for (int i = 1; i <= TERMINATIONS; i++) {
      terminateTheWatch();
      awaitEndedWatches(i);
      await(
          "the next one is seen",
          "/readyz",
          answer -> answer.startsWith("200 ready\nwatch of image streams: connected since 2"));
      awaitMetric("ci_images_mirror_watch_state{state=\"connected\"}", value -> value == 1);
      awaitMetric("ci_images_mirror_watch_lag_seconds", value -> value >= 0);
    }
    Files.move(platform.imageStreams, folder.resolve("aside"));
    await("it is not ready", "/readyz", answer -> answer.startsWith("503 not ready\n"));
  }

  /** Its workflow is back at once, as if another worker had noticed just then. */
  private void terminateTheWatch() {
    WorkflowClient client = platform.temporal.client();
    client.newUntypedWorkflowStub(MirrorMode.REAL.imageStreamWatchId()).terminate("by a person");
    new StandingWorkflows(client, MirrorMode.REAL).ensureRunning();
  }

  /** Waits until this worker has ended as many watches. */
  private void awaitEndedWatches(int count) {
    await(
        "the terminated watch ends",
        "/metrics",
        answer ->
            answer
                .lines()
                .filter(line -> line.startsWith("temporal_activity_execution_failed_total{"))
                .filter(line -> line.contains("activity_type=\"WatchImageStreams\""))
                .anyMatch(line -> line.endsWith(" %d.0".formatted(count))));
  }

  @Test
  void aClusterThatRefusesTheCredentials() throws IOException {
    HttpServer cluster =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cluster.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    cluster.start();
    platform.closeLater(() -> cluster.stop(0));
    Path kubeconfig =
        Files.writeString(
            folder.resolve("kubeconfig"),
            """
            apiVersion: v1
            kind: Config
            current-context: test
            contexts: [{name: test, context: {cluster: test, user: test}}]
            clusters: [{name: test, cluster: {server: "http://127.0.0.1:%d"}}]
            users: [{name: test, user: {token: expired}}]
            """
                .formatted(cluster.getAddress().getPort()));
    start("--kubeconfig=" + kubeconfig);
    await(
        "it is not ready",
        "/readyz",
        answer ->
            answer.startsWith("503 not ready\n")
                && answer.contains("watch of image streams: failing since 2")
                && answer.contains("the credentials were refused; renew the token"));
    String since = since(get("/readyz"));
    awaitMetric("ci_images_mirror_watch_failing_seconds", value -> value > 5);
    assertEquals(since, since(get("/readyz")), "attempts follow each other");
    awaitMetric("ci_images_mirror_watch_state{state=\"failing\"}", value -> value == 1);
  }

  private static String since(String answer) {
    int begin = answer.indexOf("failing since ");
    return begin < 0 ? answer : answer.substring(begin, answer.indexOf(": ", begin));
  }
}
