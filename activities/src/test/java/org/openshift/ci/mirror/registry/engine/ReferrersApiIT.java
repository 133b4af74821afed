package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.RegistryBinary;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Referrers between registries that support the referrers API, where one is installed. */
class ReferrersApiIT {

  private final TestImages images = new TestImages(33);

  @ParameterizedTest
  @EnumSource(names = {"ZOT", "OLAREG"})
  void referrersAreCopiedAndListedByTheTarget(RegistryBinary binary) {
    assumeTrue(binary.find().isPresent(), binary + " is not installed");
    TestImage image = images.oci(1_000);
    List<TestImage> notes =
        List.of(TestImages.referrer(image, "one"), TestImages.referrer(image, "two"));
    try (LocalRegistry source = LocalRegistry.start(binary);
        LocalRegistry target = LocalRegistry.start(binary);
        RegistryAccess sourceAccess = RegistryAccess.to(source);
        RegistryAccess targetAccess = RegistryAccess.to(target);
        RegistryEngine engine =
            RegistryEngine.create(
                EngineSettings.defaults()
                    .withInsecureRegistry(source.host())
                    .withInsecureRegistry(target.host())
                    .withImages(new EngineSettings.Images(false, true)))) {
      sourceAccess.push("ns/app", "v1", image);
      notes.forEach(note -> sourceAccess.push("ns/app", note.digest(), note));
      engine.copy(
          new PullSpec(source.host(), "ns/app", null, image.digest()),
          image.digest(),
          List.of(new PullSpec(target.host(), "openshift/ci", "v1", null)),
          CopyListener.NONE);
      String listed = targetAccess.referrers("openshift/ci", image.digest()).orElse("not listed");
      for (TestImage note : notes) {
        assertTrue(listed.contains(note.digest()), listed);
        assertEquals(
            Optional.empty(), targetAccess.differenceFrom(note, "openshift/ci", note.digest()));
      }
      assertEquals(
          Optional.empty(),
          targetAccess.digest("openshift/ci", image.digest().replace(':', '-')),
          "no list by tag beside the registry's own");
    }
  }
}
