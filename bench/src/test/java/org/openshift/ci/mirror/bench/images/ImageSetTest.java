package org.openshift.ci.mirror.bench.images;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.testing.TestBlob;

class ImageSetTest {

  private static final ImageSet SET = ImageSet.layered("bench", 60, 6, 0.001, 1);

  @Test
  void tenImagesShareTheirBase() {
    // 6 bases of two layers; each image has two layers and a config of its own.
    assertEquals(6 * 2 + 60 * 3, SET.uniqueBlobs("host").size());
    assertEquals(layers(0).subList(0, 2), layers(9).subList(0, 2));
    assertNotEquals(layers(9).get(0), layers(10).get(0));
    assertNotEquals(layers(0).get(2), layers(1).get(2));
  }

  @Test
  void layersAreThirtyTenFourAndOneMegabytesByScale() {
    assertEquals(
        List.of(30_000L, 10_000L, 4_000L, 1_000L), layers(0).stream().map(TestBlob::size).toList());
    long layers = 6 * 40_000 + 60 * 5_000;
    long configs = SET.images().stream().mapToLong(image -> blobs(image).getFirst().size()).sum();
    assertEquals(layers + configs, SET.uniqueBytes());
  }

  @Test
  void imagesAreSpreadOverTheRequestedImageStreams() {
    assertEquals(Map.of("bench/stream-0000", 7L), streams(7, 1));
    assertEquals(7, streams(7, 7).size());
    assertEquals(
        Map.of("bench/stream-0000", 3L, "bench/stream-0001", 2L, "bench/stream-0002", 2L),
        streams(7, 3));
  }

  @Test
  void theSameSeedGivesTheSameImages() {
    assertEquals(digests(SET), digests(ImageSet.layered("bench", 60, 6, 0.001, 1)));
    assertNotEquals(digests(SET), digests(ImageSet.layered("bench", 60, 6, 0.001, 2)));
  }

  @Test
  void eachImageGetsTheTwoTagsOfTheService() {
    Instant day = Instant.parse("2026-11-24T23:00:00Z");
    CopyJob job = new CopyJob(SET, "source:1", "target:2", day, Path.of("."));
    BenchImage image = SET.images().get(7);
    assertEquals("source:1/bench/stream-0000:image-0007", job.sourceByTag(image));
    assertEquals(
        List.of(
            "target:2/openshift/ci:20261124_" + image.digest().replace(':', '_'),
            "target:2/openshift/ci:bench_stream-0000_image-0007"),
        job.destinations(image));
    assertEquals("bench_stream-0000_image-0007", job.tags(image).getLast());
    assertEquals(120, job.tagCount());
  }

  private static Map<String, Long> streams(int images, int streams) {
    return ImageSet.layered("bench", images, streams, 0.0001, 1).images().stream()
        .collect(Collectors.groupingBy(BenchImage::repository, Collectors.counting()));
  }

  private static List<TestBlob> layers(int image) {
    return blobs(SET.images().get(image)).subList(1, 5);
  }

  private static List<TestBlob> blobs(BenchImage image) {
    return image.image().blobs();
  }

  private static List<String> digests(ImageSet set) {
    return set.images().stream().map(BenchImage::digest).toList();
  }
}
