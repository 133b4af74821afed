package org.openshift.ci.mirror.registry.internal.manifest;

import org.openshift.ci.mirror.registry.internal.http.MediaTypes;

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
public record Descriptor(
    String mediaType, String digest, long size, boolean hasUrls, String platform) {

  /** Whether registries do not keep it (see {@link MediaTypes#isForeignLayer}). */
  public boolean isForeign() {
    return hasUrls && MediaTypes.isForeignLayer(mediaType);
  }
}
