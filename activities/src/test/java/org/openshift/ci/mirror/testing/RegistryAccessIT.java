package org.openshift.ci.mirror.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryAccessIT {

  private static final String REPOSITORY = "some/repository";

  private final LocalRegistry registry = LocalRegistry.start();
  private final ScriptedServer server = ScriptedServer.inFrontOf(registry);
  private final RegistryAccess access = RegistryAccess.to(server);
  private final TestImage image = new TestImages(1).docker(1000);

  @BeforeEach
  void push() {
    access.push(REPOSITORY, "tag", image);
  }

  @AfterEach
  void stop() {
    access.close();
    server.close();
    registry.close();
  }

  @Test
  void readsOnceMoreWhatTheRegistryIsWriting() {
    String blob = image.blobs().getLast().digest();
    server.once("GET", "/manifests/tag$", Answer.reply(500, "unknown error"));
    server.once("GET", "/blobs/" + blob + "$", Answer.reply(500, "unknown error"));
    assertEquals(Optional.empty(), access.differenceFrom(image, REPOSITORY, "tag"));
    assertEquals(2, server.seen("GET", "/manifests/tag$").size());
    assertEquals(2, server.seen("GET", "/blobs/" + blob + "$").size());
  }

  @Test
  void saysWhatTheRegistryAnswered() {
    server.once("GET", "/manifests/", Answer.reply(403, "no permission"));
    IllegalStateException e =
        assertThrows(IllegalStateException.class, () -> access.manifest(REPOSITORY, "tag"));
    assertTrue(e.getMessage().endsWith("gave 403: no permission"), e.getMessage());
  }
}
