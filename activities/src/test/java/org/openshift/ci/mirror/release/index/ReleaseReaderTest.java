package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.files.FileDebouncer;
import org.openshift.ci.mirror.testing.Await;

/** What a second look at a checkout changes. */
class ReleaseReaderTest {

  @TempDir Path folder;
  private Tree tree;
  private final ReleaseReader reader = new ReleaseReader();

  @BeforeEach
  void plant() {
    tree = new Tree(folder.resolve("one"));
    tree.step("first");
    tree.registry("flow-workflow.yaml", "workflow: {as: flow, steps: {pre: [{ref: first}]}}\n");
    tree.config("main", "tests: [{as: e2e, steps: {workflow: flow}}]\n");
    tree.config("other", "base_images: {a: {namespace: ns, name: a, tag: x}}\n");
    read(tree);
    assertUses("ci/first:latest", "ns/a:x");
  }

  private ReleaseReader.Outcome read(Tree from) {
    return reader.read(look(from));
  }

  private ReleaseReader.Look look(Tree at) {
    return reader.look(new ReleaseFolder(at.root), Duration.ZERO);
  }

  private void assertNothingToRead() {
    assertEquals(List.of(), look(tree).configs().toRead());
    assertEquals(List.of(), look(tree).registry().toRead());
  }

  private void assertUses(String... expected) {
    assertEquals(List.of(expected), Tree.uses(reader.index(Map.of())));
    // Counted from change to change, and still the same.
    assertEquals(reader.index(Map.of()).used().tags(), reader.used(Map.of()).tags());
    assertEquals(reader.index(Map.of()).used().streams(), reader.used(Map.of()).streams());
  }

  @Test
  void nothingChanged() {
    assertNothingToRead();
    assertFalse(read(tree).changed());
  }

  @Test
  void aConfigChangedOrCameOrWent() {
    tree.config("other", "base_images: {a: {namespace: ns, name: a, tag: yy}}\n");
    assertTrue(read(tree).changed());
    assertUses("ci/first:latest", "ns/a:yy");
    tree.config("more", "base_images: {a: {namespace: ns, name: b, tag: x}}\n");
    assertTrue(read(tree).changed());
    assertUses("ci/first:latest", "ns/a:yy", "ns/b:x");
    tree.delete(Tree.configPath("other"));
    assertTrue(read(tree).changed());
    assertUses("ci/first:latest", "ns/b:x");
  }

  @Test
  void aFileOfTheRegistryReachesTheTestsThatUseIt() {
    tree.step("second");
    tree.registry("flow-workflow.yaml", "workflow: {as: flow, steps: {pre: [{ref: second}]}}\n");
    assertTrue(read(tree).changed());
    assertUses("ci/second:latest", "ns/a:x");
  }

  @Test
  void aCommentChangesNothing() {
    tree.config("other", "# why\nbase_images: {a: {namespace: ns, name: a, tag: x}}\n");
    assertFalse(read(tree).changed());
    assertUses("ci/first:latest", "ns/a:x");
  }

  @Test
  void aConfigThatBreaksKeepsWhatItContributedUntilItIsMended() {
    tree.config("other", "base_images: [broken\n");
    assertFalse(read(tree).changed());
    assertUses("ci/first:latest", "ns/a:x");
    String reason = reader.problems().configs().get(Tree.configPath("other"));
    assertTrue(reason.endsWith("; what it contributed before stays in force"), reason);

    tree.config("other", "base_images: {a: {namespace: ns, name: mended, tag: x}}\n");
    assertTrue(read(tree).changed());
    assertUses("ci/first:latest", "ns/mended:x");
    assertEquals(Map.of(), reader.problems().all());
  }

  @Test
  void aConfigThatCannotBeResolvedKeepsWhatItContributed() {
    tree.config("main", "tests: [{as: e2e, steps: {workflow: nobody}}]\n");
    read(tree);
    assertUses("ci/first:latest", "ns/a:x");
    String reason = reader.problems().configs().get(Tree.configPath("main"));
    assertTrue(reason.contains("the step registry has no workflow 'nobody'"), reason);
    tree.registry("nobody-workflow.yaml", "workflow: {as: nobody}\n");
    read(tree);
    assertUses("ns/a:x");
    assertEquals(Map.of(), reader.problems().all());
  }

  @Test
  void aBrokenConfigThatIsDeletedContributesNothingMore() {
    tree.config("other", "base_images: [broken\n");
    read(tree);
    tree.delete(Tree.configPath("other"));
    read(tree);
    assertUses("ci/first:latest");
    assertEquals(Map.of(), reader.problems().all());
  }

  @Test
  void aFileOfTheRegistryThatBreaksKeepsItsLastGoodVersion() {
    tree.registry("first-ref.yaml", "ref: {as: first, from_image: {name: only}}\n");
    tree.config("more", "tests: [{as: e2e, steps: {post: [{ref: first}]}}]\n");
    read(tree);
    assertUses("ci/first:latest", "ns/a:x");
    assertEquals(Map.of(), reader.problems().configs());
    String reason = reader.problems().stepRegistry().get(Tree.registryPath("first-ref.yaml"));
    assertTrue(reason.endsWith("; what it defined before stays in force"), reason);
  }

  @Test
  void aStepThatIsDeletedBreaksItsTestsAndNothingIsLost() {
    tree.delete(Tree.registryPath("first-ref.yaml"));
    read(tree);
    assertUses("ci/first:latest", "ns/a:x");
    assertEquals(1, reader.problems().configs().size());
  }

  @Test
  void anotherCheckoutInItsPlaceChangesWhatDiffers() {
    Tree two = new Tree(folder.resolve("two"));
    two.step("first");
    two.registry("flow-workflow.yaml", "workflow: {as: flow, steps: {pre: [{ref: first}]}}\n");
    two.config("main", "tests: [{as: e2e, steps: {workflow: flow}}]\n");
    two.config("other", "base_images: {a: {namespace: ns, name: b, tag: x}}\n");
    assertTrue(read(two).changed());
    assertUses("ci/first:latest", "ns/b:x");
  }

  /** Content is parsed when it changed, whatever the times of files say. */
  @Test
  void equalFilesOfAnotherCheckoutAreNotParsedAgain() throws IOException {
    List<Path> parsed = new ArrayList<>();
    FileStates<String> states =
        new FileStates<>(
            (content, path) -> {
              parsed.add(path);
              return new Parsed<>(new String(content, StandardCharsets.UTF_8), null);
            });
    states.update(states.look(new ReleaseFolder(tree.root).scanConfigs(), Duration.ZERO));
    assertEquals(2, parsed.size());

    Tree two = new Tree(folder.resolve("two"));
    two.config("main", Files.readString(tree.root.resolve(Tree.configPath("main"))));
    two.config("other", "tag_specification: {}\n");
    FileStates.Change<String> change =
        states.update(states.look(new ReleaseFolder(two.root).scanConfigs(), Duration.ZERO));
    Path changed = Path.of("org", "repo", "org-repo-other.yaml");
    assertEquals(List.of(changed), parsed.subList(2, parsed.size()));
    assertEquals(Set.of(changed), change.changed());
  }

  @Test
  void aFileThatIsOnlyTouchedIsNoChange() throws IOException {
    Files.setLastModifiedTime(
        tree.root.resolve(Tree.configPath("other")), FileTime.fromMillis(1_000));
    assertEquals(1, look(tree).configs().toRead().size());
    assertFalse(read(tree).changed());
    assertNothingToRead();
  }

  @Test
  void aChangedFileIsReadWhenItIsAtRest() {
    tree.config("other", "base_images: {a: {namespace: ns, name: a, tag: yy}}\n");
    ReleaseReader.Look restless = reader.look(new ReleaseFolder(tree.root), Duration.ofHours(1));
    assertEquals(new ReleaseReader.Outcome(false, true), reader.read(restless));
    assertUses("ci/first:latest", "ns/a:x");
    assertEquals(new ReleaseReader.Outcome(true, false), read(tree));
    assertUses("ci/first:latest", "ns/a:yy");
  }

  @Test
  void aFileThatChangesAtEveryLookIsReadAllTheSame() {
    String config = "base_images: {a: {namespace: ns, name: a, tag: yy}}\n";
    AtomicInteger looks = new AtomicInteger();
    Await.until(
        "the change",
        Duration.ofSeconds(10),
        () -> {
          tree.config("other", config + "#".repeat(looks.incrementAndGet()));
          return reader
              .read(reader.look(new ReleaseFolder(tree.root), Duration.ofHours(1)))
              .changed();
        },
        looks::get);
    assertUses("ci/first:latest", "ns/a:yy");
  }

  /** Reading the configs fails, as by a defect, after the step registry was read. */
  @Test
  void aReadingThatFailsLosesNoChangeOfTheRegistry() {
    tree.step("second");
    tree.registry("flow-workflow.yaml", "workflow: {as: flow, steps: {pre: [{ref: second}]}}\n");
    ReleaseReader.Look good = look(tree);
    FileDebouncer.Step bad =
        new FileDebouncer.Step(
            good.configs().scan(), List.of(), List.of(Path.of("never-read.yaml")), false);
    assertThrows(
        RuntimeException.class, () -> reader.read(new ReleaseReader.Look(bad, good.registry())));
    assertUses("ci/first:latest", "ns/a:x");
    assertTrue(read(tree).changed());
    assertUses("ci/second:latest", "ns/a:x");
    assertFalse(read(tree).changed());
  }

  @Test
  void aFileThatIsGoneIsNotLostWhenAnotherCannotBeParsed() {
    AtomicBoolean fails = new AtomicBoolean();
    FileStates<String> states =
        new FileStates<>(
            (content, path) -> {
              if (fails.get()) {
                throw new IllegalStateException("a defect");
              }
              return new Parsed<>(new String(content, StandardCharsets.UTF_8), null);
            });
    ReleaseFolder checkout = new ReleaseFolder(tree.root);
    states.update(states.look(checkout.scanConfigs(), Duration.ZERO));
    tree.delete(Tree.configPath("other"));
    tree.config("more", "tag_specification: {}\n");
    fails.set(true);
    assertThrows(
        IllegalStateException.class,
        () -> states.update(states.look(checkout.scanConfigs(), Duration.ZERO)));
    fails.set(false);
    Path org = Path.of("org", "repo");
    assertEquals(
        Set.of(org.resolve("org-repo-other.yaml"), org.resolve("org-repo-more.yaml")),
        states.update(states.look(checkout.scanConfigs(), Duration.ZERO)).changed());
  }

  /** As when another checkout took the place of this one meanwhile. */
  @Test
  void aLookThatIsNotReadLosesNothing() {
    tree.delete(Tree.configPath("other"));
    tree.config("more", "base_images: {a: {namespace: ns, name: b, tag: x}}\n");
    look(tree);
    read(tree);
    assertUses("ci/first:latest", "ns/b:x");
  }

  @Test
  void aFolderThatCannotBeReadKeepsWhatItHeld() throws IOException {
    Path config = tree.root.resolve("ci-operator/config");
    Files.move(config.resolve("org"), folder.resolve("away"));
    Files.createSymbolicLink(config.resolve("org"), config);
    read(tree);
    assertUses("ci/first:latest", "ns/a:x");
    String reason = reader.problems().unreadable().get("ci-operator/config/org");
    assertTrue(reason.contains("form a loop"), reason);
  }

  @Test
  void aSocketIsNamed() throws IOException {
    Path socket = tree.root.resolve("ci-operator/config/socket.yaml");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      read(tree);
      assertEquals(
          Map.of("ci-operator/config/socket.yaml", "is not a regular file"),
          reader.problems().all());
    }
  }

  @Test
  void symbolicLinksAreFollowedAndDanglingOnesNamed() throws IOException {
    Path config = tree.root.resolve("ci-operator/config");
    Path elsewhere = Files.createDirectories(tree.root.resolve("elsewhere"));
    Files.writeString(
        elsewhere.resolve("org-repo-linked.yaml"), "tag_specification: {namespace: n, name: l}\n");
    Path repository = Files.createDirectories(config.resolve("far"));
    Files.createSymbolicLink(repository.resolve("repo"), elsewhere);
    Files.createSymbolicLink(repository.resolve("dangling.yaml"), folder.resolve("nowhere"));
    read(tree);
    assertUses("ci/first:latest", "ns/a:x", "n/l");
    assertEquals(
        Map.of("ci-operator/config/far/dangling.yaml", "the symbolic link leads nowhere"),
        reader.problems().all());
  }

  @Test
  void linksDoNotLeadOutOfTheCheckout() throws IOException {
    Path config = tree.root.resolve("ci-operator/config");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Path file = outside.resolve("org-repo-linked.yaml");
    Files.writeString(file, "tag_specification: {namespace: n, name: l}\n");
    Files.createSymbolicLink(config.resolve("machine"), Path.of("/"));
    Files.createSymbolicLink(config.resolve("org/outside"), outside);
    Files.createSymbolicLink(config.resolve("org/repo/linked.yaml"), file);
    Files.createSymbolicLink(tree.root.resolve("ci-operator/step-registry/machine"), Path.of("/"));
    read(tree);
    assertUses("ci/first:latest", "ns/a:x");
    String why = "the symbolic link leads out of the folder";
    assertEquals(
        Map.of(
            "ci-operator/config/machine", why,
            "ci-operator/config/org/outside", why,
            "ci-operator/config/org/repo/linked.yaml", why,
            "ci-operator/step-registry/machine", why),
        reader.problems().all());
  }

  @Test
  void theFolderOfConfigsMayNotLeadOutOfTheCheckoutEither() throws IOException {
    Path config = tree.root.resolve("ci-operator/config");
    Path outside = folder.resolve("outside");
    Files.move(config, outside);
    Files.createSymbolicLink(config, outside);
    read(tree);
    assertUses("ci/first:latest", "ns/a:x");
    assertEquals(
        Map.of("ci-operator/config", "the symbolic link leads out of the folder"),
        reader.problems().all());
  }
}
