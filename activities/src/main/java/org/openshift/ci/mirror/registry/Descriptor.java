package org.openshift.ci.mirror.registry;

/**
 * What a manifest says of a blob or a child manifest (OCI image specification, "Content
 * Descriptors").
 *
 * @param mediaType never null; empty when not given
 * @param digest a valid digest
 * @param size in bytes, not negative
 * @param hasUrls whether it may be fetched from elsewhere
 * @param platform {@code os/architecture} of a child manifest; empty when not given
 */
record Descriptor(String mediaType, String digest, long size, boolean hasUrls, String platform) {

  /** Whether registries do not keep it (see {@link MediaTypes#isForeignLayer}). */
  boolean isForeign() {
    return hasUrls && MediaTypes.isForeignLayer(mediaType);
  }
}
