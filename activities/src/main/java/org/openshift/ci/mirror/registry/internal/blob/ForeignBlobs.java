package org.openshift.ci.mirror.registry.internal.blob;

import java.net.URI;
import java.util.Optional;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.auth.RegistryClient;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;

/**
 * Reads blobs that their registry does not have from the URLs in their descriptors, as {@code oc
 * image mirror} does (OCI image specification, "Content Descriptors": {@code urls}). A URL is
 * treated like a redirect of the registry, so it gets no credentials of another host.
 */
final class ForeignBlobs {

  private ForeignBlobs() {}

  /**
   * Opens the blob at the first URL that has it; the caller closes the answer.
   *
   * @param request the request to the registry, which answered 404
   * @throws RegistryException SOURCE_INCOMPLETE when no URL has it. Also when a server did not
   *     answer: many of these URLs are dead for good, so the task must not retry for ever
   */
  static RegistryResponse open(RegistryClient client, RegistryRequest request, Descriptor blob) {
    RegistryException last = null;
    for (String url : blob.urls()) {
      Optional<URI> uri = client.followable(request, url);
      if (uri.isPresent()) {
        try {
          return client.send(request.redirectedTo(uri.get()), false);
        } catch (RegistryException e) {
          last = e;
        }
      }
    }
    throw new RegistryException(
        RegistryError.SOURCE_INCOMPLETE,
        "%s does not have blob %s, and no URL in the manifest gives it: %s"
            .formatted(
                request.repository(),
                blob.digest(),
                last == null
                    ? "none of them may be used; push the image again"
                    : last.getMessage()),
        FailureScope.READ,
        request.repository().registry(),
        null,
        last);
  }
}
