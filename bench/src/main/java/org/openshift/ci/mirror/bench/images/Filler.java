package org.openshift.ci.mirror.bench.images;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.openshift.ci.mirror.bench.http.BareRegistry;
import org.openshift.ci.mirror.bench.http.BlobPlace;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.testing.TestBlob;

/** Puts image sets into a registry, as the source that is copied from. */
public final class Filler {

  private static final int AT_ONCE = 8;

  private final BareRegistry registry;

  public Filler(BareRegistry registry) {
    this.registry = registry;
  }

  /** Puts each image into its stream's repository; a layer that several share is sent once. */
  public void fill(String host, ImageSet set) throws IOException, InterruptedException {
    Map<String, BlobPlace> places = set.uniqueBlobs(host);
    Map<String, TestBlob> blobs = new HashMap<>();
    for (BenchImage image : set.images()) {
      image.image().allBlobs().forEach(blob -> blobs.put(blob.digest(), blob));
    }
    ConcurrentJobs.forEach(
        places.values(), AT_ONCE, place -> put(place, blobs.get(place.digest())));
    ConcurrentJobs.forEach(set.images(), AT_ONCE, image -> putImage(host, image, places));
  }

  /** Puts the manifest of an image under a tag; its blobs must be in that repository. */
  public void putManifest(String host, String repository, String tag, BenchImage image)
      throws IOException {
    registry.putManifest(host, repository, tag, image.image().mediaType(), image.image().bytes());
  }

  private void put(BlobPlace place, TestBlob blob) throws IOException {
    try (InputStream content = blob.content().get()) {
      registry.putBlob(place, blob.size(), content);
    }
  }

  private void putImage(String host, BenchImage image, Map<String, BlobPlace> places)
      throws IOException {
    for (TestBlob blob : image.image().allBlobs()) {
      String holder = places.get(blob.digest()).repository();
      if (!holder.equals(image.repository())) {
        registry.mountBlob(new BlobPlace(host, image.repository(), blob.digest()), holder);
      }
    }
    putManifest(host, image.repository(), image.tag().tag(), image);
  }
}
