package org.openshift.ci.mirror.registry;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.model.MirrorErrorType;

/** Checks, reads and uploads blobs. */
final class BlobClient {

  private final RegistryClient client;

  BlobClient(RegistryClient client) {
    this.client = client;
  }

  /** Whether the target has a blob. */
  boolean exists(Repository target, String digest) {
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.BLOB_CHECK,
            "check blob " + digest + " of " + target,
            target.blob(digest),
            target,
            List.of(target.scope(Access.PUSH.actions())));
    try (RegistryResponse response = client.send(request, true)) {
      return response.status() != 404;
    }
  }

  /** A blob from this byte on; to be closed. */
  RegistryResponse open(Repository source, Descriptor blob, long offset) {
    return client.send(readRequest(source, blob).from(offset), false);
  }

  /** The request that reads a blob, for what is said of its failures. */
  static RegistryRequest readRequest(Repository source, Descriptor blob) {
    return new RegistryRequest(
        RequestKind.BLOB_READ,
        "read blob " + blob.digest() + " of " + source,
        source.blob(blob.digest()),
        source,
        List.of(source.scope(Access.PULL.actions())));
  }

  /**
   * A small blob, whole.
   *
   * @param maxBytes a larger one is left alone
   * @return its bytes, with the right digest; empty when it is larger
   */
  Optional<byte[]> read(Repository source, Descriptor blob, int maxBytes) {
    if (blob.size() > maxBytes) {
      return Optional.empty();
    }
    RegistryRequest request = readRequest(source, blob);
    try (RegistryResponse response = client.send(request, false)) {
      byte[] bytes = response.body().readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes || !Digests.matches(blob.digest(), bytes)) {
        throw RegistryFailures.of(
            MirrorErrorType.CONTENT_CORRUPT, request, "sent bytes that have another digest");
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    }
  }

  /**
   * Starts an upload.
   *
   * @param mountFrom a repository of the same registry that may have the blob; null for none
   * @return where to send it; empty when the registry took it from that repository
   */
  Optional<URI> start(Repository target, String digest, Repository mountFrom) {
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.UPLOAD_START,
            "start the upload of blob " + digest + " to " + target,
            mountFrom == null ? target.uploads() : target.mount(digest, mountFrom),
            target,
            mountFrom == null || mountFrom.name().equals(target.name())
                ? List.of(target.scope(Access.PUSH.actions()))
                : List.of(
                    target.scope(Access.PUSH.actions()), mountFrom.scope(Access.PULL.actions())));
    try (RegistryResponse response = client.send(request, false)) {
      if (response.status() == 201) {
        return Optional.empty();
      }
      String location = response.header("Location").orElse("");
      Optional<URI> uri = Origins.location(request.uri(), location);
      if (uri.isEmpty()) {
        throw RegistryFailures.of(
            MirrorErrorType.REGISTRY_ERROR,
            request,
            "answered without an upload location that can be used");
      }
      return uri;
    }
  }

  /** Sends a blob in one request (OCI distribution specification, "POST then PUT"). */
  void upload(Repository target, URI location, String digest, RequestBody body) {
    URI uri =
        URI.create(location + (location.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.UPLOAD,
            "upload blob " + digest + " to " + target,
            uri,
            target,
            List.of(target.scope(Access.PUSH.actions())),
            body);
    client.send(request, false).close();
  }
}
