package org.openshift.ci.mirror.worker.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test class whose tests each have a {@link Platform} of their own. */
abstract class WithPlatform {

  @TempDir Path folder;
  Platform platform;

  @BeforeEach
  void startPlatform() {
    platform = new Platform(folder);
  }

  @AfterEach
  void stopPlatform() {
    platform.close();
  }
}
