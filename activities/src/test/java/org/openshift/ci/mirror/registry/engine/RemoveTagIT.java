package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.RegistryBinary;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Removing one of two tags of an image at real registries. */
class RemoveTagIT {

  private static final String REPOSITORY = "openshift/ci";

  private final TestImage image = new TestImages(77).ociIndex(5_000);

  @ParameterizedTest
  @EnumSource(
      value = RegistryBinary.class,
      names = {"DISTRIBUTION_3", "DISTRIBUTION_2", "ZOT", "OLAREG"})
  void theOtherTagAndTheImageStay(RegistryBinary binary) {
    Assumptions.assumeTrue(binary.find().isPresent(), () -> binary + " is not installed");
    try (LocalRegistry registry = LocalRegistry.start(binary);
        RegistryAccess access = RegistryAccess.to(registry);
        RegistryEngine engine =
            RegistryEngine.create(
                EngineSettings.defaults().withInsecureRegistry(registry.host()))) {
      access.push(REPOSITORY, "floating", image);
      access.push(REPOSITORY, "old", image);
      PullSpec old = PullSpec.parse(registry.host() + "/" + REPOSITORY + ":old");
      assertEquals(
          List.of("floating", "old"),
          engine.tagNames(old, null).names().stream().sorted().toList());

      if (binary == RegistryBinary.DISTRIBUTION_2) {
        RegistryException refused =
            assertThrows(RegistryException.class, () -> engine.removeTag(old, WriteGuard.NONE));
        assertEquals(FailureScope.METHOD, refused.scope(), refused.getMessage());
        assertEquals(Optional.of(image.digest()), access.digest(REPOSITORY, "old"));
      } else {
        assertTrue(engine.removeTag(old, WriteGuard.NONE));
        assertEquals(Optional.empty(), access.digest(REPOSITORY, "old"));
        assertFalse(engine.removeTag(old, WriteGuard.NONE));
      }
      assertEquals(Optional.empty(), access.differenceFrom(image, REPOSITORY, "floating"));
    }
  }
}
