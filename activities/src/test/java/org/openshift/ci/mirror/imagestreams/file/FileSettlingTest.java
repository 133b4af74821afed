package org.openshift.ci.mirror.imagestreams.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileSettlingTest {

  private static final Path FOLDER = Path.of("folder");
  private static final Path FILE = FOLDER.resolve("a.yaml");
  private static final Duration REST = Duration.ofMillis(100);

  private final FileSettling settling = new FileSettling();

  @Test
  void aFileThatKeepsChangingIsReadWhenItIsAtRest() {
    for (int millis = 0; millis < 1_000; millis += 50) {
      FileSettling.Step step = step(millis, present(millis));
      assertEquals(List.of(), step.toRead(), "at " + millis);
      assertTrue(step.waiting());
    }
    assertEquals(List.of(), step(1_000, present(950)).toRead());
    assertEquals(List.of(FILE), step(1_050, present(950)).toRead());
    settling.wasRead(FILE, signature(950));
    FileSettling.Step after = step(1_100, present(950));
    assertEquals(List.of(), after.toRead());
    assertFalse(after.waiting());
  }

  @Test
  void aFileThatWasNotReadAfterAllIsOfferedAgain() {
    step(0, present(1));
    assertEquals(List.of(FILE), step(100, present(1)).toRead());
    assertEquals(List.of(FILE), step(150, present(1)).toRead());
  }

  @Test
  void aFileIsGoneWhenItIsMissingForAWhile() {
    settling.wasRead(FILE, signature(1));
    assertEquals(List.of(), step(0, absent()).gone());
    assertEquals(List.of(), step(90, absent()).gone());
    assertEquals(List.of(), step(95, present(1)).gone(), "it came back");
    assertEquals(List.of(), step(190, absent()).gone(), "counted anew");
    assertEquals(List.of(FILE), step(290, absent()).gone());
    assertEquals(List.of(), step(400, absent()).gone(), "once");
    assertFalse(step(400, absent()).waiting());
  }

  @Test
  void nothingIsGoneWhereNothingIsKnown() {
    settling.wasRead(FILE, signature(1));
    FileScan uncertain =
        new FileScan(new TreeMap<>(), Set.of(), new TreeMap<>(Map.of(FOLDER, "permission denied")));
    step(0, uncertain);
    assertEquals(List.of(), step(1_000, uncertain).gone());
  }

  @Test
  void aFileThatCameAndWentIsForgotten() {
    step(0, present(1));
    FileSettling.Step step = step(10, absent());
    assertFalse(step.waiting());
    assertEquals(List.of(), step.gone());
  }

  private FileSettling.Step step(long millis, FileScan scan) {
    return settling.step(scan, REST, Duration.ofMillis(millis).toNanos());
  }

  private static FileScan present(long version) {
    return new FileScan(
        new TreeMap<>(Map.of(FILE, signature(version))), Set.of(FOLDER), new TreeMap<>());
  }

  private static FileScan absent() {
    return new FileScan(new TreeMap<>(), Set.of(FOLDER), new TreeMap<>());
  }

  private static FileScan.Signature signature(long version) {
    return new FileScan.Signature(1, FileTime.fromMillis(version), "inode");
  }
}
