package org.openshift.ci.mirror.imagestreams.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;
import static org.openshift.ci.mirror.imagestreams.Samples.watching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.openshift.ci.mirror.imagestreams.RecordingSink;
import org.openshift.ci.mirror.imagestreams.cluster.RunningWatch;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.testing.LogRecorder;
import org.openshift.ci.mirror.watchrules.WatchRules;

@Order(1)
@Execution(ExecutionMode.CONCURRENT)
class FileImageStreamSourceTest {

  /** It takes a second, and on a busy machine some more. */
  private static final Duration SOON = Duration.ofSeconds(4);

  @TempDir Path folder;

  private final AtomicReference<WatchRules> rules = new AtomicReference<>(watching("ocp"));
  private final RecordingSink sink = new RecordingSink();
  private final LogRecorder log = new LogRecorder(LoadedFiles.class);
  private RunningWatch watch;

  @AfterEach
  void stop() throws InterruptedException {
    if (watch != null) {
      watch.end();
    }
    log.close();
  }

  @Test
  void handsOnWhatIsThereThenWhatIsEdited() throws Exception {
    write("a.yaml", stream("a", "x", '1'));
    write("sub/folder/b.json", jsonStream("b", "x", '2'));
    start();
    sink.await("list ocp/a:x");
    sink.await("list ocp/b:x");
    sink.clear();

    write("a.yaml", stream("a", "x", '3'));
    assertInTime(sink.await("ocp/a:x"));
    assertEquals(List.of("ocp/a:x"), sink.inShort());
  }

  @Test
  void aSingleFileIsWatchedToo() throws Exception {
    Path file = write("streams.txt", stream("a", "x", '1'));
    write("other.yaml", stream("other", "x", '2'));
    start(file);
    sink.await("list ocp/a:x");
    write("streams.txt", stream("a", "x", '3'));
    assertInTime(sink.await("ocp/a:x"));
    assertEquals(List.of("list ocp/a:x", "ocp/a:x"), sink.inShort());
  }

  @Test
  void aFileThatReplacesAnotherIsRead() throws Exception {
    write("a.yaml", stream("a", "x", '1'));
    start();
    sink.await("list ocp/a:x");
    Path replacement = write("a.yaml.tmp", stream("a", "x", '2'));
    Files.move(replacement, folder.resolve("a.yaml"), StandardCopyOption.ATOMIC_MOVE);
    assertInTime(sink.await("ocp/a:x"));
  }

  @Test
  void aFileThatIsAwayForAMomentIsNotRemoved() throws Exception {
    write("a.yaml", stream("a", "x", '1'));
    write("b.yaml", stream("b", "x", '1'));
    start();
    sink.await("list ocp/b:x");
    Path aside = folder.resolve("a.yaml~");
    Files.move(folder.resolve("a.yaml"), aside);
    write("a.yaml", stream("a", "x", '2'));
    sink.await("ocp/a:x");
    assertEquals(List.of("list ocp/a:x", "list ocp/b:x", "ocp/a:x"), sink.inShort());
  }

  /** As the kubelet updates a mounted ConfigMap. */
  @Test
  void aSwappedSymbolicLinkIsFollowed() throws Exception {
    write("..one/a.yaml", stream("a", "x", '1'));
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..one"));
    Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data/a.yaml"));
    start();
    sink.await("list ocp/a:x");
    assertEquals(List.of("list ocp/a:x"), sink.inShort(), "hidden folders do not count");

    write("..two/a.yaml", stream("a", "x", '2'));
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), Path.of("..two"));
    Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    assertInTime(sink.await("ocp/a:x"));
  }

  /** As git-sync updates a checkout: the configured folder is itself the link. */
  @Test
  void aSwappedLinkToTheWholeFolderIsFollowed() throws Exception {
    write("one/a.yaml", stream("a", "x", '1'));
    Path current = Files.createSymbolicLink(folder.resolve("current"), Path.of("one"));
    start(current);
    sink.await("list ocp/a:x");
    write("two/a.yaml", stream("a", "x", '2'));
    Path link = Files.createSymbolicLink(folder.resolve("next"), Path.of("two"));
    Files.move(link, current, StandardCopyOption.ATOMIC_MOVE);
    assertInTime(sink.await("ocp/a:x"));
    sink.clear();
    write("two/a.yaml", stream("a", "x", '3'));
    assertInTime(sink.await("ocp/a:x"));
    assertEquals(List.of("ocp/a:x"), sink.inShort());
  }

  @Test
  void aRemovedFileTakesItsTagsAlong() throws Exception {
    write("a.yaml", stream("a", "x", '1'));
    write("sub/b.yaml", stream("b", "x", '1'));
    start();
    sink.await("list ocp/b:x");
    Files.delete(folder.resolve("a.yaml"));
    assertInTime(sink.await("ocp/a:x"));
    Files.delete(folder.resolve("sub/b.yaml"));
    Files.delete(folder.resolve("sub"));
    assertInTime(sink.await("ocp/b:x"));
  }

  @Test
  void aBrokenFileKeepsWhatItHeldAndIsNamedOnce() throws Exception {
    write("a.yaml", stream("a", "x", '1'));
    write("b.yaml", stream("b", "x", '1'));
    start();
    sink.await("list ocp/b:x");
    sink.clear();

    write("a.yaml", "kind: ImageStream\nmetadata:\n  name: a: b\n");
    write("b.yaml", stream("b", "x", '2'));
    sink.await("ocp/b:x");
    sink.awaitHeartbeats(4);
    assertEquals(List.of("ocp/b:x"), sink.inShort(), "the tags of a.yaml stay");
    assertEquals(
        List.of(
            folder.resolve("a.yaml")
                + ":3:10: mapping values are not allowed here; what it held before stays in force"),
        log.warnings());

    write("a.yaml", stream("a", "x", '3'));
    assertInTime(sink.await("ocp/a:x"));
    assertTrue(
        log.lines().contains(folder.resolve("a.yaml") + " is in order again"),
        () -> log.lines().toString());
  }

  @Test
  void anEmptiedFileCountsAsBeingWritten() throws Exception {
    write("a.yaml", stream("a", "x", '1'));
    write("b.yaml", stream("b", "x", '1'));
    start();
    sink.await("list ocp/b:x");
    sink.clear();
    write("a.yaml", "");
    write("b.yaml", stream("b", "x", '2'));
    sink.await("ocp/b:x");
    sink.awaitHeartbeats(4);
    assertEquals(List.of("ocp/b:x"), sink.inShort());
    assertEquals(
        List.of(
            folder.resolve("a.yaml")
                + ": holds nothing: empty, or still being written; what it held before stays in"
                + " force"),
        log.warnings());
  }

  @Test
  void whenTheWholeFolderIsMissingNothingIsRemoved() throws Exception {
    Path inner = folder.resolve("inner");
    write("inner/a.yaml", stream("a", "x", '1'));
    start(inner);
    sink.await("list ocp/a:x");
    Files.move(inner, folder.resolve("aside"));
    sink.awaitHeartbeats(5);
    assertEquals(List.of("list ocp/a:x"), sink.inShort());
    assertEquals(List.of(inner + ": there is no such file or folder"), log.warnings());

    write("aside/a.yaml", stream("a", "x", '2'));
    Files.move(folder.resolve("aside"), inner);
    assertInTime(sink.await("ocp/a:x"));
    assertEquals(List.of("list ocp/a:x", "ocp/a:x"), sink.inShort());
  }

  @Test
  void ofTwoFilesThatDefineOneStreamTheFirstByPathCounts() throws Exception {
    write("b.yaml", stream("same", "x", '2'));
    start();
    sink.await("list ocp/same:x");
    write("a.yaml", stream("same", "x", '1'));
    sink.await("ocp/same:x");
    sink.awaitHeartbeats(3);
    assertEquals(
        List.of(
            folder.resolve("b.yaml")
                + ": image stream ocp/same is left out here, as "
                + folder.resolve("a.yaml")
                + " defines it already"),
        log.warnings());
    sink.clear();
    Files.delete(folder.resolve("a.yaml"));
    sink.await("ocp/same:x");
    assertEquals(List.of("ocp/same:x"), sink.inShort());
  }

  @Test
  void otherRulesApplyToWhatIsThere() throws Exception {
    write("a.yaml", stream("a", "x", '1') + "---\n" + stream("b", "x", '2'));
    start();
    sink.await("list ocp/b:x");
    rules.set(
        WatchRules.builder()
            .additionalNamespaces(List.of("ocp"))
            .ignoreTags(List.of("ocp/a:x"))
            .build());
    assertInTime(sink.await("ocp/a:x"));
  }

  @Test
  void hiddenFilesAndOtherEndingsAreLeftAlone() throws Exception {
    write(".a.yaml", stream("a", "x", '1'));
    write(".hidden/b.yaml", stream("b", "x", '1'));
    write("c.txt", stream("c", "x", '1'));
    write("d.YML", stream("d", "x", '1'));
    start();
    sink.await("list ocp/d:x");
    assertEquals(List.of("list ocp/d:x"), sink.inShort());
  }

  @Test
  void manyChangesComeInBatches() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int number = 0; number < 1_234; number++) {
      text.append(stream("stream-" + number, "x", '1')).append("---\n");
    }
    write("a.yaml", text.toString());
    start();
    sink.await("list ocp/stream-1233:x");
    sink.awaitHeartbeats(1);
    assertEquals(List.of(TagReference.MAX_BATCH, TagReference.MAX_BATCH, 234), sink.batches());
  }

  @Test
  void heartbeatsComeAlsoWhenNothingHappens() throws Exception {
    start();
    sink.awaitHeartbeats(6);
    assertTrue(sink.longestSilence().compareTo(SOON) < 0, "silent for " + sink.longestSilence());
    assertEquals(List.of(folder + ": has no file *.yaml, *.yml or *.json yet"), log.warnings());
    assertEquals(WatchPosition.start(), watch.stop());
  }

  @Test
  void whatCannotBeHandedOnEndsTheWatch() throws Exception {
    write("a.yaml", stream("a", "x", '1'));
    IllegalStateException refusal = new IllegalStateException("no connection");
    sink.refuse(refusal);
    start();
    assertEquals(refusal, watch.failure());
  }

  @Test
  void aFolderThatIsRemovedIsFailingUntilItIsBack() throws Exception {
    write("streams/a.yaml", stream("a", "x", '1'));
    Path streams = folder.resolve("streams");
    start(streams);
    sink.awaitState("up to date");
    Path aside = Files.move(streams, folder.resolve("aside"));
    sink.awaitState(
        "failing: cannot read image streams from " + streams + ": there is no such file or folder");
    Files.move(aside, streams);
    sink.awaitState("up to date");
    write("streams/a.yaml", stream("a", "x", '2'));
    sink.await("ocp/a:x");
    sink.awaitStateOnce("event");
    assertEquals("listing", sink.states().getFirst());
  }

  @Test
  void anInterruptEndsTheWatch() throws Exception {
    start();
    sink.awaitHeartbeats(1);
    watch.interrupt();
    assertInstanceOf(InterruptedException.class, watch.failure());
  }

  @Test
  void aMissingFolderIsRefusedAtTheDoor() {
    Path missing = folder.resolve("missing");
    assertEquals(
        "--image-streams " + missing + ": there is no such file or folder",
        assertThrows(
                IllegalArgumentException.class,
                () -> new FileImageStreamSource(missing, rules::get))
            .getMessage());
  }

  private void start() {
    start(folder);
  }

  private void start(Path root) {
    FileImageStreamSource source = new FileImageStreamSource(root, rules::get);
    watch = RunningWatch.start(source, WatchPosition.start(), sink);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void assertInTime(Duration taken) {
    assertTrue(taken.compareTo(SOON) < 0, "took " + taken);
  }

  private static String stream(String name, String tag, char digit) {
    return """
        kind: ImageStream
        metadata:
          name: %s
          namespace: ocp
        status:
          tags:
          - items:
            - image: %s
            tag: %s
        """
        .formatted(name, digest(digit), tag);
  }

  private static String jsonStream(String name, String tag, char digit) {
    return """
        {"kind": "ImageStream", "metadata": {"namespace": "ocp", "name": "%s"},
         "status": {"tags": [{"tag": "%s", "items": [{"image": "%s"}]}]}}
        """
        .formatted(name, tag, digest(digit));
  }
}
