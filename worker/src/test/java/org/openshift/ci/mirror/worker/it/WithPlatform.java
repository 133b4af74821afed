package org.openshift.ci.mirror.worker.it;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A test class whose tests each have a {@link Platform} and a Temporal namespace of their own. */
@ExtendWith(TemporalNamespaces.class)
abstract class WithPlatform {

  @TempDir Path folder;
  Platform platform;

  @BeforeEach
  final void startPlatform(TemporalNamespace temporal) {
    platform = new Platform(folder, temporal);
  }

  @AfterEach
  void stopPlatform() {
    platform.close();
  }
}
