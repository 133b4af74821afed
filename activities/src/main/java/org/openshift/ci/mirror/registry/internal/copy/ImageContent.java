package org.openshift.ci.mirror.registry.internal.copy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;

/**
 * The content of an image at the source.
 *
 * @param root the manifest that the tag names
 * @param children the manifests below the root that the target lacks, each after those that it
 *     names
 */
record ImageContent(Manifest root, List<Manifest> children) {

  ImageContent {
    children = List.copyOf(children);
  }

  /** The manifests that are images, not indexes. */
  List<Manifest> images() {
    return Stream.concat(Stream.of(root), children.stream())
        .filter(manifest -> manifest.children().isEmpty())
        .toList();
  }

  /** All blobs, each once, largest first: a large one started last would delay the end. */
  List<Descriptor> blobs() {
    Map<String, Descriptor> unique = new LinkedHashMap<>();
    root.blobs().forEach(blob -> unique.put(blob.digest(), blob));
    for (Manifest child : children) {
      child.blobs().forEach(blob -> unique.putIfAbsent(blob.digest(), blob));
    }
    List<Descriptor> blobs = new ArrayList<>(unique.values());
    blobs.sort(Comparator.comparingLong(Descriptor::size).reversed());
    return blobs;
  }
}
