package org.openshift.ci.mirror.bench.images;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.openshift.ci.mirror.bench.http.BareRegistryClient;
import org.openshift.ci.mirror.bench.http.RemoteBlob;
import org.openshift.ci.mirror.bench.trial.ConcurrentJobs;
import org.openshift.ci.mirror.testing.TestBlob;

/** Uploads image sets to a registry. */
public final class ImageUploader {

  private static final int AT_ONCE = 8;

  private final BareRegistryClient registry;

  public ImageUploader(BareRegistryClient registry) {
    this.registry = registry;
  }

  /** Uploads each image to its image stream's repository; a shared layer is sent only once. */
  public void upload(String host, ImageSet set) throws IOException, InterruptedException {
    Map<String, RemoteBlob> sent = set.uniqueBlobs(host);
    Map<String, TestBlob> blobs = new HashMap<>();
    for (BenchImage image : set.images()) {
      image.image().allBlobs().forEach(blob -> blobs.put(blob.digest(), blob));
    }
    ConcurrentJobs.forEach(
        sent.values(), AT_ONCE, remote -> put(remote, blobs.get(remote.digest())));
    ConcurrentJobs.forEach(set.images(), AT_ONCE, image -> putImage(host, image, sent));
  }

  /** Uploads the manifest of an image with a tag; the repository must have its blobs. */
  public void putManifest(String host, String repository, String tag, BenchImage image)
      throws IOException {
    registry.putManifest(host, repository, tag, image.image().mediaType(), image.image().bytes());
  }

  private void put(RemoteBlob remote, TestBlob blob) throws IOException {
    try (InputStream content = blob.content().get()) {
      registry.putBlob(remote, blob.size(), content);
    }
  }

  private void putImage(String host, BenchImage image, Map<String, RemoteBlob> sent)
      throws IOException {
    for (TestBlob blob : image.image().allBlobs()) {
      String holder = sent.get(blob.digest()).repository();
      if (!holder.equals(image.repository())) {
        registry.mountBlob(new RemoteBlob(host, image.repository(), blob.digest()), holder);
      }
    }
    putManifest(host, image.repository(), image.tag().tag(), image);
  }
}
