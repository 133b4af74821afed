package org.openshift.ci.mirror.registry.internal.manifest;

import org.openshift.ci.mirror.registry.internal.http.MediaTypes;

/**
 * A manifest's descriptor of a blob or a child manifest (OCI image specification, "Content
 * Descriptors").
 *
 * @param mediaType empty when not given; never null
 * @param digest a valid digest
 * @param size in bytes, not negative
 * @param hasUrls whether it lists URLs to download from
 * @param platform {@code os/architecture} of a child manifest; empty when not given
 */
public record Descriptor(
    String mediaType, String digest, long size, boolean hasUrls, String platform) {

  /** Whether it is a layer that registries do not store (see {@link MediaTypes#isForeignLayer}). */
  public boolean isForeign() {
    return hasUrls && MediaTypes.isForeignLayer(mediaType);
  }
}
