package org.openshift.ci.mirror.registry.internal.copy;

import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;

/** Rejects images that must not or cannot be copied, before anything is transferred. */
public final class ImageRules {

  /** The media type of docker layers that every runtime and registry accepts. */
  private static final String DOCKER_GZIP = "application/vnd.docker.image.rootfs.diff.tar.gzip";

  /** Quay.io answers MANIFEST_INVALID to these (google/go-containerregistry issue 2078). */
  private static final Set<String> REFUSED_BY_QUAY =
      Set.of("application/vnd.docker.image.rootfs.diff.tar");

  private static final String QUAY = "quay.io";

  private final boolean onlyValidDockerImages;

  /**
   * Creates the rules.
   *
   * @param onlyValidDockerImages whether docker images with a layer that is not gzip-compressed are
   *     rejected
   */
  public ImageRules(boolean onlyValidDockerImages) {
    this.onlyValidDockerImages = onlyValidDockerImages;
  }

  /**
   * Checks a manifest.
   *
   * @param image its name in messages
   * @throws RegistryException LAYER_UNSUPPORTED when the target does not accept a layer,
   *     MANIFEST_INVALID when it does not accept an index with such entries, IMAGE_EXCLUDED when
   *     the settings exclude the image
   */
  void check(Manifest manifest, String image, Repository target) {
    if (listsBlobs(manifest) && target.registry().equals(QUAY)) {
      // It requires a platform and the type of a manifest (moby/buildkit issue 1440).
      throw buildCache(manifest, image, target, null);
    }
    for (Descriptor layer : manifest.layers()) {
      String type = layer.mediaType();
      if (target.registry().equals(QUAY) && REFUSED_BY_QUAY.contains(type)) {
        throw refused(
            RegistryError.LAYER_UNSUPPORTED,
            target,
            image,
            layer,
            "quay.io does not accept such a layer");
      }
      if (onlyValidDockerImages
          && manifest.mediaType().equals(MediaTypes.DOCKER_MANIFEST)
          && !type.equals(DOCKER_GZIP)
          && !layer.isForeign()) {
        throw refused(
            RegistryError.IMAGE_EXCLUDED,
            target,
            image,
            layer,
            "only images with gzip-compressed layers are to be mirrored");
      }
    }
  }

  /**
   * The failure of a push; where the target refused an index that lists blobs, it says so, because
   * no other attempt helps. Distribution 3 answers that such blobs are unknown.
   *
   * @param image its name in messages
   */
  static RegistryException ofPush(
      RegistryException e, List<Manifest> manifests, String image, Repository target) {
    boolean refused =
        e.scope() == FailureScope.BLOBS_MISSING_AT_TARGET
            || e.type() == RegistryError.MANIFEST_INVALID;
    return manifests.stream()
        .filter(manifest -> refused && listsBlobs(manifest))
        .findFirst()
        .map(index -> buildCache(index, image, target, e))
        .orElse(e);
  }

  private static boolean listsBlobs(Manifest manifest) {
    return MediaTypes.isIndex(manifest.mediaType()) && !manifest.layers().isEmpty();
  }

  private static RegistryException buildCache(
      Manifest index, String image, Repository target, RegistryException cause) {
    Descriptor entry = index.layers().getFirst();
    return new RegistryException(
        RegistryError.MANIFEST_INVALID,
        ("cannot copy %s: its index lists a blob, %s of type '%s', so it is a build cache and no"
                + " image, and %s does not accept it; name an image, or export the cache with"
                + " image-manifest=true")
            .formatted(
                image,
                entry.digest(),
                LogSanitizer.oneLine(entry.mediaType(), 200),
                target.registry()),
        FailureScope.READ,
        target.registry(),
        null,
        cause);
  }

  private static RegistryException refused(
      RegistryError type, Repository target, String image, Descriptor layer, String why) {
    return new RegistryException(
        type,
        "cannot copy %s: its layer %s is '%s', and %s; build the image with gzip-compressed layers"
            .formatted(image, layer.digest(), LogSanitizer.oneLine(layer.mediaType(), 200), why),
        FailureScope.READ,
        target.registry());
  }
}
