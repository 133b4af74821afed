package org.openshift.ci.mirror.registry.internal.http;

import java.util.Locale;
import java.util.Set;

/** Media types of manifests, configs and layers. */
public final class MediaTypes {

  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  static final String DOCKER_LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  static final String SCHEMA1 = "application/vnd.docker.distribution.manifest.v1+json";
  public static final String SCHEMA1_SIGNED =
      "application/vnd.docker.distribution.manifest.v1+prettyjws";

  /**
   * Of a release candidate of the OCI image specification 1.1; some registries still have these.
   */
  private static final String ARTIFACT_MANIFEST = "application/vnd.oci.artifact.manifest.v1+json";

  /**
   * The value of {@code Accept}. It names every type because a registry such as quay.io converts a
   * manifest whose type is not accepted, which changes the digest. Schema 1 comes last, so that
   * only a registry that has nothing else sends it.
   */
  static final String ACCEPT =
      String.join(
          ", ", OCI_INDEX, DOCKER_LIST, OCI_MANIFEST, DOCKER_MANIFEST, SCHEMA1_SIGNED, SCHEMA1);

  private static final Set<String> IMAGE_CONFIGS =
      Set.of(
          "application/vnd.docker.container.image.v1+json",
          "application/vnd.oci.image.config.v1+json");

  private static final Set<String> FOREIGN_LAYERS =
      Set.of(
          "application/vnd.docker.image.rootfs.foreign.diff.tar",
          "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
          "application/vnd.oci.image.layer.nondistributable.v1.tar",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip",
          "application/vnd.oci.image.layer.nondistributable.v1.tar+zstd");

  private MediaTypes() {}

  public static boolean isIndex(String mediaType) {
    return mediaType.equals(DOCKER_LIST) || mediaType.equals(OCI_INDEX);
  }

  public static boolean isImage(String mediaType) {
    return mediaType.equals(DOCKER_MANIFEST) || mediaType.equals(OCI_MANIFEST);
  }

  public static boolean isSchema1(String mediaType) {
    return mediaType.equals(SCHEMA1) || mediaType.equals(SCHEMA1_SIGNED);
  }

  /**
   * Whether a descriptor of this type names a manifest; else it names a blob. One without a type,
   * as in old lists, names a manifest. Types are the same in upper case, and with parameters (RFC
   * 6838, 4.2).
   */
  public static boolean isManifest(String mediaType) {
    String type = withoutParameters(mediaType).toLowerCase(Locale.ROOT);
    return type.isEmpty()
        || isIndex(type)
        || isImage(type)
        || isSchema1(type)
        || type.equals(ARTIFACT_MANIFEST);
  }

  public static boolean isImageConfig(String mediaType) {
    return IMAGE_CONFIGS.contains(mediaType);
  }

  /** Layers that registries need not store; clients may pull them from URLs in the manifest. */
  public static boolean isForeignLayer(String mediaType) {
    return FOREIGN_LAYERS.contains(mediaType);
  }

  /** The type without parameters such as {@code charset}. */
  public static String withoutParameters(String contentType) {
    int semicolon = contentType.indexOf(';');
    return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).strip();
  }
}
