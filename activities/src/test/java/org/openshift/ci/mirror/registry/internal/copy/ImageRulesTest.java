package org.openshift.ci.mirror.registry.internal.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;

class ImageRulesTest {

  private static final String DIGEST = "sha256:" + "d".repeat(64);
  private static final String UNCOMPRESSED = "application/vnd.docker.image.rootfs.diff.tar";
  private static final String GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";

  private final Repository quay =
      new Repository("quay.io", "openshift/ci", URI.create("https://quay.io"));
  private final Repository other = new Repository("a.io", "ci", URI.create("https://a.io"));

  @Test
  void whatQuayRefusesIsNotTriedThere() {
    ImageRules rules = new ImageRules(false);
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () -> rules.check(image(MediaTypes.DOCKER_MANIFEST, UNCOMPRESSED), "a/b", quay));
    assertEquals(RegistryError.LAYER_UNSUPPORTED, e.type());
    assertTrue(e.getMessage().contains(UNCOMPRESSED) && e.getMessage().contains("a/b"));
    rules.check(image(MediaTypes.DOCKER_MANIFEST, UNCOMPRESSED), "a/b", other);
    rules.check(image(MediaTypes.DOCKER_MANIFEST, GZIP), "a/b", quay);
  }

  @Test
  void onlyValidDockerImagesWhereThatIsAskedFor() {
    ImageRules rules = new ImageRules(true);
    String zstd = "application/vnd.oci.image.layer.v1.tar+zstd";
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () -> rules.check(image(MediaTypes.DOCKER_MANIFEST, zstd), "a/b", other));
    assertEquals(RegistryError.IMAGE_EXCLUDED, e.type());
    rules.check(image(MediaTypes.DOCKER_MANIFEST, GZIP), "a/b", other);
    rules.check(image(MediaTypes.OCI_MANIFEST, zstd), "a/b", other);
  }

  @Test
  void quayTakesNoIndexOfBlobs() {
    Descriptor blob = new Descriptor("application/vnd.example", DIGEST, 1, List.of(), "");
    Manifest index =
        new Manifest(new byte[0], MediaTypes.OCI_INDEX, DIGEST, null, List.of(blob), List.of(blob));
    ImageRules rules = new ImageRules(false);
    RegistryException e =
        assertThrows(RegistryException.class, () -> rules.check(index, "a/b", quay));
    assertEquals(RegistryError.MANIFEST_INVALID, e.type());
    assertTrue(e.getMessage().contains("build cache"), e.getMessage());
    assertTrue(e.getMessage().contains("application/vnd.example"), e.getMessage());
    rules.check(index, "a/b", other);
  }

  private static Manifest image(String type, String layerType) {
    Descriptor config = new Descriptor("config", DIGEST, 1, List.of(), "");
    Descriptor layer = new Descriptor(layerType, DIGEST, 1, List.of(), "");
    return new Manifest(new byte[0], type, DIGEST, config, List.of(layer), List.of());
  }
}
