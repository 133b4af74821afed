package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.RegistryBinary;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The engine from and to each registry server that is installed; others read back the result. */
class RegistryKindsIT {

  private final TestImages images = new TestImages(31);

  @ParameterizedTest
  @EnumSource
  void copiesFromAndToIt(RegistryBinary binary) throws IOException, InterruptedException {
    assumeTrue(binary.find().isPresent(), binary + " is not installed");
    try (LocalRegistry source = LocalRegistry.start(binary);
        LocalRegistry target = LocalRegistry.start(binary);
        RegistryAccess sourceAccess = RegistryAccess.to(source);
        RegistryAccess targetAccess = RegistryAccess.to(target);
        RegistryEngine engine =
            RegistryEngine.create(
                EngineSettings.defaults()
                    .withInsecureRegistry(source.host())
                    .withInsecureRegistry(target.host()))) {
      int number = 0;
      for (TestImage image : formats()) {
        // Each format its tags: zot lets no tag change from an image to an index.
        number++;
        sourceAccess.push("ns/app", "v" + number, image);
        List<String> tags = List.of("date" + number, "floating" + number);
        copy(engine, source.host(), image, target.host(), tags);
        for (String tag : tags) {
          assertEquals(Optional.empty(), targetAccess.differenceFrom(image, "openshift/ci", tag));
          String pullSpec = target.host() + "/openshift/ci:" + tag;
          for (Optional<String> digest : ForeignTools.digests(pullSpec)) {
            assertEquals(Optional.of(image.digest()), digest);
          }
          assertEquals(Optional.of(image.digest()), engine.digest(PullSpec.parse(pullSpec)));
        }
        // Again, and within the registry: tags alone, and mounts.
        assertEquals(
            0,
            copy(engine, source.host(), image, target.host(), List.of("third" + number))
                .blobsCopied());
        copy(
            engine,
            target.host() + "/openshift/ci",
            image,
            target.host() + "/else",
            List.of("mounted" + number));
        assertEquals(
            Optional.empty(), targetAccess.differenceFrom(image, "else", "mounted" + number));
      }
      assertEquals(
          Optional.empty(), engine.digest(PullSpec.parse(target.host() + "/openshift/ci:none")));
    }
  }

  private List<TestImage> formats() {
    TestBlob layer = images.layer(700_000);
    return List.of(
        images.oci(300_000, 10),
        images.ociIndex(100_000),
        images.docker(List.of(layer, images.layer(5))),
        images.dockerList(100_000));
  }

  private static CopyResult copy(
      RegistryEngine engine, String from, TestImage image, String to, List<String> tags) {
    String source = from.contains("/") ? from : from + "/ns/app";
    String target = to.contains("/") ? to : to + "/openshift/ci";
    return engine.copy(
        PullSpec.parse(source + "@" + image.digest()),
        image.digest(),
        tags.stream().map(tag -> PullSpec.parse(target + ":" + tag)).toList(),
        CopyListener.NONE);
  }
}
