package org.openshift.ci.mirror.api.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {

  @TempDir private Path folder;

  @Test
  void readsTheTokenWithoutWhiteSpaceEachTime() throws Exception {
    Path path = Files.writeString(folder.resolve("token"), "  first\r\n");
    TokenFile file = new TokenFile(path);
    assertEquals("first", file.read());
    Files.writeString(path, "second+/=\n");
    assertEquals("second+/=", file.read());
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    Path path = folder.resolve("token");
    assertMessage(path, "there is no file " + path);
    Files.writeString(path, "\n\n");
    assertMessage(path, path + " is empty");
    assertMessage(folder, "cannot read " + folder);
  }

  @Test
  void theMessageNeverContainsTheContent() throws IOException {
    Path path = Files.writeString(folder.resolve("token"), "two words");
    String message = assertMessage(path, "one token");
    assertFalse(message.contains("two"), message);
  }

  @Test
  void refusesAFileThatIsFarTooLargeForAToken() throws IOException {
    Path path = Files.writeString(folder.resolve("token"), "x y".repeat(100_000));
    assertMessage(path, "one token");
  }

  private static String assertMessage(Path path, String expected) {
    String message =
        assertThrows(TokenFile.UnusableException.class, () -> new TokenFile(path).read())
            .getMessage();
    assertTrue(message.contains(expected), message);
    return message;
  }
}
