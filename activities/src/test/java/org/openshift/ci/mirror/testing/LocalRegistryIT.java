package org.openshift.ci.mirror.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalRegistryIT {

  @ParameterizedTest
  @EnumSource(names = {"DISTRIBUTION_2", "DISTRIBUTION_3"})
  void holdsImagesOfEveryFormatAcrossARestart(RegistryBinary binary) {
    TestImages images = new TestImages(1);
    assumeTrue(binary.find().isPresent(), binary + " is not installed");
    try (LocalRegistry registry = LocalRegistry.start(binary);
        RegistryAccess access = RegistryAccess.to(registry)) {
      TestImage docker = images.docker(1000, 0, 200_000);
      TestImage list = images.dockerList(5000);
      TestImage index = images.ociIndex(5000);
      access.push("some/repository", "docker", docker);
      access.push("some/repository", "list", list);
      access.push("some/repository", "index", index);
      access.push("some/repository", "oci", images.oci(10));
      registry.restart();
      assertEquals(Optional.empty(), access.differenceFrom(docker, "some/repository", "docker"));
      assertEquals(Optional.empty(), access.differenceFrom(list, "some/repository", "list"));
      assertEquals(Optional.empty(), access.differenceFrom(index, "some/repository", "index"));
      assertFalse(access.differenceFrom(docker, "some/repository", "list").isEmpty());
      assertEquals(Optional.empty(), access.digest("some/repository", "none"));
    }
  }

  @Test
  void deletesItsFolder() {
    Path storage;
    try (LocalRegistry registry = LocalRegistry.start()) {
      storage = registry.storage();
    }
    assertFalse(Files.exists(storage.getParent()));
  }
}
