package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;
import org.openshift.ci.mirror.testing.TestProxy;

/** Build roots that repositories name themselves. */
class BuildRootClientTest {

  private static final String NAMED =
      "build_root_image: {namespace: openshift, name: release, tag: go}\n";
  private static final RepositoryBranch BRANCH = new RepositoryBranch("org", "repo", "main");

  private final ScriptedServer github = ScriptedServer.start();
  private final BuildRootClient client = new BuildRootClient(github.uri());

  @AfterEach
  void stop() {
    client.close();
    github.close();
  }

  @Test
  void isReadThroughAProxyAlsoWithAPassword() throws Exception {
    github.always("GET", "^/raw/org/repo/main/.ci-operator.yaml$", Answer.reply(200, NAMED));
    try (TestProxy proxy =
            TestProxy.wanting("Basic bWU6c2VjcmV0").with("github.example:80", github.host());
        BuildRootClient own =
            new BuildRootClient(
                URI.create("http://github.example/raw"),
                EnvironmentProxies.of(Map.of("http_proxy", "http://me:secret@" + proxy.host())))) {
      assertInstanceOf(BuildRootAnswer.Named.class, own.ask(BRANCH, null));
      assertEquals(
          "http://github.example/raw/org/repo/main/.ci-operator.yaml",
          proxy.seen().getLast().target());
    }
  }

  @Test
  void readsWhatTheRepositoryNames() throws Exception {
    github.always("GET", ".", Answer.reply(200, NAMED).with("ETag", "\"v1\""));
    assertEquals(
        new BuildRootAnswer.Named(TagReference.parse("openshift/release:go"), "\"v1\""),
        client.ask(BRANCH, null));
    SeenRequest request = github.seen().getFirst();
    assertEquals("/org/repo/main/.ci-operator.yaml", request.target());
    assertEquals(Optional.empty(), request.header("If-None-Match"));
    assertEquals(Optional.empty(), request.header("Authorization"));
  }

  @Test
  void asksOnlyForAChange() throws Exception {
    github.always("GET", ".", Answer.reply(304, ""));
    assertInstanceOf(BuildRootAnswer.Unchanged.class, client.ask(BRANCH, "\"v1\""));
    assertEquals(Optional.of("\"v1\""), github.seen().getFirst().header("If-None-Match"));
  }

  @Test
  void namesOfBranchesAreEncoded() throws Exception {
    client.ask(new RepositoryBranch("org", "repo", "feature/a b#c?"), null);
    client.ask(new RepositoryBranch("org", "..", "../../x"), null);
    assertEquals(
        List.of(
            "/org/repo/feature/a%20b%23c%3F/.ci-operator.yaml",
            "/org/%2E%2E/%2E%2E/%2E%2E/x/.ci-operator.yaml"),
        github.seen().stream().map(SeenRequest::target).toList());
  }

  @Test
  void saysWhyTheRepositoryNamesNoUsableRoot() throws Exception {
    github.once("GET", ".", Answer.reply(404, "404: Not Found"));
    github.once("GET", ".", Answer.reply(403, ""));
    github.once("GET", ".", Answer.reply(200, "<html>\n"));
    github.once("GET", ".", Answer.reply(200, "other: {}\n"));
    github.once("GET", ".", Answer.reply(200, "build_root_image: {name: release}\n"));
    github.once("GET", ".", Answer.reply(200, "#".repeat(300_000)));
    String address = github.uri() + "/org/repo/main/.ci-operator.yaml";
    for (String named :
        List.of(
            address + " answered 404: there is no such file",
            address + " answered 403",
            address + ": line 1: expected a mapping",
            address + " has no build_root_image",
            address + ": line 1: build_root_image has no namespace",
            address + " is larger than 262,144 bytes")) {
      BuildRootAnswer.Nothing nothing =
          assertInstanceOf(BuildRootAnswer.Nothing.class, client.ask(BRANCH, null));
      assertTrue(nothing.reason().startsWith(named), nothing.reason());
    }
  }

  @Test
  void leavesGitHubAloneAsLongAsItAsksFor() throws Exception {
    github.once("GET", ".", Answer.reply(429, "").with("Retry-After", "77"));
    github.once("GET", ".", Answer.reply(403, "").with("Retry-After", "99999999"));
    github.once("GET", ".", Answer.reply(503, ""));
    assertEquals(Duration.ofSeconds(77), unavailable().pause());
    assertEquals(Duration.ofHours(1), unavailable().pause());
    assertEquals(null, unavailable().pause());
  }

  @Test
  void aServerThatIsNotThere() throws Exception {
    // Nobody has this port; one that a test had may be another's soon.
    try (BuildRootClient lost = new BuildRootClient(URI.create("http://127.0.0.1:1"))) {
      String reason = unavailable(lost).reason();
      assertTrue(reason.contains("cannot be reached"), reason);
    }
  }

  private BuildRootAnswer.Unavailable unavailable() throws InterruptedException {
    return unavailable(client);
  }

  private static BuildRootAnswer.Unavailable unavailable(BuildRootClient client)
      throws InterruptedException {
    return assertInstanceOf(BuildRootAnswer.Unavailable.class, client.ask(BRANCH, null));
  }

  @Test
  void theRootCountsForConfigsThatAskForItButNotInThePrivateOrg(@TempDir Path folder) {
    github.always("GET", "/org/repo/main/", Answer.reply(200, NAMED));
    Tree tree = new Tree(folder);
    tree.config("main", "build_root: {from_repository: true}\n");
    tree.config("off", "build_root: {from_repository: false}\n");
    tree.write(
        "ci-operator/config/openshift-priv/repo/openshift-priv-repo-main.yaml",
        "build_root: {from_repository: true}\n");
    ReleaseInputs inputs = ReleaseInputs.read(folder, github.uri());
    assertEquals(List.of("openshift/release:go"), Tree.uses(inputs.index()));
    assertEquals(
        List.of(Tree.configPath("main")),
        inputs.index().configsOf(TagReference.parse("openshift/release:go")));
    assertEquals(Map.of(), inputs.warnings());
    assertEquals(1, github.seen().size());
  }

  @Test
  void aRootThatCannotBeFoundOutIsAWarning(@TempDir Path folder) {
    Tree tree = new Tree(folder);
    tree.config("main", "build_root: {from_repository: true}\n");
    tree.config("other", "base_images: {a: {namespace: ns, name: a, tag: x}}\n");
    ReleaseInputs inputs = ReleaseInputs.read(folder, github.uri());
    assertEquals(List.of("ns/a:x"), Tree.uses(inputs.index()));
    assertEquals(Map.of(), inputs.problems().all());
    String warning = inputs.warnings().get("build root of org/repo@main");
    assertTrue(warning.contains("answered 404"), warning);
  }
}
