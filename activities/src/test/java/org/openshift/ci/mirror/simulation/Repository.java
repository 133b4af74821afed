package org.openshift.ci.mirror.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A repository of a model registry, guarded by the lock of {@link ModelRegistries}. */
final class Repository {

  /** A blob that all images share. */
  private static final String BASE = "base";

  private final Map<String, String> tags = new TreeMap<>();
  private final Map<String, Boolean> manifests = new HashMap<>();
  private final Map<String, Long> blobs = new HashMap<>();

  static List<String> blobsOf(String digest) {
    return List.of(BASE, "config of " + digest, "layer of " + digest);
  }

  /** Puts a whole image. */
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

  /** Removes an image and its tags. */
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

  /** Removes unreferenced blobs that are older; returns how many. */
  int collectGarbage(long before) {
    int size = blobs.size();
    List<String> kept = manifests.keySet().stream().flatMap(d -> blobsOf(d).stream()).toList();
    blobs.entrySet().removeIf(blob -> blob.getValue() < before && !kept.contains(blob.getKey()));
    return size - blobs.size();
  }
}
