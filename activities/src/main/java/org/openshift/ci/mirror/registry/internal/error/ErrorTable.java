package org.openshift.ci.mirror.registry.internal.error;

import static org.openshift.ci.mirror.registry.RegistryError.ACCESS_DENIED;
import static org.openshift.ci.mirror.registry.RegistryError.CONTENT_CORRUPT;
import static org.openshift.ci.mirror.registry.RegistryError.CREDENTIALS_REFUSED;
import static org.openshift.ci.mirror.registry.RegistryError.DESTINATION_TAG_INVALID;
import static org.openshift.ci.mirror.registry.RegistryError.LAYER_UNSUPPORTED;
import static org.openshift.ci.mirror.registry.RegistryError.MANIFEST_INVALID;
import static org.openshift.ci.mirror.registry.RegistryError.PULL_SPEC_INVALID;
import static org.openshift.ci.mirror.registry.RegistryError.RATE_LIMITED;
import static org.openshift.ci.mirror.registry.RegistryError.REGISTRY_ERROR;
import static org.openshift.ci.mirror.registry.RegistryError.REGISTRY_READ_ONLY;
import static org.openshift.ci.mirror.registry.RegistryError.SOURCE_INCOMPLETE;
import static org.openshift.ci.mirror.registry.RegistryError.SOURCE_MISSING;
import static org.openshift.ci.mirror.registry.RegistryError.TIMEOUT;
import static org.openshift.ci.mirror.registry.RegistryError.UPLOAD_INTERRUPTED;

import java.util.Locale;
import java.util.Set;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;

/**
 * The one table of what an unsuccessful answer means: status and error codes of the OCI
 * distribution specification ("Error Codes"), and answers observed from quay.io, OpenShift's
 * registry and distribution.
 */
final class ErrorTable {

  /**
   * The error codes of the specification, without TOOMANYREQUESTS, which is about the registry and
   * not about the request.
   */
  private static final Set<String> DEFINITE_CODES =
      Set.of(
          "BLOB_UNKNOWN",
          "BLOB_UPLOAD_INVALID",
          "BLOB_UPLOAD_UNKNOWN",
          "DENIED",
          "DIGEST_INVALID",
          "MANIFEST_BLOB_UNKNOWN",
          "MANIFEST_INVALID",
          "MANIFEST_UNKNOWN",
          "MANIFEST_UNVERIFIED",
          "NAME_INVALID",
          "NAME_UNKNOWN",
          "SIZE_INVALID",
          "TAG_INVALID",
          "UNAUTHORIZED",
          "UNSUPPORTED");

  private ErrorTable() {}

  /** The class of an unsuccessful answer. */
  record ErrorClass(RegistryError type, FailureScope scope) {}

  /**
   * Classifies an unsuccessful answer.
   *
   * @param html whether its body is a web page, which comes from a proxy in front of the registry
   *     and says nothing about an image
   */
  static ErrorClass classify(RequestKind kind, int status, ErrorBody body, boolean html) {
    if (status == 429 || body.has("TOOMANYREQUESTS")) {
      return of(RATE_LIMITED, kind);
    }
    if (isNotUnderstood(kind, status, body)) {
      return new ErrorClass(REGISTRY_ERROR, FailureScope.METHOD);
    }
    if (status >= 500 || status < 400) {
      return of(REGISTRY_ERROR, kind);
    }
    return switch (status) {
      case 401 -> of(body.has("DENIED") ? ACCESS_DENIED : CREDENTIALS_REFUSED, kind);
      case 403, 451 -> of(ACCESS_DENIED, kind);
      case 404 -> html ? of(REGISTRY_ERROR, kind) : notFound(kind, body);
      // Quay.io answers writes with 405 DENIED while it is read-only.
      case 405 ->
          of(kind.scope() == FailureScope.WRITE ? REGISTRY_READ_ONLY : REGISTRY_ERROR, kind);
      case 408 -> of(TIMEOUT, kind);
      case 413 -> of(kind == RequestKind.UPLOAD ? LAYER_UNSUPPORTED : MANIFEST_INVALID, kind);
      case 416 -> new ErrorClass(UPLOAD_INTERRUPTED, FailureScope.UPLOAD_SESSION);
      // Nobody but the registry knows why, such as 409 for a tag that it protects.
      default -> kind.removesTag() ? of(ACCESS_DENIED, kind) : byCode(kind, body);
    };
  }

  /**
   * Whether a 5xx may be a refusal for good, since its code blames the request. Distribution
   * answers 500 to a manifest whose URLs it does not allow, for example (UNKNOWN,
   * MANIFEST_BLOB_UNKNOWN).
   */
  static boolean isDefinite(int status, ErrorBody body) {
    return status >= 500
        && !body.has("TOOMANYREQUESTS")
        && DEFINITE_CODES.stream().anyMatch(body::has);
  }

  /**
   * Whether a registry does not support a HEAD of manifests, referrers, or mounts, so that the
   * caller must do without.
   */
  private static boolean isNotUnderstood(RequestKind kind, int status, ErrorBody body) {
    return switch (kind) {
      case MANIFEST_CHECK -> status == 400 || status == 405 || status == 501;
      // Registries refuse what they do not know in many ways: ghcr.io 303, Artifactory 406.
      case REFERRERS -> (status < 500 && status != 408) || status == 501;
      case MOUNT ->
          status == 400
              || status == 501
              || (status == 404 && !body.has("NAME_UNKNOWN"))
              || (status == 405 && !body.has("DENIED"));
      case MANIFEST_READ, MANIFEST_WRITE, BLOB_CHECK, BLOB_READ, UPLOAD_START, UPLOAD -> false;
      // "If tag deletion is disabled, the registry MUST respond with either a 400 or a 405."
      case TAG_REMOVE -> status == 400 || status == 501 || (status == 405 && !body.has("DENIED"));
      case UPLOAD_CANCEL, TOKEN, PING, TAG_LIST, TAG_NAMES, API_TAG_REMOVE -> false;
    };
  }

  private static ErrorClass notFound(RequestKind kind, ErrorBody body) {
    return switch (kind) {
      case MANIFEST_CHECK, MANIFEST_READ, REFERRERS -> of(SOURCE_MISSING, kind);
      case BLOB_CHECK, BLOB_READ -> of(SOURCE_INCOMPLETE, kind);
      // The registry lost the session, for example in a restart (BLOB_UPLOAD_UNKNOWN).
      case UPLOAD, UPLOAD_CANCEL -> new ErrorClass(UPLOAD_INTERRUPTED, FailureScope.UPLOAD_SESSION);
      case MANIFEST_WRITE -> hasUnknownBlob(body) ? blobsMissing() : of(ACCESS_DENIED, kind);
      // Without access, registries pretend that the repository does not exist (NAME_UNKNOWN).
      case UPLOAD_START, MOUNT -> of(ACCESS_DENIED, kind);
      // For the tag list: the registry is not quay, or hides the repository.
      case TOKEN, PING, TAG_LIST -> of(REGISTRY_ERROR, kind);
      // The repository is hidden, or does not exist.
      case TAG_NAMES -> of(ACCESS_DENIED, kind);
      // The tag is gone.
      case TAG_REMOVE, API_TAG_REMOVE -> of(SOURCE_MISSING, kind);
    };
  }

  private static ErrorClass byCode(RequestKind kind, ErrorBody body) {
    if (kind == RequestKind.MANIFEST_WRITE && hasUnknownBlob(body)) {
      return blobsMissing();
    }
    if (body.has("UNAUTHORIZED")) {
      return of(CREDENTIALS_REFUSED, kind);
    }
    if (body.has("DENIED")) {
      return of(ACCESS_DENIED, kind);
    }
    if (body.has("BLOB_UPLOAD_INVALID")
        || body.has("BLOB_UPLOAD_UNKNOWN")
        || body.has("RANGE_INVALID")) {
      return new ErrorClass(UPLOAD_INTERRUPTED, FailureScope.UPLOAD_SESSION);
    }
    if (body.has("DIGEST_INVALID") || body.has("SIZE_INVALID")) {
      return of(CONTENT_CORRUPT, kind);
    }
    if (body.has("TAG_INVALID")) {
      return of(DESTINATION_TAG_INVALID, kind);
    }
    if (body.has("NAME_INVALID")) {
      return of(PULL_SPEC_INVALID, kind);
    }
    if (kind == RequestKind.MANIFEST_WRITE
        && (body.has("MANIFEST_INVALID")
            || body.has("UNSUPPORTED")
            || body.has("MANIFEST_UNVERIFIED"))) {
      if (saysNothing(body)) {
        // Quay.io says no more when a child of an index is missing, but also for other faults.
        return new ErrorClass(MANIFEST_INVALID, FailureScope.BLOBS_MISSING_AT_TARGET);
      }
      return of(namesLayerType(body) ? LAYER_UNSUPPORTED : MANIFEST_INVALID, kind);
    }
    return of(REGISTRY_ERROR, kind);
  }

  private static boolean hasUnknownBlob(ErrorBody body) {
    return body.has("MANIFEST_BLOB_UNKNOWN")
        || body.has("BLOB_UNKNOWN")
        || body.has("MANIFEST_UNKNOWN")
        || (body.has("MANIFEST_INVALID") && namesMissingBlob(body));
  }

  /** Quay.io answers MANIFEST_INVALID with "Unknown blob" and the digest as its detail. */
  private static boolean namesMissingBlob(ErrorBody body) {
    String text = body.text().toLowerCase(Locale.ROOT);
    return text.contains("unknown blob") || text.contains("blob unknown");
  }

  /** The code without a text, or with its default text. */
  private static boolean saysNothing(ErrorBody body) {
    return body.has("MANIFEST_INVALID")
        && (body.text().isEmpty() || body.text().equalsIgnoreCase("manifest invalid"));
  }

  /** Quay.io rejects some layer media types with MANIFEST_INVALID and names the type. */
  private static boolean namesLayerType(ErrorBody body) {
    String text = body.text().toLowerCase(Locale.ROOT);
    return text.contains("rootfs.diff.tar") || text.contains("image.layer.");
  }

  private static ErrorClass blobsMissing() {
    return new ErrorClass(UPLOAD_INTERRUPTED, FailureScope.BLOBS_MISSING_AT_TARGET);
  }

  private static ErrorClass of(RegistryError type, RequestKind kind) {
    boolean restartHelps = kind == RequestKind.UPLOAD && type == CREDENTIALS_REFUSED;
    return new ErrorClass(type, restartHelps ? FailureScope.UPLOAD_SESSION : kind.scope());
  }

  /** What to do about a failure of this type; empty where the reason is enough. */
  static String advice(RegistryError type, RequestKind kind) {
    return switch (type) {
      case RATE_LIMITED -> "the registry limits requests: try again later, at a lower rate";
      case REGISTRY_READ_ONLY ->
          "the registry accepts no writes at present: worth another try later";
      case REGISTRY_ERROR, TIMEOUT, REGISTRY_UNREACHABLE, UPLOAD_INTERRUPTED ->
          "worth another try later";
      case SOURCE_MISSING -> "push the image, or remove the tag that names it";
      case SOURCE_INCOMPLETE -> "the image is damaged at its registry: push it again";
      case MANIFEST_INVALID -> "build the image again with a current tool";
      case LAYER_UNSUPPORTED ->
          "the target does not accept this layer: build the image with gzip-compressed layers";
      case DESTINATION_TAG_INVALID -> "rename the tag";
      case PULL_SPEC_INVALID -> "correct the name of the repository";
      case ACCESS_DENIED ->
          kind.scope() == FailureScope.WRITE
              ? "grant the account write access, or create the repository"
              : "grant the account read access";
      case CONTENT_CORRUPT, READ_BACK_DIFFERS ->
          "worth another try; if it fails again, look at the registry";
      case CREDENTIALS_REFUSED, MANIFEST_SCHEMA1, IMAGE_EXCLUDED -> "";
    };
  }
}
