package org.openshift.ci.mirror.registry.internal.manifest;

import java.util.List;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;

/**
 * A manifest's descriptor of a blob or a child manifest (OCI image specification, "Content
 * Descriptors").
 *
 * @param mediaType empty when not given; never null
 * @param digest a valid digest
 * @param size in bytes, not negative; 0 where none is given, which is wrong as any other may be: it
 *     is needed only where a source does not announce the length of what it sends
 * @param urls from which it can be downloaded if its registry does not have it; usually none
 * @param platform {@code os/architecture} of a child manifest; empty when not given
 */
public record Descriptor(
    String mediaType, String digest, long size, List<String> urls, String platform) {

  public Descriptor {
    urls = List.copyOf(urls);
  }

  /** Whether its registry need not have it (see {@link MediaTypes#isForeignLayer}). */
  public boolean isForeign() {
    return !urls.isEmpty() && MediaTypes.isForeignLayer(mediaType);
  }
}
