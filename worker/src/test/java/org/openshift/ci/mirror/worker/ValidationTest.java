package org.openshift.ci.mirror.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;

class ValidationTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @TempDir Path folder;
  private final ScriptedServer server = ScriptedServer.start();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @AfterEach
  void stop() {
    server.close();
  }

  private int validate(String... arguments) {
    List<String> all = new ArrayList<>(List.of("--validate-config-only"));
    all.addAll(
        List.of(
            "--source-registry=" + server.host(),
            "--target-repository=" + server.host() + "/openshift/ci",
            "--insecure-registry=" + server.host()));
    all.addAll(List.of(arguments));
    return run(all.toArray(String[]::new));
  }

  private int run(String... arguments) {
    return WorkerCommand.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(errors, true, StandardCharsets.UTF_8),
        arguments);
  }

  private List<String> errorLines() {
    return errors.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void image(String repositoryAndTag) {
    int colon = repositoryAndTag.lastIndexOf(':');
    server.always(
        "HEAD",
        "/v2/%s/manifests/%s$"
            .formatted(repositoryAndTag.substring(0, colon), repositoryAndTag.substring(colon + 1)),
        Answer.reply(200, "")
            .with("Docker-Content-Digest", DIGEST)
            .with("Content-Type", "application/vnd.oci.image.manifest.v1+json"));
  }

  private void noOtherImage() {
    server.always("*", "/manifests/", Answer.error(404, "MANIFEST_UNKNOWN", "manifest unknown"));
  }

  private void assertErrors(String... expected) {
    List<String> lines = errorLines();
    assertEquals(expected.length, lines.size(), String.join("\n", lines));
    for (int index = 0; index < expected.length; index++) {
      assertTrue(lines.get(index).contains(expected[index]), String.join("\n", lines));
    }
    assertEquals("", out.toString(StandardCharsets.UTF_8));
  }

  @Test
  void flagsAloneAreValidInOneLine() {
    assertEquals(0, validate());
    assertEquals(
        "the flags and the files they name are valid",
        out.toString(StandardCharsets.UTF_8).strip());
    assertEquals(List.of(), errorLines());
  }

  @Test
  void aValidConfigurationIsOneLine() throws IOException {
    image("tools/new:v1");
    noOtherImage();
    Path main = file("main.yaml", "supplementalCIImages: {}\n");
    Path config =
        file(
            "config.yaml",
            """
            supplementalCIImages:
              tools/new:v1: {namespace: tools, name: new, tag: v1}
            """);
    assertEquals(0, validate("--config=" + config, "--validate-against=" + main));
    assertEquals(
        config
            + " is valid: 1 supplemental, 0 backfill, 0 ignored, 0 ART rules, compared with "
            + main,
        out.toString(StandardCharsets.UTF_8).strip());
    assertEquals(List.of(), errorLines());
    assertEquals(2, server.seen("HEAD", "/manifests/").size(), "the source and the target");
  }

  @Test
  void reportsEveryProblem() throws IOException {
    image("openshift/ci:tools_taken_v1");
    image("tools/there:v1");
    server.always("HEAD", "/v2/private/", Answer.error(403, "DENIED", "access denied"));
    noOtherImage();
    server.always("GET", "/main", Answer.reply(200, "supplementalCIImages: {'tools/old:v1': 7}"));
    String host = server.host();
    file(
        "release/ci-operator/config/org/repo/org-repo-main.yaml",
        """
        images:
        - from: base
          to: promoted
        promotion:
          to:
          - namespace: ocp
            name: "4.30"
        zz_generated_metadata: {org: org, repo: repo, branch: main}
        """);
    Path config =
        file(
            "config.yaml",
            """
            supplementalCIImages:
              tools/old:v1: {image: %1$s/no/such:image}
              tools/missing:v1: {image: %1$s/no/such:image}
              tools/denied:v1: {image: %1$s/private/image:v1}
              tools/hub:v1: {image: index.docker.io/library/golang:1}
              ocp/4.30:promoted: {image: %1$s/tools/there:v1}
              tools/taken:v1: {image: %1$s/tools/there:v1}
            qciToAppCIImages:
              bad: {}
            """
                .formatted(host));
    assertEquals(
        1,
        validate(
            "--config=" + config,
            "--validate-against=" + server.uri() + "/main/config.yaml",
            "--release-repo-git-sync-path=" + folder.resolve("release")));
    assertErrors(
        config + ":3: supplementalCIImages tools/missing:v1: the source " + host + "/no/such:image",
        config + ":4: supplementalCIImages tools/denied:v1: the source",
        config
            + ":5: supplementalCIImages tools/hub:v1: the source index.docker.io/library/golang:1 is",
        config
            + ":6: supplementalCIImages ocp/4.30:promoted: ci-operator/config/org/repo/org-repo-main.yaml",
        config
            + ":7: supplementalCIImages tools/taken:v1: "
            + host
            + "/openshift/ci:tools_taken_v1",
        config + ":9: qciToAppCIImages: the target 'bad'");
  }

  @Test
  void anInvalidFileIsReportedWithAllItsErrors() throws IOException {
    Path config = file("config.yaml", "more: 1\nartImages: [{name: '['}]\n");
    assertEquals(1, validate("--config=" + config, "--offline"));
    assertErrors(
        config + ":1: the file: unknown field 'more'",
        config + ":2: artImages[0]: name: '['",
        config + ":2: artImages[0]: namespace is missing");
  }

  @Test
  void offlineContactsNothing() throws IOException {
    Path config =
        file(
            "config.yaml",
            """
            supplementalCIImages:
              tools/any:v1: {image: %s/no/such:image}
              tools/hub:v1: {image: golang}
            """
                .formatted(server.host()));
    assertEquals(1, validate("--config=" + config, "--offline"));
    assertErrors(config + ":3: supplementalCIImages tools/hub:v1");
    assertEquals(List.of(), server.seen());
  }

  @Test
  void aMainBranchThatCannotBeFetchedIsOneClearLine() throws IOException {
    server.always("GET", "/main", Answer.reply(503, ""));
    Path config = file("config.yaml", "{}\n");
    String url = server.uri() + "/main/config.yaml";
    assertEquals(1, validate("--config=" + config, "--validate-against=" + url));
    assertErrors("new targets cannot be determined: " + url + ": cannot be read: GET answered 503");
  }

  @Test
  void badFlagsAreNoInvalidConfiguration() {
    assertEquals(2, validate("--ignore-image-stream-tag=Bad"));
    assertErrors("--ignore-image-stream-tag 'Bad'");
  }

  @Test
  void aWorkerRefusesToStartWithAnInvalidFileAndReportsEveryProblem() throws IOException {
    Path config = file("config.yaml", "more: 1\nartImages: 7\n");
    assertEquals(2, run("--config=" + config, "--image-streams=" + folder, "--metrics-port=0"));
    assertErrors(
        "--config: " + config + " has 2 problems:",
        config + ":1: the file",
        config + ":2: artImages");
  }
}
