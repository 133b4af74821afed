package org.openshift.ci.mirror.imagestreams.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.inShort;
import static org.openshift.ci.mirror.imagestreams.Samples.tags;
import static org.openshift.ci.mirror.imagestreams.Samples.watching;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.imagestreams.RecordingSink;
import org.openshift.ci.mirror.imagestreams.Samples;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.imagestreams.cluster.RunningWatch;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.testing.Await;

class FileTagInventoryTest {

  @TempDir Path folder;

  @Test
  void readsFilesAsTheWatchOfThemDoes() throws IOException {
    write("1.yaml", "ocp/a", 'a');
    write("2.yaml", "ocp/a", 'b');
    write("3.yaml", "ci/z", 'c');
    TagInventory inventory = new FileTagInventory(folder);
    assertEquals(List.of("ocp/a:x=a"), inShort(inventory.list(watching("ocp")::watches)));
    assertEquals(
        List.of("-ocp/b:x", "ocp/a:x=a", "-ocp/a:y"),
        inShort(inventory.look(tags("ocp/b:x", "ocp/a:x", "ocp/a:y"))));
  }

  /** An inventory that still sees the old image would take the tag for mirrored already. */
  @Test
  void whatTheWatchOfAnotherWorkerNamesIsSeenAsItIsNow() throws Exception {
    write("1.yaml", "ocp/a", 'a');
    TagInventory inventory = new FileTagInventory(folder);
    RecordingSink sink = new RecordingSink();
    RunningWatch watch =
        RunningWatch.start(
            new FileImageStreamSource(folder, () -> watching("ocp")), WatchPosition.start(), sink);
    sink.await("list ocp/a:x");
    assertEquals(List.of("ocp/a:x=a"), look(inventory, "ocp/a:x"));
    for (char digit : "bcd".toCharArray()) {
      sink.clear();
      write("1.yaml", "ocp/a", digit);
      sink.await("ocp/a:x");
      assertEquals(List.of("ocp/a:x=" + digit), look(inventory, "ocp/a:x"));
    }
    watch.end();
  }

  @Test
  void theFirstFileInTheOrderOfPathsCounts() throws IOException {
    write("1.yaml", "ocp/a", 'a');
    TagInventory inventory = new FileTagInventory(folder);
    assertEquals(List.of("ocp/a:x=a"), look(inventory, "ocp/a:x"));
    write("0.yaml", "ocp/a", 'e');
    awaitLook(inventory, "ocp/a:x=e");
    Files.delete(folder.resolve("0.yaml"));
    awaitLook(inventory, "ocp/a:x=a");
  }

  @Test
  void aFileThatIsBrokenOrEmptiedKeepsWhatItHeld() throws IOException {
    write("1.yaml", "ocp/a", 'a');
    write("2.yaml", "ocp/b", 'b');
    TagInventory inventory = new FileTagInventory(folder);
    assertEquals(List.of("ocp/a:x=a", "ocp/b:x=b"), look(inventory, "ocp/a:x", "ocp/b:x"));
    Files.writeString(folder.resolve("1.yaml"), "kind: [");
    Files.writeString(folder.resolve("2.yaml"), "");
    write("3.yaml", "ocp/c", 'c');
    awaitLook(inventory, "ocp/c:x=c");
    assertEquals(
        List.of("ocp/a:x=a", "ocp/b:x=b", "-ocp/d:x"),
        look(inventory, "ocp/a:x", "ocp/b:x", "ocp/d:x"));
  }

  /** An object that is left out may be the image stream that is asked for. */
  @Test
  void anObjectThatIsLeftOutRemovesNothingAndLeavesTheOthersAlone() throws IOException {
    write("1.yaml", "ocp/a", 'a');
    TagInventory inventory = new FileTagInventory(folder);
    assertEquals(List.of("ocp/a:x=a", "-ocp/d:x"), look(inventory, "ocp/a:x", "ocp/d:x"));
    write(
        "1.yaml",
        "kind: ImageStream\nkind: ImageStream\n---\nkind: ImageStream\n"
            + "metadata: {namespace: ocp, name: b}\nstatus: {tags: [{tag: x, items: [{image: '"
            + Samples.digest('b')
            + "'}]}]}\n");
    awaitLook(inventory, "ocp/b:x=b");
    assertEquals(List.of("ocp/a:x=a"), look(inventory, "ocp/a:x"));
    String failure =
        assertThrows(TagInventoryException.class, () -> look(inventory, "ocp/d:x")).getMessage();
    assertTrue(failure.contains("the field 'kind' is repeated"), failure);
    write("1.yaml", "ocp/b", 'b');
    awaitLook(inventory, "-ocp/d:x");
    awaitLook(inventory, "-ocp/a:x");
  }

  @Test
  void aFileThatIsWrittenForLongKeepsWhatItHeld() throws Exception {
    write("1.yaml", "ocp/a", 'a');
    TagInventory inventory = new FileTagInventory(folder);
    assertEquals(List.of("ocp/a:x=a"), look(inventory, "ocp/a:x"));
    AtomicBoolean stop = new AtomicBoolean();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              for (int count = 0; !stop.get(); count++) {
                // Slowly, as over a network.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                // Valid as it stands, and without the tag.
                write(
                    "1.yaml",
                    "kind: ImageStream\nmetadata: {namespace: ocp, name: a}\n"
                        + "#".repeat(count % 1_000));
              }
            },
            Thread::startVirtualThread);
    // For so long that the folder is looked at several times.
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (System.nanoTime() < end) {
      assertEquals(List.of("ocp/a:x=a"), look(inventory, "ocp/a:x"));
    }
    stop.set(true);
    writer.get(10, TimeUnit.SECONDS);
    awaitLook(inventory, "-ocp/a:x");
  }

  @Test
  void aTagInNoFileIsUnknownWhileAFileCouldNotBeReadEvenOnce() throws IOException {
    write("1.yaml", "ocp/a", 'a');
    Files.writeString(folder.resolve("0.yaml"), "kind: [");
    TagInventory inventory = new FileTagInventory(folder);
    assertEquals(List.of("ocp/a:x=a", "-ocp/a:y"), look(inventory, "ocp/a:x", "ocp/a:y"));
    String failure =
        assertThrows(TagInventoryException.class, () -> look(inventory, "ocp/b:x")).getMessage();
    assertTrue(failure.contains(folder.resolve("0.yaml") + ":"), failure);
    assertEquals(1, failure.lines().count());

    assertEquals(List.of("ocp/a:x=a"), inShort(inventory.look(tags("ocp/a:x"))));
    assertEquals(List.of("ocp/a:x=a"), inShort(inventory.list(tag -> true)));

    Files.delete(folder.resolve("0.yaml"));
    awaitLook(inventory, "-ocp/b:x");
  }

  @Test
  void aSocketHidesNoTags() throws IOException {
    write("1.yaml", "ocp/a", 'a');
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("0.yaml")));
      TagInventory inventory = new FileTagInventory(folder);
      assertEquals(List.of("ocp/a:x=a", "-ocp/b:x"), look(inventory, "ocp/a:x", "ocp/b:x"));
    }
  }

  @Test
  void whyASingleFileCannotBeUsedStaysKnown() throws Exception {
    write("single", "kind: [");
    LoadedFiles files = new LoadedFiles(folder.resolve("single"));
    for (int look = 0; look < 3; look++) {
      String why = files.view(null, Duration.ZERO).whyIncomplete().orElseThrow();
      assertTrue(why.startsWith(folder.resolve("single") + ":1:8: "), why);
    }
  }

  @Test
  void aFolderThatIsMissingIsNotTakenForEmpty() throws IOException {
    Path mounted = folder.resolve("mounted");
    TagInventory inventory = new FileTagInventory(mounted);
    assertThrows(TagInventoryException.class, () -> inventory.list(tag -> true));
    assertThrows(TagInventoryException.class, () -> look(inventory, "ocp/a:x"));

    Files.createDirectory(mounted);
    write("mounted/1.yaml", "ocp/a", 'a');
    awaitLook(inventory, "ocp/a:x=a");
    Files.move(mounted, folder.resolve("aside"));
    awaitUnknown(inventory, "ocp/b:x");
    assertEquals(List.of("ocp/a:x=a"), look(inventory, "ocp/a:x"), "what is known stays");
  }

  @Test
  void theWatchAndItsInventoryShareWhatWasRead() throws Exception {
    write("1.yaml", "ocp/a", 'a');
    FileImageStreamSource source = new FileImageStreamSource(folder, () -> watching("ocp"));
    TagInventory inventory = source.inventory();
    RecordingSink sink = new RecordingSink();
    // The inventory has read the files before the watch begins.
    assertEquals(List.of("ocp/a:x=a"), look(inventory, "ocp/a:x"));
    RunningWatch watch = RunningWatch.start(source, WatchPosition.start(), sink);
    sink.await("list ocp/a:x");
    write("1.yaml", "ocp/a", 'b');
    sink.await("ocp/a:x");
    assertEquals(List.of("ocp/a:x=b"), look(inventory, "ocp/a:x"));
    write("1.yaml", "ocp/a", 'c');
    awaitLook(inventory, "ocp/a:x=c");
    sink.clear();
    write("2.yaml", "ocp/b", 'c');
    awaitLook(inventory, "ocp/b:x=c");
    sink.await("ocp/b:x");
    watch.end();
  }

  private static List<String> look(TagInventory inventory, String... tags) {
    return inShort(inventory.look(tags(tags)));
  }

  private static void awaitLook(TagInventory inventory, String expected) {
    String tag = expected.replaceAll("^-|=.*$", "");
    Await.until(
        expected,
        Duration.ofSeconds(10),
        () -> seen(inventory, tag).equals(expected),
        () -> seen(inventory, tag));
  }

  private static void awaitUnknown(TagInventory inventory, String tag) {
    Await.until(
        tag + " is unknown",
        Duration.ofSeconds(10),
        () -> seen(inventory, tag).startsWith("cannot tell "),
        () -> seen(inventory, tag));
  }

  private static String seen(TagInventory inventory, String tag) {
    try {
      return look(inventory, tag).getFirst();
    } catch (TagInventoryException e) {
      return e.getMessage();
    }
  }

  private void write(String file, String text) {
    try {
      Files.writeString(folder.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String file, String stream, char digit) {
    String[] parts = stream.split("/", 2);
    write(
        file,
        """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata: {namespace: "%s", name: "%s"}
        status:
          tags:
          - tag: "x"
            items:
            - image: %s
        """
            .formatted(parts[0], parts[1], Samples.digest(digit)));
  }
}
