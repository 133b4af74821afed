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

  /** All manifests, the root first. */
  List<Manifest> manifests() {
    return Stream.concat(Stream.of(root), children.stream()).toList();
  }

  /**
   * All blobs, each once, largest first: a large one started last would delay the end. Foreign
   * layers belong to them, as they do for {@code oc image mirror}.
   */
  List<Descriptor> blobs() {
    Map<String, Descriptor> unique = new LinkedHashMap<>();
    for (Manifest manifest : manifests()) {
      manifest.blobs().forEach(blob -> unique.putIfAbsent(blob.digest(), blob));
      manifest.foreignLayers().forEach(blob -> unique.putIfAbsent(blob.digest(), blob));
    }
    List<Descriptor> blobs = new ArrayList<>(unique.values());
    blobs.sort(Comparator.comparingLong(Descriptor::size).reversed());
    return blobs;
  }
}
