package org.openshift.ci.mirror.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.release.follow.ReleaseStatus;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.worker.command.ExplainCommand;
import org.openshift.ci.mirror.worker.command.TestInputsCommand;
import org.openshift.ci.mirror.worker.metrics.ReleaseMetrics;
import picocli.CommandLine;

/** The commands that read a release repository. */
class ReleaseCommandsTest {

  @TempDir Path folder;
  private final ScriptedServer github = ScriptedServer.start();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void createRepository() throws IOException {
    Files.createDirectories(folder.resolve("ci-operator/step-registry"));
    config(
        "main",
        """
        base_images:
          cli: {name: "4.22", namespace: ocp, tag: cli}
        build_root: {from_repository: true}
        tag_specification: {name: "4.22", namespace: ocp}
        """);
    config("other", "base_images: {cli: {name: '4.22', namespace: ocp, tag: cli}}\n");
    github.always(
        "GET",
        "/org/repo/main/.ci-operator.yaml",
        Answer.reply(200, "build_root_image: {namespace: openshift, name: release, tag: go}\n"));
  }

  @AfterEach
  void stop() {
    github.close();
  }

  private void config(String branch, String text) throws IOException {
    Path file = folder.resolve("ci-operator/config/org/repo/org-repo-" + branch + ".yaml");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int run(Class<?> command, String... arguments) {
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  private String release() {
    return "--release-repo-git-sync-path=" + folder;
  }

  private String githubUrl() {
    return "--github-raw-url=" + github.uri() + "/";
  }

  @Test
  void testInputsAreListedInOrder() {
    assertEquals(0, run(TestInputsCommand.class, release(), githubUrl()));
    assertEquals("stream ocp/4.22\ntag ocp/4.22:cli\ntag openshift/release:go\n", out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void problemsAreReportedBesidesTheList() throws IOException {
    config("broken", "base_images: [\n");
    config("lost", "tests: [{as: e2e, steps: {workflow: nobody}}]\n");
    github.clearRules();
    assertEquals(0, run(TestInputsCommand.class, release(), githubUrl()));
    assertEquals("stream ocp/4.22\ntag ocp/4.22:cli\n", out.toString());
    List<String> lines = err.toString().lines().toList();
    assertEquals(3, lines.size(), err::toString);
    assertTrue(
        lines.get(0).startsWith("ci-operator/config/org/repo/org-repo-broken.yaml: line 2:"),
        lines.get(0));
    assertEquals(
        "ci-operator/config/org/repo/org-repo-lost.yaml: test 'e2e': the step registry has no workflow 'nobody'",
        lines.get(1));
    assertTrue(lines.get(2).startsWith("warning: build root of org/repo@main: "), lines.get(2));
  }

  @Test
  void explainsWhichRuleDecidesAndWhichConfigsNameTheTag() {
    assertEquals(0, run(ExplainCommand.class, "ocp/4.22:cli", release(), githubUrl()));
    assertEquals(
        """
        ocp/4.22:cli is watched: a test uses this tag
          named by ci-operator/config/org/repo/org-repo-main.yaml
          named by ci-operator/config/org/repo/org-repo-other.yaml
          its stream is used by ci-operator/config/org/repo/org-repo-main.yaml
        """,
        out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ocp/4.22:new           | ocp/4.22:new is watched: a test uses its stream
          openshift/release:go   | openshift/release:go is watched: a test uses this tag
          openshift/release:none | openshift/release:none is not watched: no rule asks for it
          extra/a:b              | extra/a:b is watched: its namespace is given with --additional
          extra/ignored:x        | extra/ignored:x is not watched: given with --ignore
          extra/taken:x          | extra/taken:x is not watched: an entry of supplementalCIImages
          """)
  void everyRuleCanBeExplained(String tag, String line) throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yaml"),
            "supplementalCIImages: {'extra/taken:x': {image: 'quay.io/a/b:c'}}\n");
    assertEquals(
        line.contains("is not watched") ? 3 : 0,
        run(
            ExplainCommand.class,
            release(),
            githubUrl(),
            "--config=" + config,
            "--additional-image-stream-namespace=extra",
            "--ignore-image-stream-tag=extra/ignored:x",
            tag));
    assertTrue(out.toString().startsWith(line), out::toString);
  }

  @Test
  void explainsFromFlagsAlone() {
    assertEquals(0, run(ExplainCommand.class, "a/b:c", "--additional-image-stream-tag=a/b:c"));
    assertTrue(out.toString().startsWith("a/b:c is watched: given with"), out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void explainsInJson() throws IOException {
    assertEquals(
        0, run(ExplainCommand.class, "ocp/4.22:cli", release(), githubUrl(), "--output=json"));
    JsonNode cli = new ObjectMapper().readTree(out.toString());
    assertEquals("ocp/4.22:cli", cli.path("tag").asText());
    assertTrue(cli.path("watched").asBoolean());
    assertEquals("TEST_INPUT_TAG", cli.path("rule").asText());
    assertEquals("a test uses this tag", cli.path("reason").asText());
    assertEquals(2, cli.path("named_by").size());
    assertEquals(
        "ci-operator/config/org/repo/org-repo-main.yaml",
        cli.path("stream_used_by").path(0).asText());
    assertEquals(0, cli.path("unresolved").asInt(-1));

    out.getBuffer().setLength(0);
    assertEquals(3, run(ExplainCommand.class, "a/b:c", "--output=json"));
    assertFalse(new ObjectMapper().readTree(out.toString()).path("watched").asBoolean(true));
  }

  @Test
  void saysThatMoreConfigsMayNameTheTag() throws IOException {
    config("broken", "base_images: [\n");
    assertEquals(0, run(ExplainCommand.class, "ocp/4.22:cli", release(), githubUrl()));
    assertTrue(err.toString().contains("1 references"), err::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          test-inputs                                              | --release-repo-git-sync-path is missing
          test-inputs --release-repo-git-sync-path=/no/such/place  | there is no folder /no/such/place
          test-inputs --release-repo-git-sync-path=/               | ci-operator/config
          test-inputs --release-repo-git-sync-path=/ --github-raw-url=ftp://x | ftp://x
          explain nonsense                                         | nonsense
          explain                                                  | NS/NAME:TAG
          explain a/b:c --output=yaml                              | is not one of: text, json
          plan --output=xml                                        | is not one of: text, json
          --release-repo-git-sync-path=/                           | ci-operator/config
          --github-raw-url=nowhere                                 | nowhere
          """)
  void refusesInOneLineThatNamesTheValue(String arguments, String named) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        WorkerCommand.execute(
            new PrintStream(output, true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            arguments.split(" ", -1));
    String text = errors.toString(StandardCharsets.UTF_8);
    assertEquals(2, status, text);
    assertEquals(1, text.lines().count(), text);
    assertTrue(text.contains(named), text);
    assertEquals("", output.toString(StandardCharsets.UTF_8));
  }

  @Test
  void metricsShowTheStateOfTheRepository() {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    ReleaseMetrics metrics = new ReleaseMetrics(registry);
    assertTrue(Double.isNaN(value(registry, "configs_broken")));
    metrics.changed(new ReleaseStatus(15, 2, 12, 1, 3, 70, 8, Duration.ofMillis(1_500)));
    assertEquals(15, value(registry, "configs"));
    assertEquals(2, value(registry, "configs_broken"));
    assertEquals(12, value(registry, "step_registry_files"));
    assertEquals(1, value(registry, "step_registry_files_broken"));
    assertEquals(3, value(registry, "build_roots_unknown"));
    assertEquals(70, value(registry, "tags"));
    assertEquals(8, value(registry, "streams"));
    assertEquals(1.5, value(registry, "reading_seconds"));
    assertFalse(registry.getMeters().isEmpty());
  }

  private static double value(SimpleMeterRegistry registry, String name) {
    return registry.get("ci_images_mirror_release_" + name).gauge().value();
  }
}
