package org.openshift.ci.mirror.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A repository of a model registry. Its registries' lock guards it. */
final class Repository {

  /** Every image shares this blob with all others. */
  private static final String BASE = "base";

  private final Map<String, String> tags = new TreeMap<>();
  private final Map<String, Boolean> manifests = new HashMap<>();
  private final Map<String, Long> blobs = new HashMap<>();

  static List<String> blobsOf(String digest) {
    return List.of(BASE, "config of " + digest, "layer of " + digest);
  }

  /** Puts a whole image there, as its owner does. */
  void put(String tag, String digest, long now) {
    blobsOf(digest).forEach(blob -> blobs.put(blob, now));
    setTag(tag, digest);
  }

  void setTag(String tag, String digest) {
    manifests.put(digest, true);
    tags.put(tag, digest);
  }

  void removeTag(String tag) {
    tags.remove(tag);
  }

  /** The image is gone, with its tags: its registry pruned it. */
  void prune(String digest) {
    manifests.remove(digest);
    tags.values().removeIf(digest::equals);
  }

  String tag(String tag) {
    return tags.get(tag);
  }

  Map<String, String> tags() {
    return tags;
  }

  boolean has(String digest) {
    return manifests.containsKey(digest);
  }

  boolean hasBlob(String blob) {
    return blobs.containsKey(blob);
  }

  void putBlob(String blob, long now) {
    blobs.putIfAbsent(blob, now);
  }

  /** Removes blobs that no manifest names and that came before. */
  int collectGarbage(long before) {
    int size = blobs.size();
    List<String> kept = manifests.keySet().stream().flatMap(d -> blobsOf(d).stream()).toList();
    blobs.entrySet().removeIf(blob -> blob.getValue() < before && !kept.contains(blob.getKey()));
    return size - blobs.size();
  }
}
