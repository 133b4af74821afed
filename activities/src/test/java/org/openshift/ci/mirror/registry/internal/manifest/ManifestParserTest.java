package org.openshift.ci.mirror.registry.internal.manifest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestParser.InvalidManifestException;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

class ManifestParserTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String DESCRIPTOR =
      "{\"mediaType\":\"m\",\"size\":1,\"digest\":\"" + DIGEST + "\"}";

  private final TestImages images = new TestImages(7);

  @Test
  void readsImagesAndKeepsTheirBytes() throws InvalidManifestException {
    TestImage image = images.docker(10, 20);
    Manifest manifest = parse(image.manifest(), "");
    assertEquals(TestImages.DOCKER_MANIFEST, manifest.mediaType());
    assertArrayEquals(image.bytes(), manifest.bytes());
    assertEquals(
        image.blobs().stream().map(TestBlob::digest).toList(),
        manifest.blobs().stream().map(Descriptor::digest).toList());
    assertEquals(TestImages.DOCKER_CONFIG, manifest.config().orElseThrow().mediaType());
  }

  @Test
  void readsListsWithTheirPlatforms() throws InvalidManifestException {
    Manifest index = parse(images.ociIndex(5).manifest(), "");
    assertEquals(
        List.of("linux/arm64", "linux/amd64"),
        index.children().stream().map(Descriptor::platform).toList());
    assertEquals("linux/amd64", index.preferredChild().orElseThrow().platform());
    assertEquals(List.of(), index.blobs());
  }

  @Test
  void takesTheTypeFromTheHeaderOrTheFormWhereAnOciManifestDoesNotSay()
      throws InvalidManifestException {
    String image = "{\"schemaVersion\":2,\"config\":" + DESCRIPTOR + ",\"layers\":[]}";
    String index = "{\"schemaVersion\":2,\"manifests\":[" + DESCRIPTOR + "]}";
    assertEquals(TestImages.OCI_MANIFEST, parse(image, "").mediaType());
    assertEquals(TestImages.OCI_INDEX, parse(index, "application/json").mediaType());
    assertEquals(
        TestImages.DOCKER_LIST,
        parse(index, TestImages.DOCKER_LIST + "; charset=utf-8").mediaType());
  }

  @Test
  void namesEachBlobOnceAndLeavesOutForeignLayers() throws InvalidManifestException {
    String foreign =
        "{\"mediaType\":\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\",\"size\":9,"
            + "\"digest\":\"sha256:"
            + "b".repeat(64)
            + "\",\"urls\":[\"https://example.com/layer\",{}]}";
    String json =
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s,%s,%s]}"
            .formatted(DESCRIPTOR, DESCRIPTOR, foreign, DESCRIPTOR);
    assertEquals(
        List.of(DIGEST), parse(json, "").blobs().stream().map(Descriptor::digest).toList());
    assertEquals(
        List.of(List.of("https://example.com/layer")),
        parse(json, "").foreignLayers().stream().map(Descriptor::urls).toList());
  }

  @Test
  void recognisesSchema1() throws InvalidManifestException {
    assertTrue(parse("{\"schemaVersion\":1,\"fsLayers\":[{}],\"history\":[]}", "").isSchema1());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"schemaVersion\":2}",
        "{\"schemaVersion\":3,\"layers\":[]}",
        "{\"schemaVersion\":2,\"manifests\":{}}",
        "{\"schemaVersion\":2,\"manifests\":[1]}",
        "{\"schemaVersion\":2,\"manifests\":[{}]}",
        "{\"schemaVersion\":2,\"manifests\":[]} trailing",
        "{\"schemaVersion\":2,\"manifests\":[],\"manifests\":[]}",
        "{\"schemaVersion\":2,\"manifests\":[],\"layers\":[]}",
        "{\"schemaVersion\":2,\"mediaType\":\"text/plain\",\"manifests\":[]}",
        "{\"schemaVersion\":\"2\",\"manifests\":[]}",
        "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"sha256:../../x\",\"size\":1}]}",
        "{\"schemaVersion\":2,\"config\":{\"digest\":\"sha256:x\",\"digest\":\"sha256:y\"}}",
        "{\"schemaVersion\":2,\"config\":null,\"layers\":null}",
        "{\"schemaVersion\":2,\"layers\":[null]}",
      })
  void rejectsOtherJson(String json) {
    assertThrows(InvalidManifestException.class, () -> parse(json, ""));
  }

  @Test
  void refusesMoreEntriesThanAnyImageHas() {
    String json =
        "{\"schemaVersion\":2,\"manifests\":["
            + (DESCRIPTOR + ",").repeat(5001)
            + DESCRIPTOR
            + "]}";
    assertThrows(InvalidManifestException.class, () -> parse(json, ""));
  }

  @Test
  void survivesAnyBytes() {
    Random random = new Random(42);
    byte[] good = images.dockerList(3).bytes();
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = good.clone();
      for (int change = random.nextInt(6); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(bytes.length + 1);
      try {
        Manifest manifest =
            ManifestParser.parse(java.util.Arrays.copyOf(bytes, length), "", DIGEST);
        manifest.children().forEach(child -> assertTrue(Digests.isValid(child.digest())));
      } catch (InvalidManifestException e) {
        assertTrue(e.getMessage().length() < 400, e.getMessage());
      }
    }
  }

  @Test
  void survivesDeepNesting() {
    String json = "{\"schemaVersion\":2,\"annotations\":" + "[".repeat(500_000);
    assertThrows(InvalidManifestException.class, () -> parse(json, ""));
  }

  private static Manifest parse(String json, String contentType) throws InvalidManifestException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return ManifestParser.parse(bytes, contentType, Digests.sha256(bytes));
  }
}
