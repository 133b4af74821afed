package org.openshift.ci.mirror.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FileDebouncerTest {

  private static final Path FOLDER = Path.of("folder");
  private static final Path FILE = FOLDER.resolve("a.yaml");
  private static final Duration REST = Duration.ofMillis(100);

  private final FileDebouncer debouncer = new FileDebouncer();

  @Test
  void aFileThatKeepsChangingIsReadWhenItIsAtRest() {
    for (int millis = 0; millis < 1_000; millis += 50) {
      FileDebouncer.Step step = step(millis, present(millis));
      assertEquals(List.of(), step.toRead(), "at " + millis);
      assertTrue(step.waiting());
    }
    assertEquals(List.of(), step(1_000, present(950)).toRead());
    assertEquals(List.of(FILE), step(1_050, present(950)).toRead());
    debouncer.wasRead(FILE, signature(950));
    assertNothingToDo(step(1_100, present(950)));
  }

  @Test
  void aFileThatIsNeverAtRestIsReadAfterTheLongestWait() {
    FileDebouncer bounded = new FileDebouncer(Duration.ofSeconds(1));
    for (int millis = 0; millis < 2_000; millis += 50) {
      List<Path> toRead =
          bounded.step(present(millis), REST, Duration.ofMillis(millis).toNanos()).toRead();
      assertEquals(millis == 1_000 ? List.of(FILE) : List.of(), toRead, "at " + millis);
      if (millis == 1_000) {
        bounded.wasRead(FILE, signature(millis));
      }
    }
  }

  @Test
  void aFileThatComesAndGoesIsNotGone() {
    FileDebouncer bounded = new FileDebouncer(Duration.ofSeconds(1));
    bounded.wasRead(FILE, signature(-1));
    for (int millis = 0; millis < 3_000; millis += 50) {
      FolderScan scan = millis % 100 == 0 ? present(millis) : absent();
      assertEquals(List.of(), bounded.step(scan, REST, Duration.ofMillis(millis).toNanos()).gone());
    }
  }

  @Test
  void aFileThatWasNotReadAfterAllIsOfferedAgain() {
    step(0, present(1));
    assertEquals(List.of(FILE), step(100, present(1)).toRead());
    assertEquals(List.of(FILE), step(150, present(1)).toRead());
  }

  @Test
  void aFileThatIsToBeReadIsNotWaitedFor() {
    step(0, present(1));
    assertFalse(step(100, present(1)).waiting());
  }

  @Test
  void aFileIsGoneWhenItIsMissingForAWhile() {
    debouncer.wasRead(FILE, signature(1));
    assertEquals(List.of(), step(0, absent()).gone());
    assertEquals(List.of(), step(90, absent()).gone());
    assertEquals(List.of(), step(95, present(1)).gone(), "it came back");
    FileDebouncer.Step anew = step(190, absent());
    assertEquals(List.of(), anew.gone(), "the time starts anew");
    assertTrue(anew.waiting());
    assertEquals(List.of(FILE), step(290, absent()).gone());
    assertEquals(List.of(FILE), step(300, absent()).gone(), "nobody took it for removed yet");
    debouncer.wasRemoved(FILE);
    assertNothingToDo(step(400, absent()));
  }

  @Test
  void aRemovedFileThatComesBackIsRead() {
    debouncer.wasRead(FILE, signature(1));
    debouncer.wasRemoved(FILE);
    step(0, present(1));
    assertEquals(List.of(FILE), step(100, present(1)).toRead());
  }

  @Test
  void nothingIsGoneWhereTheScanCouldNotLook() {
    debouncer.wasRead(FILE, signature(1));
    for (Path unreadable : List.of(FOLDER, Path.of(""))) {
      FolderScan uncertain =
          new FolderScan(
              Path.of("root"),
              new TreeMap<>(),
              Set.of(),
              new TreeMap<>(Map.of(unreadable, "permission denied")));
      step(0, uncertain);
      assertEquals(List.of(), step(1_000, uncertain).gone());
    }
  }

  @Test
  void aFileThatCameAndWentIsForgotten() {
    step(0, present(1));
    assertNothingToDo(step(10, absent()));
  }

  private static void assertNothingToDo(FileDebouncer.Step step) {
    assertEquals(List.of(), step.toRead());
    assertEquals(List.of(), step.gone());
    assertFalse(step.waiting());
  }

  private FileDebouncer.Step step(long millis, FolderScan scan) {
    return debouncer.step(scan, REST, Duration.ofMillis(millis).toNanos());
  }

  private static FolderScan present(long version) {
    return new FolderScan(
        Path.of("root"),
        new TreeMap<>(Map.of(FILE, signature(version))),
        Set.of(FOLDER),
        new TreeMap<>());
  }

  private static FolderScan absent() {
    return new FolderScan(Path.of("root"), new TreeMap<>(), Set.of(FOLDER), new TreeMap<>());
  }

  private static FileSignature signature(long version) {
    return new FileSignature(1, version, 7);
  }
}
