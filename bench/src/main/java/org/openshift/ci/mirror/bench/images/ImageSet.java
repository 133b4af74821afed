package org.openshift.ci.mirror.bench.images;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.bench.http.RemoteBlob;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * Images of random bytes. The same arguments create the same images.
 *
 * @param images in the order in which tools copy them
 */
public record ImageSet(List<BenchImage> images) {

  private static final long MEGABYTE = 1_000_000;
  private static final int IMAGES_PER_BASE = 10;

  public ImageSet {
    images = List.copyOf(images);
  }

  /**
   * Images similar to those of CI, with four layers: 30 MB and 10 MB (shared by ten images), 4 MB
   * and 1 MB (each image's own). 60 images have 540 MB of unique bytes.
   *
   * @param streams the number of image streams, and so of source repositories, 1 to {@code count};
   *     the first images are tags of the first image stream, and so on
   * @param scale factor of the layers' sizes
   */
  public static ImageSet layered(
      String namespace, int count, int streams, double scale, long seed) {
    TestImages source = new TestImages(seed);
    List<BenchImage> images = new ArrayList<>();
    List<TestBlob> base = List.of();
    for (int i = 0; i < count; i++) {
      if (i % IMAGES_PER_BASE == 0) {
        base = List.of(source.layer(size(30, scale)), source.layer(size(10, scale)));
      }
      List<TestBlob> layers = new ArrayList<>(base);
      layers.add(source.layer(size(4, scale)));
      layers.add(source.layer(size(1, scale)));
      int stream = (int) ((long) i * streams / count);
      images.add(new BenchImage(tag(namespace, stream, i), source.docker(layers)));
    }
    return new ImageSet(images);
  }

  /** Images with one layer each, each in an image stream of its own. */
  public static ImageSet single(String namespace, int count, long layerBytes, long seed) {
    TestImages source = new TestImages(seed);
    List<BenchImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(new BenchImage(tag(namespace, i, i), source.docker(layerBytes)));
    }
    return new ImageSet(images);
  }

  /** All blobs by digest, each in the repository of the first image that has it. */
  public Map<String, RemoteBlob> uniqueBlobs(String host) {
    Map<String, RemoteBlob> blobs = new LinkedHashMap<>();
    for (BenchImage image : images) {
      for (TestBlob blob : image.image().allBlobs()) {
        blobs.putIfAbsent(blob.digest(), new RemoteBlob(host, image.repository(), blob.digest()));
      }
    }
    return blobs;
  }

  /** The size of all blobs in bytes, each counted once. */
  public long uniqueBytes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (BenchImage image : images) {
      image.image().allBlobs().forEach(blob -> sizes.put(blob.digest(), blob.size()));
    }
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static TagReference tag(String namespace, int stream, int image) {
    return new TagReference(
        namespace, "stream-%04d".formatted(stream), "image-%04d".formatted(image));
  }

  private static long size(int megabytes, double scale) {
    return Math.max(1, Math.round(megabytes * MEGABYTE * scale));
  }
}
