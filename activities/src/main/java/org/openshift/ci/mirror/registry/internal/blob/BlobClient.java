package org.openshift.ci.mirror.registry.internal.blob;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.auth.RegistryClient;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestBody;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;

/** Checks, reads and uploads blobs. */
public final class BlobClient {

  /** A mount may fail for a passing reason, and whoever grants more access restarts no worker. */
  private static final Duration TRY_AGAIN = Duration.ofMinutes(10);

  private final RegistryClient client;

  /** Registries, and pairs of repositories, of which a mount failed. */
  private final Cache<String, Boolean> withoutMount =
      CacheBuilder.newBuilder().expireAfterWrite(TRY_AGAIN).maximumSize(10_000).build();

  /** Blobs of which the target failed to say whether it has them. */
  private final Cache<BlobKey, Boolean> withoutCheck =
      CacheBuilder.newBuilder().expireAfterWrite(TRY_AGAIN).maximumSize(10_000).build();

  public BlobClient(RegistryClient client) {
    this.client = client;
  }

  /**
   * Whether the target has a blob; false where it refuses to say, since the upload will tell. Where
   * the question fails, this attempt does, and the next one uploads the blob without asking.
   */
  boolean exists(Repository target, String digest) {
    BlobKey blob = new BlobKey(target, digest);
    if (withoutCheck.getIfPresent(blob) != null) {
      return false;
    }
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.BLOB_CHECK,
            "check blob " + digest + " of " + target,
            target.blob(digest),
            target,
            List.of(target.scope(AccessScope.PUSH.actions())));
    try (RegistryResponse response = client.send(request, true)) {
      return response.status() != 404;
    } catch (RegistryException e) {
      if (mayPass(e)) {
        if (e.type() == RegistryError.REGISTRY_ERROR
            || e.type() == RegistryError.REGISTRY_READ_ONLY) {
          withoutCheck.put(blob, true);
        }
        throw e;
      }
      return false;
    }
  }

  /**
   * Opens a blob from this byte on; the caller closes the answer. A blob that the source does not
   * have is read from the URLs of its descriptor ({@link ForeignBlobs}).
   */
  RegistryResponse open(Repository source, Descriptor blob, long offset) {
    RegistryRequest request = readRequest(source, blob).from(offset);
    RegistryResponse response = client.send(request, !blob.urls().isEmpty());
    if (response.status() != 404) {
      return response;
    }
    response.close();
    return ForeignBlobs.open(client, request, blob);
  }

  /** The request that reads a blob; also for messages about its failures. */
  static RegistryRequest readRequest(Repository source, Descriptor blob) {
    return new RegistryRequest(
        RequestKind.BLOB_READ,
        "read blob " + blob.digest() + " of " + source,
        source.blob(blob.digest()),
        source,
        List.of(source.scope(AccessScope.PULL.actions())));
  }

  /**
   * Reads a small blob.
   *
   * @param maxBytes a larger blob is not read
   * @return its bytes, whose digest has been checked; empty when it is larger
   */
  public Optional<byte[]> read(Repository source, Descriptor blob, int maxBytes) {
    if (blob.size() > maxBytes) {
      return Optional.empty();
    }
    RegistryRequest request = readRequest(source, blob);
    try (RegistryResponse response = open(source, blob, 0)) {
      Optional<byte[]> bytes =
          response.wholeBody(maxBytes).filter(body -> Digests.matches(blob.digest(), body));
      if (bytes.isEmpty()) {
        throw RegistryFailures.of(
            RegistryError.CONTENT_CORRUPT, request, "sent bytes that have another digest");
      }
      return bytes;
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    }
  }

  /** Starts an upload and returns its URL. */
  URI start(Repository target, String digest) {
    RegistryRequest request =
        startRequest(RequestKind.UPLOAD_START, target, digest, target.uploads(), null);
    try (RegistryResponse response = client.send(request, false)) {
      return client.location(response);
    }
  }

  /**
   * Starts an upload without content and cancels it. A failure to cancel is ignored, since a
   * registry drops such an upload after some time.
   *
   * @throws RegistryException when no upload can be started
   */
  public void tryUpload(Repository target) {
    List<String> scopes = List.of(target.scope(AccessScope.PUSH.actions()));
    String purpose = "check whether " + target + " accepts uploads";
    RegistryRequest start =
        new RegistryRequest(RequestKind.UPLOAD_START, purpose, target.uploads(), target, scopes);
    URI session;
    try (RegistryResponse response = client.send(start, false)) {
      session = client.location(response);
    }
    try {
      client
          .send(
              new RegistryRequest(RequestKind.UPLOAD_CANCEL, purpose, session, target, scopes),
              true)
          .close();
    } catch (RegistryException e) {
      // An upload could be started, which answers the question.
    }
  }

  /**
   * Mounts a blob from another repository of the registry, or starts an upload. A mount only saves
   * a transfer, so whatever prevents it, the blob is uploaded.
   *
   * @return the upload's URL; empty when the blob was mounted
   */
  Optional<URI> startOrMount(Repository target, String digest, Repository from) {
    String way = way(target, from);
    if (withoutMount.getIfPresent(way) != null) {
      return Optional.of(start(target, digest));
    }
    try {
      return mount(target, digest, from);
    } catch (RegistryException e) {
      if (e.type() == RegistryError.RATE_LIMITED) {
        throw e;
      }
      URI session = start(target, digest);
      withoutMount.put(way, true);
      return Optional.of(session);
    }
  }

  /** Uploads blobs for some time although they could be mounted: those mounted are not there. */
  void distrustMounts(Repository target, Repository from) {
    withoutMount.put(way(target, from), true);
  }

  private static String way(Repository target, Repository from) {
    return target + " from " + from;
  }

  /**
   * Starts an upload, unless the target has the blob. A mount of the blob from the target
   * repository itself does both in one request (OCI distribution specification, "Mounting a blob
   * from another repository"). A registry that does not know this is asked by HEAD first, and one
   * that fails it is asked so the next time.
   *
   * @return the upload's URL; empty when the target has the blob
   */
  Optional<URI> startUnlessPresent(Repository target, String digest) {
    if (withoutMount.getIfPresent(target.registry()) == null) {
      try {
        return mount(target, digest, target);
      } catch (RegistryException e) {
        withoutMount.put(target.registry(), true);
        if (mayPass(e) || e.type() == RegistryError.ACCESS_DENIED) {
          throw e;
        }
      }
    }
    return exists(target, digest) ? Optional.empty() : Optional.of(start(target, digest));
  }

  private Optional<URI> mount(Repository target, String digest, Repository from) {
    RegistryRequest request =
        startRequest(RequestKind.MOUNT, target, digest, target.mount(digest, from), from);
    try (RegistryResponse response = client.send(request, false)) {
      return response.status() == 201 ? Optional.empty() : Optional.of(client.location(response));
    }
  }

  /** Whether the registry only had trouble, and did not refuse the request. */
  private static boolean mayPass(RegistryException e) {
    return e.scope() != FailureScope.METHOD && e.type().mayPass();
  }

  private static RegistryRequest startRequest(
      RequestKind kind, Repository target, String digest, URI uri, Repository mountFrom) {
    String scope = target.scope(AccessScope.PUSH.actions());
    boolean elsewhere = mountFrom != null && !mountFrom.name().equals(target.name());
    return new RegistryRequest(
        kind,
        "start the upload of blob " + digest + " to " + target,
        uri,
        target,
        elsewhere ? List.of(scope, mountFrom.scope(AccessScope.PULL.actions())) : List.of(scope));
  }

  /** Uploads a blob in one request (OCI distribution specification, "POST then PUT"). */
  void upload(Repository target, URI location, String digest, RequestBody body) {
    URI uri =
        URI.create(location + (location.getRawQuery() == null ? "?" : "&") + "digest=" + digest);
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.UPLOAD,
            "upload blob " + digest + " to " + target,
            uri,
            target,
            List.of(target.scope(AccessScope.PUSH.actions())),
            body);
    client.send(request, false).close();
  }
}
