package org.openshift.ci.mirror.files;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderAlarmTest {

  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;

  @Test
  void wakesUpForEachChangeInAFolder() throws Exception {
    Path sub = Files.createDirectory(folder.resolve("sub"));
    try (FolderAlarm alarm = FolderAlarm.open()) {
      alarm.listenTo(Set.of(folder, sub, folder.resolve("missing")));
      Path file = Files.writeString(sub.resolve("a"), "one");
      assertWakesUp(alarm);
      Files.writeString(file, "two");
      assertWakesUp(alarm);
      Files.delete(file);
      assertWakesUp(alarm);
    }
  }

  @Test
  void listensToAFolderThatTookThePlaceOfAnother() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), one);
    try (FolderAlarm alarm = FolderAlarm.open()) {
      alarm.listenTo(Set.of(link));
      Files.delete(link);
      Files.createSymbolicLink(link, two);
      alarm.listenTo(Set.of(link));
      Files.writeString(two.resolve("a"), "one");
      assertWakesUp(alarm);
    }
  }

  @Test
  void returnsInTimeWhenNothingHappens() throws Exception {
    try (FolderAlarm alarm = FolderAlarm.open()) {
      alarm.listenTo(Set.of(folder));
      long begin = System.nanoTime();
      assertFalse(alarm.await(Duration.ofMillis(100)));
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(taken.toMillis() >= 100 && taken.toSeconds() < 10, "returned after " + taken);
    }
  }

  private static void assertWakesUp(FolderAlarm alarm) throws InterruptedException {
    assertTrue(alarm.await(LONG), "no event");
  }
}
