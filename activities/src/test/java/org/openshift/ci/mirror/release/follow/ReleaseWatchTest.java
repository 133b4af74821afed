package org.openshift.ci.mirror.release.follow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.release.index.Tree;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.LogRecorder;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.watchrules.TestInputs;

class ReleaseWatchTest {

  /** The promise to users. */
  private static final Duration IN_FORCE = Duration.ofSeconds(10);

  @TempDir Path folder;
  private Tree tree;
  private Path link;
  private ReleaseWatch watch;
  private volatile ReleaseStatus status;

  @BeforeEach
  void plant() throws IOException {
    tree = new Tree(folder.toRealPath().resolve("worktrees/one"));
    tree.config("main", use("first"));
    link = Files.createSymbolicLink(folder.resolve("release"), Path.of("worktrees/one"));
  }

  @AfterEach
  void stop() {
    if (watch != null) {
      watch.close();
    }
  }

  private static String use(String name) {
    return "base_images: {a: {namespace: ns, name: " + name + ", tag: x}}\n";
  }

  private void start(Path root, URI github) throws InterruptedException {
    watch = new ReleaseWatch(root, github, now -> status = now);
    watch.start();
    assertTrue(uses("first"));
  }

  private boolean uses(String name) {
    return watch.testInputs().containsTag(new TagReference("ns", name, "x"));
  }

  private void await(String what, BooleanSupplier condition) {
    Await.until(what, IN_FORCE, condition::getAsBoolean, () -> status);
  }

  /** As git-sync does it: a link under another name, renamed. */
  private void swapTo(String target) throws IOException {
    Path next = Files.createSymbolicLink(folder.resolve("next"), Path.of(target));
    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
  }

  @Test
  void anotherCheckoutInPlaceOfTheOldOneIsInForceInTime() throws Exception {
    start(link, Tree.NOWHERE);
    Tree two = new Tree(folder.resolve("worktrees/two"));
    two.config("main", use("second"));
    swapTo("worktrees/two");
    tree.delete(Tree.configPath("main"));
    await("the second checkout", () -> uses("second"));
    assertFalse(uses("first"));
  }

  @Test
  void anEditOfAPlainFolderIsInForceInTime() throws Exception {
    start(tree.root, Tree.NOWHERE);
    tree.config("main", use("second"));
    await("the edit", () -> uses("second"));
    tree.write("ci-operator/config/new/repo/new-repo-main.yaml", use("third"));
    await("the new folder", () -> uses("third"));
    tree.delete(Tree.configPath("main"));
    await("the deletion", () -> !uses("second"));
    assertTrue(uses("third"));
  }

  @Test
  void anEditBehindALinkIsInForceInTime() throws Exception {
    start(link, Tree.NOWHERE);
    tree.config("main", use("second"));
    await("the edit", () -> uses("second"));
  }

  @Test
  void aFolderThatIsMissingForAWhileChangesNothing() throws Exception {
    try (LogRecorder log = new LogRecorder(ReleaseWatch.class)) {
      start(link, Tree.NOWHERE);
      Files.delete(link);
      await("a complaint", () -> log.contains("what was read before stays in force"));
      assertTrue(uses("first"));
      Files.createSymbolicLink(link, Files.createDirectory(folder.resolve("empty")));
      await("another", () -> log.contains("it has no folder ci-operator/config"));
      assertTrue(uses("first"));
      tree.config("main", use("second"));
      swapTo("worktrees/one");
      await("its return", () -> uses("second"));
      assertEquals(2, log.count("stays in force"), log::toString);
    }
  }

  @Test
  void whatIsWrongIsNamedOncePerReasonAndCounted() throws Exception {
    try (LogRecorder log = new LogRecorder(ReleaseWatch.class)) {
      start(tree.root, Tree.NOWHERE);
      assertEquals(0, status.configsBroken());
      tree.config("main", "base_images: [broken\n");
      await("the count", () -> status.configsBroken() == 1);
      tree.config("other", use("second"));
      await("a change elsewhere", () -> uses("second"));
      assertTrue(uses("first"));
      assertEquals(1, log.count(Tree.configPath("main") + ": line 2:"), log::toString);
      tree.config("main", use("third"));
      await("the mended one", () -> status.configsBroken() == 0);
      assertTrue(uses("third"));
      assertTrue(log.contains(Tree.configPath("main") + " is in order again"));
      assertEquals(2, status.configs());
      assertEquals(2, status.tags());
    }
  }

  @Test
  void theSameInputsAreTheSameObject() throws Exception {
    start(tree.root, Tree.NOWHERE);
    TestInputs before = watch.testInputs();
    tree.config("other", use("first"));
    await("another config", () -> status.configs() == 2);
    assertSame(before, watch.testInputs());
    tree.config("other", use("second"));
    await("another tag", () -> uses("second"));
    assertNotSame(before, watch.testInputs());
  }

  @Test
  void rootsThatRepositoriesNameComeInAfterwards() throws Exception {
    try (ScriptedServer github = ScriptedServer.start()) {
      github.always(
          "GET", ".", Answer.reply(200, "build_root_image: {namespace: ns, name: go, tag: x}\n"));
      tree.config("rooted", "build_root: {from_repository: true}\n");
      start(tree.root, github.uri());
      await("the root", () -> uses("go"));
      assertEquals(1, github.seen().size());
    }
  }

  @Test
  void aFolderThatIsNoCheckoutIsRefused() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> new ReleaseWatch(folder, Tree.NOWHERE, now -> {}));
    assertTrue(refusal.getMessage().contains("ci-operator/config"), refusal.getMessage());
  }
}
