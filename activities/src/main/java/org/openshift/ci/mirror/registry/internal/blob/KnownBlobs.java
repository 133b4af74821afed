package org.openshift.ci.mirror.registry.internal.blob;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.time.Duration;
import java.util.Collection;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;

/** Caches which blobs are at a target repository, so that they are not checked again. */
public final class KnownBlobs {

  /** About ten megabytes of memory at most. */
  private static final int MAX_BLOBS = 50_000;

  /** Less than the hour for which quay.io keeps a blob that no manifest names. */
  private static final Duration REMEMBERED = Duration.ofMinutes(50);

  private final Cache<BlobKey, Boolean> blobs =
      CacheBuilder.newBuilder().maximumSize(MAX_BLOBS).expireAfterWrite(REMEMBERED).build();

  boolean contains(BlobKey key) {
    return blobs.getIfPresent(key) != null;
  }

  void add(BlobKey key) {
    blobs.put(key, Boolean.TRUE);
  }

  /** Removes blobs that the target turned out not to have. */
  void forget(Repository target, Collection<Descriptor> missing) {
    missing.forEach(blob -> blobs.invalidate(new BlobKey(target, blob.digest())));
  }
}
