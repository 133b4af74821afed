package org.openshift.ci.mirror.registry.internal.blob;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.auth.RegistryClient;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.Access;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestBody;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/** Checks, reads and uploads blobs. */
public final class BlobClient {

  private final RegistryClient client;

  /** Registries that were found not to understand a mount. */
  private final Set<String> withoutMount = ConcurrentHashMap.newKeySet();

  public BlobClient(RegistryClient client) {
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
  public Optional<byte[]> read(Repository source, Descriptor blob, int maxBytes) {
    if (blob.size() > maxBytes) {
      return Optional.empty();
    }
    RegistryRequest request = readRequest(source, blob);
    try (RegistryResponse response = client.send(request, false)) {
      byte[] bytes = response.body().readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes || !Digests.matches(blob.digest(), bytes)) {
        throw RegistryFailures.of(
            RegistryError.CONTENT_CORRUPT, request, "sent bytes that have another digest");
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    }
  }

  /** Starts an upload; gives the address to send it to. */
  URI start(Repository target, String digest) {
    RegistryRequest request =
        startRequest(RequestKind.UPLOAD_START, target, digest, target.uploads(), null);
    try (RegistryResponse response = client.send(request, false)) {
      return location(request, response);
    }
  }

  /**
   * Starts an upload of nothing, and ends it. What becomes of its end is not looked at: a registry
   * forgets such an upload in time.
   *
   * @throws RegistryException when the target lets none be started
   */
  public void tryUpload(Repository target) {
    List<String> scopes = List.of(target.scope(Access.PUSH.actions()));
    String purpose = "see whether " + target + " takes uploads";
    RegistryRequest start =
        new RegistryRequest(RequestKind.UPLOAD_START, purpose, target.uploads(), target, scopes);
    URI session;
    try (RegistryResponse response = client.send(start, false)) {
      session = location(start, response);
    }
    try {
      client
          .send(
              new RegistryRequest(RequestKind.UPLOAD_CANCEL, purpose, session, target, scopes),
              true)
          .close();
    } catch (RegistryException e) {
      // Uploads can be started, which is what was asked.
    }
  }

  /**
   * Starts an upload, unless the registry can take the blob from another of its repositories.
   *
   * @return where to send it; empty when the registry took it from there
   */
  Optional<URI> startOrMount(Repository target, String digest, Repository from) {
    RegistryRequest request =
        startRequest(RequestKind.MOUNT, target, digest, target.mount(digest, from), from);
    try (RegistryResponse response = client.send(request, false)) {
      return response.status() == 201 ? Optional.empty() : Optional.of(location(request, response));
    } catch (RegistryException e) {
      if (e.scope() != FailureScope.METHOD) {
        throw e;
      }
      return Optional.of(start(target, digest));
    }
  }

  /**
   * Starts an upload, unless the target has the blob: asked in one request, as the mount of a blob
   * from the very repository it is wanted in (OCI distribution specification, "Mounting a blob from
   * another repository"). A registry that does not understand that is asked by HEAD.
   *
   * @return where to send it; empty when the target has it
   */
  Optional<URI> startUnlessPresent(Repository target, String digest) {
    if (!withoutMount.contains(target.registry())) {
      RegistryRequest request =
          startRequest(RequestKind.MOUNT, target, digest, target.mount(digest, target), target);
      try (RegistryResponse response = client.send(request, false)) {
        return response.status() == 201
            ? Optional.empty()
            : Optional.of(location(request, response));
      } catch (RegistryException e) {
        if (e.scope() != FailureScope.METHOD) {
          throw e;
        }
        withoutMount.add(target.registry());
      }
    }
    return exists(target, digest) ? Optional.empty() : Optional.of(start(target, digest));
  }

  private static RegistryRequest startRequest(
      RequestKind kind, Repository target, String digest, URI uri, Repository mountFrom) {
    String scope = target.scope(Access.PUSH.actions());
    boolean elsewhere = mountFrom != null && !mountFrom.name().equals(target.name());
    return new RegistryRequest(
        kind,
        "start the upload of blob " + digest + " to " + target,
        uri,
        target,
        elsewhere ? List.of(scope, mountFrom.scope(Access.PULL.actions())) : List.of(scope));
  }

  private static URI location(RegistryRequest request, RegistryResponse response) {
    String location = response.header("Location").orElse("");
    return UrlPolicy.location(request.uri(), location)
        .orElseThrow(
            () ->
                RegistryFailures.of(
                    RegistryError.REGISTRY_ERROR,
                    request,
                    "answered without an upload location that can be used"));
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
