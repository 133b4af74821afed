package org.openshift.ci.mirror.bench.images;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.bench.http.BlobPlace;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * Images of random bytes; the same arguments give the same images.
 *
 * @param images in the order in which contestants get them
 */
public record ImageSet(List<BenchImage> images) {

  private static final long MEGABYTE = 1_000_000;
  private static final int IMAGES_PER_BASE = 10;

  public ImageSet {
    images = List.copyOf(images);
  }

  /**
   * Images as CI's are: four layers, of 30 MB and 10 MB (shared by ten images each), 4 MB and 1 MB
   * (their own); 540 MB of unique bytes for 60 images.
   *
   * @param streams image streams, and so source repositories, that the images are tags of: the
   *     first ones of the first stream, and so on; 1 to {@code count}
   * @param scale factor of the sizes
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

  /** Images of one layer of their own, each in a stream of its own. */
  public static ImageSet single(String namespace, int count, long layerBytes, long seed) {
    TestImages source = new TestImages(seed);
    List<BenchImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      images.add(new BenchImage(tag(namespace, i, i), source.docker(layerBytes)));
    }
    return new ImageSet(images);
  }

  /** Where each blob is found at the source, by digest; a shared one where it stands first. */
  public Map<String, BlobPlace> uniqueBlobs(String host) {
    Map<String, BlobPlace> places = new LinkedHashMap<>();
    for (BenchImage image : images) {
      for (TestBlob blob : image.image().allBlobs()) {
        places.putIfAbsent(blob.digest(), new BlobPlace(host, image.repository(), blob.digest()));
      }
    }
    return places;
  }

  /** Bytes of all blobs, each counted once. */
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
