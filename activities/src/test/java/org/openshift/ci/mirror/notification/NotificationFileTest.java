package org.openshift.ci.mirror.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.reload.ReloadingFile;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.LogRecorder;

/** A change of the file is taken in, unless it is wrong. */
class NotificationFileTest {

  private static final String ONE = "recipients: [{name: one, url: 'http://h/SECRET'}]";
  private static final String TWO = "recipients: [{name: two, url: 'http://h/SECRET'}]";

  @TempDir Path folder;
  private long now = 1;

  private Path write(String yaml) throws Exception {
    return Files.writeString(folder.resolve("notifications.yaml"), yaml);
  }

  private static List<String> names(Recipients recipients) {
    return recipients.all().stream().map(Recipient::name).toList();
  }

  @Test
  void aBadVersionLeavesTheOneBeforeInForceUntilItIsMended() throws Exception {
    ReloadingFile<Recipients> file = NotificationFile.versions(write(ONE), now);
    try (LogRecorder log = new LogRecorder(NotificationFile.class)) {
      write("recipients: [{name: 'http://h/SECRET', url: http}]\n# longer");
      Recipients before = file.current();
      look(file);
      assertSame(before, file.current());
      assertFalse(file.problems().isEmpty());
      assertTrue(log.contains("notifications.yaml:1: recipients[0]: url: "), log::toString);
      assertFalse(log.contains("SECRET"), log::toString);
      write(ONE);
      look(file);
      assertEquals(List.of(), file.problems());
      write(TWO + "\n");
      look(file);
      assertEquals(List.of("two"), names(file.current()));
      Files.delete(folder.resolve("notifications.yaml"));
      look(file);
      assertEquals(List.of("two"), names(file.current()));
      assertFalse(file.problems().isEmpty());
    }
  }

  private void look(ReloadingFile<?> file) {
    file.look(now++);
    file.look(now++);
  }

  @Test
  void theFileIsWatched() throws Exception {
    try (NotificationFile file = NotificationFile.open(write(ONE))) {
      write(TWO + "\n");
      Await.until(
          "the new version is in force",
          Duration.ofSeconds(20),
          () -> names(file.current()).equals(List.of("two")),
          () -> names(file.current()));
    }
  }

  @Test
  void aWrongFileIsRefusedAtTheStart() {
    MirroringConfigException missing =
        assertThrows(
            MirroringConfigException.class, () -> NotificationFile.open(folder.resolve("none")));
    assertEquals(folder.resolve("none") + ": there is no such file", missing.getMessage());
    assertThrows(MirroringConfigException.class, () -> NotificationFile.open(write("")));
  }
}
