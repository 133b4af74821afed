package org.openshift.ci.mirror.config.reload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.config.ConfigText;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;

class ConfigAddressTest {

  private static final byte[] CONTENT = "artImages: []\n".getBytes(StandardCharsets.UTF_8);

  private final ScriptedServer server = ScriptedServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static String refusal(ConfigAddress address) {
    MirroringConfigException refusal = assertThrows(MirroringConfigException.class, address::read);
    assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    return refusal.getMessage();
  }

  private ConfigAddress url() {
    return new ConfigAddress(server.uri() + "/main/c.yaml");
  }

  @Test
  void readsAFile(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("c.yaml"), CONTENT);
    assertArrayEquals(CONTENT, new ConfigAddress(file.toString()).read());
    assertEquals(
        "/no/such/file: cannot be read: there is no such file",
        refusal(new ConfigAddress("/no/such/file")));
  }

  @Test
  void readsAUrlAndFollowsRedirects() throws Exception {
    server.once("GET", "/main", Answer.reply(302, "").with("Location", "/moved/c.yaml"));
    server.once("GET", "/moved", Answer.reply(200, new String(CONTENT, StandardCharsets.UTF_8)));
    assertArrayEquals(CONTENT, url().read());
  }

  @Test
  void saysWhatTheServerAnswered() {
    server.always("GET", "/main", Answer.error(404, "NOT", "here"));
    assertEquals(server.uri() + "/main/c.yaml: cannot be read: GET answered 404", refusal(url()));
  }

  @Test
  void doesNotWaitWithoutEnd() {
    server.always("GET", "/main", new Answer.Silence());
    ConfigAddress address =
        new ConfigAddress(server.uri() + "/main/c.yaml", Duration.ofMillis(300));
    assertTrue(refusal(address).contains("cannot be read: "), refusal(address));
  }

  @Test
  void doesNotReadWithoutEnd() {
    server.always("GET", "/main", Answer.reply(200, "#".repeat(ConfigText.MAX_BYTES + 1)));
    assertTrue(refusal(url()).endsWith("is larger than 8 MiB"), refusal(url()));
  }

  @Test
  void namesWhatCannotBeReached() throws IOException {
    String gone = server.uri() + "/main/c.yaml";
    server.close();
    assertTrue(refusal(new ConfigAddress(gone)).startsWith(gone + ": cannot be read: "), gone);
    String bad = "https://not a host/";
    assertTrue(refusal(new ConfigAddress(bad)).startsWith(bad + ": cannot be read: "), bad);
  }
}
