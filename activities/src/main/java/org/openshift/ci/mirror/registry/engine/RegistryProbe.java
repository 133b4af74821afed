package org.openshift.ci.mirror.registry.engine;

import java.time.Duration;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.blob.BlobClient;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.WaitBudget;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestClient;

/** Finds out within seconds whether a registry works. */
final class RegistryProbe {

  /** For all requests of one probe together. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final String NO_SUCH_DIGEST = "sha256:" + "0".repeat(64);

  private final ManifestClient manifests;
  private final BlobClient blobs;

  RegistryProbe(ManifestClient manifests, BlobClient blobs) {
    this.manifests = manifests;
    this.blobs = blobs;
  }

  /**
   * Whether a manifest can be requested. Asks for one that no registry has, because a fault of an
   * existing manifest would say nothing about the registry.
   */
  boolean reads(Repository repository) {
    return serves(() -> manifests.digest(repository, NO_SUCH_DIGEST, AccessScope.PULL));
  }

  /** Whether an upload can be started. */
  boolean writes(Repository repository) {
    return serves(() -> blobs.tryUpload(repository));
  }

  private static boolean serves(Runnable question) {
    try {
      WaitBudget.within(LONGEST, question);
      return true;
    } catch (RegistryException e) {
      return !isOutage(e.type());
    }
  }

  /**
   * The failures for which a task waits until the outage ends; with any other answer, the registry
   * works.
   */
  private static boolean isOutage(RegistryError type) {
    return type == RegistryError.REGISTRY_UNREACHABLE
        || type == RegistryError.REGISTRY_ERROR
        || type == RegistryError.REGISTRY_READ_ONLY
        || type == RegistryError.TIMEOUT;
  }
}
