package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.TestImage;

/** Two real registries, and access to each that does not go through the engine. */
public final class RegistryPair implements AutoCloseable {

  /** The repository that images are pushed to where a test names no other. */
  static final String SOURCE = "ns/app";

  final LocalRegistry source = LocalRegistry.start();
  final LocalRegistry target = LocalRegistry.start();
  public final RegistryAccess sourceAccess = RegistryAccess.to(source);
  public final RegistryAccess targetAccess = RegistryAccess.to(target);

  /** An engine between them, with a scripted server in front of each. */
  public ScriptedPair scripted(String targetRepository) {
    return scripted(targetRepository, settings -> settings);
  }

  /** As {@link #scripted(String)}, with changed settings. */
  public ScriptedPair scripted(String targetRepository, UnaryOperator<EngineSettings> change) {
    return new ScriptedPair(this, targetRepository, change);
  }

  /** Puts an image into {@link #SOURCE}. */
  public void push(TestImage image) {
    sourceAccess.push(SOURCE, "v1", image);
  }

  /** The target's tag has this image, whole, whatever the engine says. */
  public void assertMirrored(TestImage image, String repository, String tag) {
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, repository, tag));
  }

  @Override
  public void close() {
    sourceAccess.close();
    targetAccess.close();
    source.close();
    target.close();
  }
}
