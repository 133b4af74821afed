package org.openshift.ci.mirror.registry.internal.copy;

import java.util.List;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.GuardExpiredException;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestClient;

/** Writes tags of a manifest whose content is at the target, and reads each of them back. */
final class TagWriter {

  private final ManifestClient manifests;
  private final DigestLock locks = new DigestLock();

  TagWriter(ManifestClient manifests) {
    this.manifests = manifests;
  }

  /**
   * Writes the tags in the given order.
   *
   * @throws RegistryException when a tag could not be written, or differs when read back
   */
  void write(Repository target, Manifest manifest, List<String> tags, WriteGuard guard) {
    locks.with(
        target, manifest.digest(), () -> tags.forEach(tag -> write(target, manifest, tag, guard)));
  }

  private void write(Repository target, Manifest manifest, String tag, WriteGuard guard) {
    guard.beforeWrite(tag);
    try {
      var _ = manifests.write(target, tag, manifest, guard);
    } catch (RegistryException e) {
      if (mayHaveBeenWritten(e) && wasWrittenAnyway(target, manifest, tag, e)) {
        return;
      }
      throw e;
    }
    readBack(target, tag, manifest.digest());
  }

  /**
   * Only the answer may have been lost, or another worker writes the same tag at the same time,
   * which some registries answer with 500.
   */
  private static boolean mayHaveBeenWritten(RegistryException e) {
    boolean unclear =
        e.type() == RegistryError.TIMEOUT
            || e.type() == RegistryError.REGISTRY_UNREACHABLE
            || e.type() == RegistryError.REGISTRY_ERROR;
    return unclear && !(e.getCause() instanceof GuardExpiredException);
  }

  private boolean wasWrittenAnyway(
      Repository target, Manifest manifest, String tag, RegistryException why) {
    try {
      return found(target, tag).equals(manifest.digest());
    } catch (RegistryException e) {
      why.addSuppressed(e);
      return false;
    }
  }

  private void readBack(Repository target, String tag, String digest) {
    String found = found(target, tag);
    if (!found.equals(digest)) {
      throw new RegistryException(
          RegistryError.READ_BACK_DIFFERS,
          "%s is %s after %s was pushed to it; worth another try"
              .formatted(ManifestClient.name(target, tag), found, digest),
          FailureScope.WRITE,
          target.registry());
    }
  }

  private String found(Repository target, String tag) {
    return manifests.read(target, tag, AccessScope.PUSH).map(Manifest::digest).orElse("missing");
  }
}
