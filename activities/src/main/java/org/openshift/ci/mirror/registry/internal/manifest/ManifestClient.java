package org.openshift.ci.mirror.registry.internal.manifest;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.auth.RegistryClient;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.LinkHeader;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestBody;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;

/** Reads and writes manifests as bytes, and computes the digest of what it reads. */
public final class ManifestClient {

  private final RegistryClient client;

  public ManifestClient(RegistryClient client) {
    this.client = client;
  }

  /**
   * The sha256 digest of what a tag or digest names, by HEAD if the registry answers that with it;
   * empty when there is no manifest. It is always sha256, so that digests of two registries can be
   * compared.
   */
  public Optional<String> digest(Repository repository, String reference, AccessScope access) {
    RegistryRequest request =
        request(
            RequestKind.MANIFEST_CHECK,
            "check " + name(repository, reference),
            repository.manifest(reference),
            repository,
            access,
            null);
    try (RegistryResponse response = client.send(request, true)) {
      if (response.status() == 404) {
        return Optional.empty();
      }
      Optional<String> digest = announced(response).filter(Digests::isSha256);
      if (digest.isPresent()) {
        return digest;
      }
    } catch (RegistryException e) {
      if (e.scope() != FailureScope.METHOD) {
        throw e;
      }
    }
    return read(repository, reference, access).map(Manifest::bySha256).map(Manifest::digest);
  }

  /**
   * The manifest of a tag or digest; empty when there is none.
   *
   * @throws RegistryException CONTENT_CORRUPT when its bytes do not have the requested digest,
   *     MANIFEST_INVALID when they are not a manifest
   */
  public Optional<Manifest> read(Repository repository, String reference, AccessScope access) {
    RegistryRequest request =
        request(
            RequestKind.MANIFEST_READ,
            "read the manifest of " + name(repository, reference),
            repository.manifest(reference),
            repository,
            access,
            null);
    try (RegistryResponse response = client.send(request, true)) {
      if (response.status() == 404) {
        return Optional.empty();
      }
      byte[] bytes =
          response
              .wholeBody(ManifestParser.MAX_BYTES)
              .orElseThrow(
                  () ->
                      RegistryFailures.of(
                          RegistryError.MANIFEST_INVALID,
                          request,
                          "sent more than the "
                              + ManifestParser.MAX_BYTES
                              + " bytes a manifest may have"));
      return Optional.of(parse(request, response, reference, bytes));
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    }
  }

  /**
   * Writes a manifest under its digest, and checks the digest in the answer.
   *
   * @return whether the registry lists it among the referrers of its subject ({@code OCI-Subject})
   */
  public boolean write(Repository repository, Manifest manifest) {
    return put(
        repository,
        manifest.digest(),
        manifest,
        RequestBody.of(manifest.mediaType(), manifest.bytes()));
  }

  /**
   * Writes a manifest to a tag, like {@link #write(Repository, Manifest)}.
   *
   * @param guard checked while the body is sent; the caller has called {@link
   *     WriteGuard#beforeWrite}
   * @return whether the registry lists it among the referrers of its subject ({@code OCI-Subject})
   */
  public boolean write(Repository repository, String tag, Manifest manifest, WriteGuard guard) {
    return put(repository, tag, manifest, new GuardedBody(manifest, guard));
  }

  private boolean put(
      Repository repository, String reference, Manifest manifest, RequestBody body) {
    RegistryRequest request =
        request(
            RequestKind.MANIFEST_WRITE,
            "push " + name(repository, reference),
            repository.manifest(reference),
            repository,
            AccessScope.PUSH,
            body);
    try (RegistryResponse response = client.send(request, false)) {
      Optional<String> stored = announced(response);
      if (stored.isPresent() && !Digests.matches(stored.get(), manifest.bytes())) {
        throw RegistryFailures.of(
            RegistryError.READ_BACK_DIFFERS,
            request,
            "was told " + manifest.digest() + " and stored " + stored.get());
      }
      return response.header("OCI-Subject").isPresent();
    }
  }

  /**
   * A page of the referrers of a manifest (OCI distribution specification, "Listing Referrers").
   *
   * @param uri URL of the first page, or the one named by the page before
   * @return empty when the registry does not support this request
   */
  public Optional<ReferrersPage> referrers(Repository repository, String digest, URI uri) {
    RegistryRequest request =
        request(
            RequestKind.REFERRERS,
            "list the referrers of " + name(repository, digest),
            uri,
            repository,
            AccessScope.PULL,
            null);
    try (RegistryResponse response = client.send(request, true)) {
      if (response.status() == 404) {
        return Optional.empty();
      }
      byte[] bytes =
          response
              .wholeBody(ReferrersPage.MAX_BYTES)
              .orElseThrow(() -> ReferrersPage.unusable(request));
      return Optional.of(
          ReferrersPage.parse(
              bytes, response.header("Link").flatMap(link -> LinkHeader.next(uri, link)), request));
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    } catch (RegistryException e) {
      if (e.scope() == FailureScope.METHOD) {
        return Optional.empty();
      }
      throw e;
    }
  }

  public static String name(Repository repository, String reference) {
    return repository + (reference.contains(":") ? "@" : ":") + reference;
  }

  private static RegistryRequest request(
      RequestKind kind,
      String purpose,
      URI uri,
      Repository repository,
      AccessScope access,
      RequestBody body) {
    return new RegistryRequest(
        kind, purpose, uri, repository, List.of(repository.scope(access.actions())), body);
  }

  private static Manifest parse(
      RegistryRequest request, RegistryResponse response, String reference, byte[] bytes) {
    Optional<String> announced = announced(response);
    boolean byDigest = Digests.isValid(reference);
    if (byDigest && !Digests.matches(reference, bytes)) {
      throw RegistryFailures.of(
          RegistryError.CONTENT_CORRUPT,
          request,
          "sent %d bytes whose digest is %s".formatted(bytes.length, Digests.sha256(bytes)));
    }
    if (!byDigest && announced.isPresent() && !Digests.matches(announced.get(), bytes)) {
      throw RegistryFailures.of(
          RegistryError.CONTENT_CORRUPT,
          request,
          "announced %s and sent %d bytes whose digest is %s"
              .formatted(announced.get(), bytes.length, Digests.sha256(bytes)));
    }
    try {
      return ManifestParser.parse(
          bytes,
          response.header("Content-Type").orElse(""),
          byDigest ? reference : Digests.sha256(bytes));
    } catch (ManifestParser.InvalidManifestException e) {
      boolean whole = byDigest || announced.isPresent();
      throw RegistryFailures.of(
          whole ? RegistryError.MANIFEST_INVALID : RegistryError.CONTENT_CORRUPT,
          request,
          "sent a manifest that cannot be used: %s%s"
              .formatted(e.getMessage(), whole ? "" : ", or it was cut off"));
    }
  }

  /** The digest that an answer gives; one that is not spelled as a digest says nothing. */
  private static Optional<String> announced(RegistryResponse response) {
    return response.header("Docker-Content-Digest").filter(Digests::isValid);
  }
}
