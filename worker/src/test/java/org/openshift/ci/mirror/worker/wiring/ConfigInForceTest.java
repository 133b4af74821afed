package org.openshift.ci.mirror.worker.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.reload.MirroringConfigFile;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.watchrules.TargetClaims;
import org.openshift.ci.mirror.watchrules.TestInputs;
import org.openshift.ci.mirror.watchrules.WatchRule;
import org.openshift.ci.mirror.watchrules.WatchRules;
import org.openshift.ci.mirror.worker.metrics.ConfigMetrics;
import org.openshift.ci.mirror.worker.metrics.MetricsServer;

/** The configuration's effect on rules, metrics and answers to probes. */
class ConfigInForceTest {

  private static MirroringConfig config(String text) {
    try {
      return new ConfigReader(new Endpoints("source.test", "target.test/ci"))
          .read(text.getBytes(StandardCharsets.UTF_8), "c.yaml");
    } catch (MirroringConfigException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void rulesFollowTheConfigurationAndStayTheSameObjectOtherwise() {
    WatchRules flags = WatchRules.builder().additionalNamespaces(List.of("ci")).build();
    AtomicReference<TargetClaims> claims = new AtomicReference<>(TargetClaims.none());
    CurrentWatchRules rules = new CurrentWatchRules(flags, claims::get, TestInputs::none);
    TagReference tag = TagReference.parse("ci/tool:latest");
    WatchRules before = rules.get();
    assertEquals(WatchRule.ADDITIONAL_NAMESPACE, before.decide(tag).rule());
    assertSame(before, rules.get());
    claims.set(config("supplementalCIImages: {'ci/tool:latest': {image: quay.io/x/y:z}}"));
    assertNotSame(before, rules.get());
    assertEquals(WatchRule.SUPPLEMENTAL_TARGET, rules.get().decide(tag).rule());
    assertSame(rules.get(), rules.get());
    claims.set(config("qciToAppCIImages: {'ci/tool:latest': {}}"));
    assertEquals(WatchRule.BACKFILL_TARGET, rules.get().decide(tag).rule());
    claims.set(config("{}"));
    assertEquals(WatchRule.ADDITIONAL_NAMESPACE, rules.get().decide(tag).rule());
  }

  @Test
  void metricsSayWhetherTheFileIsInForce() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ConfigMetrics metrics = new ConfigMetrics(registry);
    metrics.inForce(config("qciToAppCIImages: {bad: {}, worse: {}, 'ocp/4.30:cli': {}}"));
    assertEquals(0, value(registry, "ci_images_mirror_config_invalid"));
    assertEquals(2, value(registry, "ci_images_mirror_config_entries_left_out"));
    metrics.rejected(List.of(new ConfigProblem("c.yaml", 1, "is wrong")));
    assertEquals(1, value(registry, "ci_images_mirror_config_invalid"));
    assertEquals(2, value(registry, "ci_images_mirror_config_entries_left_out"));
    metrics.inForce(config("{}"));
    assertEquals(0, value(registry, "ci_images_mirror_config_invalid"));
    assertEquals(0, value(registry, "ci_images_mirror_config_entries_left_out"));
  }

  @Test
  void probesReportAProblemButSucceed() throws IOException, InterruptedException {
    AtomicReference<Optional<String>> trouble = new AtomicReference<>(Optional.empty());
    try (MetricsServer server =
            new MetricsServer(
                "127.0.0.1",
                0,
                new PrometheusMeterRegistry(PrometheusConfig.DEFAULT),
                () -> true,
                trouble::get);
        HttpClient client = HttpClient.newHttpClient()) {
      assertEquals("200 ok\n", get(client, server, "/healthz"));
      assertEquals("200 ready\n", get(client, server, "/readyz"));
      trouble.set(Optional.of("c.yaml:1: is wrong"));
      assertEquals("200 ok\nc.yaml:1: is wrong\n", get(client, server, "/healthz"));
      assertEquals("200 ready\nc.yaml:1: is wrong\n", get(client, server, "/readyz"));
      assertTrue(get(client, server, "/metrics").startsWith("200"), "metrics");
    }
  }

  @Test
  void probesNameTheFileWithoutItsFolder(@TempDir Path folder)
      throws IOException, MirroringConfigException {
    Path file = Files.writeString(folder.resolve("config.yaml"), "{}");
    try (MirroringConfigFile config =
        MirroringConfigFile.open(
            file,
            new Endpoints("source.test", "target.test/ci"),
            new ConfigMetrics(new SimpleMeterRegistry()))) {
      assertEquals(Optional.empty(), ConfigWiring.problem(file, config));
      Files.writeString(file, "more: 1");
      Await.until(
          "the file is rejected",
          Duration.ofSeconds(20),
          () -> config.problem().isPresent(),
          () -> "in force");
      String problem = ConfigWiring.problem(file, config).orElseThrow();
      assertTrue(problem.contains(": config.yaml:1: "), problem);
      assertFalse(problem.contains(folder.toString()), problem);
    }
    assertEquals(Optional.empty(), ConfigWiring.problem(null, MirroringConfigFile.none()));
  }

  private static double value(SimpleMeterRegistry registry, String name) {
    return registry.get(name).gauge().value();
  }

  private static String get(HttpClient client, MetricsServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    return response.statusCode() + " " + response.body();
  }
}
