package org.openshift.ci.mirror.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An image, or a list of images, made for a test.
 *
 * @param mediaType of the manifest
 * @param manifest its text, byte for byte in UTF-8
 * @param blobs config and layers; empty for a list
 * @param children the images of a list, in its order; empty for a single image
 */
public record TestImage(
    String mediaType, String manifest, List<TestBlob> blobs, List<TestImage> children) {

  public TestImage {
    blobs = List.copyOf(blobs);
    children = List.copyOf(children);
  }

  /** Digest of the manifest's bytes. */
  public String digest() {
    return TestBlob.sha256(bytes());
  }

  /** The manifest's bytes. */
  public byte[] bytes() {
    return manifest.getBytes(StandardCharsets.UTF_8);
  }

  /** All blobs, those of the children too, without repetition. */
  public List<TestBlob> allBlobs() {
    List<TestBlob> all = new ArrayList<>(blobs);
    children.forEach(child -> all.addAll(child.allBlobs()));
    List<String> seen = new ArrayList<>();
    all.removeIf(
        blob -> {
          boolean repeated = seen.contains(blob.digest());
          seen.add(blob.digest());
          return repeated;
        });
    return all;
  }

  /** Bytes of all blobs, each counted once. */
  public long totalSize() {
    return allBlobs().stream().mapToLong(TestBlob::size).sum();
  }
}
