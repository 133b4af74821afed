package org.openshift.ci.mirror.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderScanTest {

  @TempDir Path folder;

  private FolderScan scan(Path root) {
    return scan(root, true);
  }

  private static FolderScan scan(Path root, boolean reportsOthers) {
    return FolderScan.of(
        root, name -> name.endsWith(".yaml"), name -> !name.equals("left-out"), reportsOthers);
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  @Test
  void findsFilesByNameAtAnyDepth() throws IOException {
    write("a.yaml");
    write("sub/deep/b.yaml");
    write("sub/other.txt");
    write(".hidden.yaml");
    write("..data/c.yaml");
    write("sub/left-out/d.yaml");
    FolderScan scan = scan(folder);
    assertEquals(Set.of(Path.of("a.yaml"), Path.of("sub/deep/b.yaml")), scan.files().keySet());
    assertEquals(Set.of(folder, folder.resolve("sub"), folder.resolve("sub/deep")), scan.folders());
    assertEquals(Map.of(), scan.unreadable());
  }

  @Test
  void aRootCountsWhateverItsName() throws IOException {
    Path hidden = write(".hidden/a.yaml").getParent();
    assertEquals(Set.of(Path.of("a.yaml")), scan(hidden).files().keySet());
    assertEquals(Set.of(Path.of("")), scan(write(".file.txt")).files().keySet());
  }

  @Test
  void namesWhatCannotBeLookedAt() throws IOException {
    write("sub/a.yaml");
    Files.createSymbolicLink(folder.resolve("dangling.yaml"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("sub/up"), folder);
    FolderScan scan = scan(folder);
    assertEquals(
        Map.of(
            Path.of("dangling.yaml"),
            "the symbolic link leads nowhere",
            Path.of("sub/up"),
            "the symbolic links form a loop"),
        scan.unreadable());
    assertTrue(scan.isUncertain(Path.of("sub/up/x.yaml")));
    assertFalse(scan.isUncertain(Path.of("sub/x.yaml")));
  }

  @Test
  void reportsSocketsOnlyWhenAskedTo() throws IOException {
    Path socket = folder.resolve("socket.yaml");
    try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.bind(UnixDomainSocketAddress.of(socket));
      assertEquals(
          Map.of(Path.of("socket.yaml"), "is not a regular file"), scan(folder, true).unreadable());
      assertEquals(Map.of(), scan(folder, false).unreadable());
      assertEquals(Map.of(), scan(folder, false).files());
    }
  }

  @Test
  void ofAMissingRootNothingIsKnown() {
    FolderScan scan = scan(folder.resolve("missing"));
    assertEquals(Map.of(Path.of(""), "there is no such file or folder"), scan.unreadable());
    assertTrue(scan.isUncertain(Path.of("any.yaml")));
  }

  @Test
  void aReplacedFileHasAnotherSignatureThoughSizeAndTimeAreTheSame() throws IOException {
    Path file = write("a.yaml");
    FileTime time = Files.getLastModifiedTime(file);
    FileSignature before = FileSignature.of(file);
    assertEquals(before, scan(folder).files().get(Path.of("a.yaml")));
    Path other = write("b.yaml");
    Files.setLastModifiedTime(other, time);
    Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    assertNotEquals(before, FileSignature.of(file));
    Files.delete(file);
    assertEquals(FileSignature.NONE, FileSignature.of(file));
  }

  @Test
  void aRootMayBeALinkAndLinksInsideItAreFollowed() throws IOException {
    write("tree/sub/a.yaml");
    Files.createSymbolicLink(folder.resolve("tree/again"), Path.of("sub"));
    Files.createSymbolicLink(folder.resolve("tree/b.yaml"), Path.of("sub/a.yaml"));
    Path root = Files.createSymbolicLink(folder.resolve("root"), Path.of("tree"));
    FolderScan scan = scan(root);
    assertEquals(
        Set.of(Path.of("sub/a.yaml"), Path.of("again/a.yaml"), Path.of("b.yaml")),
        scan.files().keySet());
    assertEquals(Map.of(), scan.unreadable());
  }

  /** Twenty folders, each with two links to the next, are a million paths. */
  @Test
  void linksThatMultiplyEndTheScan() throws IOException {
    for (int level = 0; level < 20; level++) {
      Path one = Files.createDirectories(folder.resolve("l" + level));
      write("l" + level + "/a.yaml");
      Files.createSymbolicLink(one.resolve("x"), folder.resolve("l" + (level + 1)));
      Files.createSymbolicLink(one.resolve("y"), folder.resolve("l" + (level + 1)));
    }
    Files.createDirectories(folder.resolve("l20"));
    FolderScan scan = scan(folder);
    assertEquals("holds more than 5,000 symbolic links", scan.unreadable().get(Path.of("")));
    assertTrue(scan.isUncertain(Path.of("any.yaml")));
  }
}
