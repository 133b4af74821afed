package org.openshift.ci.mirror.registry.internal.copy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestClient;

/** Reads the manifests of an image at its source. */
final class ImageReader {

  /** Limit for all manifests of an image together; real ones have a few kilobytes per platform. */
  private static final long MAX_MANIFEST_BYTES = 8L * 1024 * 1024;

  /** Deeper nesting of indexes does not occur in real images. */
  private static final int MAX_DEPTH = 3;

  private static final int MANIFESTS_AT_ONCE = 4;

  private final ManifestClient manifests;

  ImageReader(ManifestClient manifests) {
    this.manifests = manifests;
  }

  /**
   * The manifest that a tag or digest names, itself named by its sha256 digest.
   *
   * @throws RegistryException SOURCE_MISSING when there is none, MANIFEST_SCHEMA1 when it has
   *     schema 1
   */
  Manifest root(Repository source, String reference) {
    Manifest root =
        manifests
            .read(source, reference, AccessScope.PULL)
            .orElseThrow(
                () ->
                    failure(
                        RegistryError.SOURCE_MISSING,
                        source,
                        reference,
                        "it does not exist; push it, or remove the tag that names it"));
    if (root.isSchema1()) {
      throw schema1(source, reference);
    }
    return root.bySha256();
  }

  /** All content below the root that the target lacks. */
  ImageContent content(Repository source, Repository target, Manifest root) {
    return content(
        source, root, digest -> manifests.digest(target, digest, AccessScope.PUSH).isPresent());
  }

  /** All content below the root. */
  ImageContent everything(Repository source, Manifest root) {
    return content(source, root, digest -> false);
  }

  private ImageContent content(Repository source, Manifest root, Predicate<String> atTarget) {
    Map<String, Manifest> found = new LinkedHashMap<>();
    AtomicLong bytes = new AtomicLong(root.bytes().length);
    collect(source, atTarget, root, 1, found, bytes);
    return new ImageContent(root, new ArrayList<>(found.values()));
  }

  private void collect(
      Repository source,
      Predicate<String> atTarget,
      Manifest parent,
      int depth,
      Map<String, Manifest> found,
      AtomicLong bytes) {
    if (parent.children().isEmpty()) {
      return;
    }
    if (depth > MAX_DEPTH) {
      throw failure(
          RegistryError.MANIFEST_INVALID,
          source,
          parent.digest(),
          "its indexes are nested more than " + MAX_DEPTH + " deep");
    }
    List<Descriptor> wanted =
        parent.children().stream().filter(child -> !found.containsKey(child.digest())).toList();
    List<Optional<Manifest>> children =
        Parallel.map(
            wanted, MANIFESTS_AT_ONCE, child -> child(source, atTarget, child.digest(), bytes));
    for (Optional<Manifest> child : children) {
      child.ifPresent(
          manifest -> {
            collect(source, atTarget, manifest, depth + 1, found, bytes);
            found.putIfAbsent(manifest.digest(), manifest);
          });
    }
  }

  /**
   * A child from the source; empty when the target has it, and therefore everything that it names.
   */
  private Optional<Manifest> child(
      Repository source, Predicate<String> atTarget, String digest, AtomicLong bytes) {
    if (atTarget.test(digest)) {
      return Optional.empty();
    }
    Manifest child =
        manifests
            .read(source, digest, AccessScope.PULL)
            .orElseThrow(
                () ->
                    failure(
                        RegistryError.SOURCE_INCOMPLETE,
                        source,
                        digest,
                        "an index names it, and it does not exist; push the image again"));
    if (child.isSchema1()) {
      throw schema1(source, digest);
    }
    if (bytes.addAndGet(child.bytes().length) > MAX_MANIFEST_BYTES) {
      throw failure(
          RegistryError.MANIFEST_INVALID,
          source,
          digest,
          "the manifests of its image have more than " + MAX_MANIFEST_BYTES + " bytes together");
    }
    return Optional.of(child);
  }

  private static RegistryException schema1(Repository source, String reference) {
    return failure(
        RegistryError.MANIFEST_SCHEMA1,
        source,
        reference,
        "it is a schema 1 manifest, which the target does not accept; build the image again with a"
            + " current tool");
  }

  private static RegistryException failure(
      RegistryError type, Repository source, String reference, String why) {
    return new RegistryException(
        type,
        "cannot copy " + ManifestClient.name(source, reference) + ": " + why,
        FailureScope.READ,
        source.registry());
  }
}
