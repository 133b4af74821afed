package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why a mirror task did not succeed: the table that says which failures are transient.
 *
 * <p>{@link #wireName()} is the name in Temporal: failure type and search attribute {@code
 * MirrorErrorType}. The workflow does not read {@link #parkAfter()} from this table but from the
 * activity's failure ({@link FailureDetail}), so that a change here cannot break replay.
 *
 * <p>{@code RegistryErrors} maps the registry engine's errors to these types.
 */
public enum MirrorErrorType {
  /** No connection, or a broken one: refused, reset, unknown host, TLS failure. */
  REGISTRY_UNREACHABLE("RegistryUnreachable", Park.NEVER),
  /**
   * Status 5xx, or an answer that cannot be read. A 5xx whose error code blames the request parks
   * after {@link #SEVERAL} failures.
   */
  REGISTRY_ERROR("RegistryError", Park.NEVER),
  /** Status 429, with or without {@code Retry-After}. */
  RATE_LIMITED("RateLimited", Park.NEVER),
  /** The registry refuses writes for now, as quay.io in its read-only mode (405 DENIED). */
  REGISTRY_READ_ONLY("RegistryReadOnly", Park.NEVER),
  /** No answer, or no further byte of it, within the timeout. */
  TIMEOUT("Timeout", Park.NEVER),
  /** The registry forgot or refused the upload session. */
  UPLOAD_INTERRUPTED("UploadInterrupted", Park.NEVER),
  /** The digest of the bytes received is not the requested one. */
  CONTENT_CORRUPT("ContentCorrupt", Park.AFTER_SOME_ATTEMPTS),
  /** The digest read back after a push is not the one pushed. */
  READ_BACK_DIFFERS("ReadBackDiffers", Park.AFTER_SOME_ATTEMPTS),
  /** Status 401 with the configured credentials. */
  CREDENTIALS_REFUSED("CredentialsRefused", Park.AFTER_SOME_ATTEMPTS),
  /** Status 403, or a 401 that names a missing permission. */
  ACCESS_DENIED("AccessDenied", Park.AFTER_SOME_ATTEMPTS),
  /** The source image's manifest does not exist. */
  SOURCE_MISSING("SourceMissing", Park.AFTER_MINUTES),
  /** A blob or child manifest of the source image does not exist. */
  SOURCE_INCOMPLETE("SourceIncomplete", Park.AFTER_SOME_ATTEMPTS),
  /** The image stream tag has no image, as after a failed import. */
  SOURCE_TAG_EMPTY("SourceTagEmpty", Park.AT_ONCE),
  /** The target refuses the manifest, or the source's answer is no manifest. */
  MANIFEST_INVALID("ManifestInvalid", Park.AFTER_SOME_ATTEMPTS),
  /** A schema 1 manifest, which the target refuses. */
  MANIFEST_SCHEMA1("ManifestSchema1", Park.AT_ONCE),
  /** A layer with a media type that the target refuses. */
  LAYER_UNSUPPORTED("LayerUnsupported", Park.AT_ONCE),
  /** The settings exclude such images: the task ends as skipped. */
  IMAGE_EXCLUDED("ImageExcluded", Park.AT_ONCE),
  /** The pull spec of the source or the target cannot be parsed. */
  PULL_SPEC_INVALID("PullSpecInvalid", Park.AT_ONCE),
  /** The tag at the target is not a valid tag, as it is longer than 128 characters. */
  DESTINATION_TAG_INVALID("DestinationTagInvalid", Park.AT_ONCE),
  /** Two source tags claim one tag at the target. */
  DESTINATION_CONFLICT("DestinationConflict", Park.AT_ONCE),
  /** No rule claims the destination: the task ends as withdrawn. */
  NOT_WATCHED("NotWatched", Park.AT_ONCE),
  /** The settings ignore the tag or its source: the task ends as withdrawn. */
  IGNORED("Ignored", Park.AT_ONCE),
  /** The image stream tag, or its stream, does not exist: the task ends as withdrawn. */
  SOURCE_GONE("SourceGone", Park.AT_ONCE),
  /** A person parked the task, and nothing is pushed until a person unparks it. */
  PARKED_BY_HAND("ParkedByHand", Park.AT_ONCE),
  /** A person ended the task: it ends as withdrawn. */
  WITHDRAWN_BY_HAND("WithdrawnByHand", Park.AT_ONCE),
  /** The destination should hold another image than when the push began. */
  SOURCE_MOVED("SourceMoved", Park.NEVER),
  /** The image streams cannot be read now, so it is unknown what the destination should hold. */
  IMAGE_STREAMS_UNREADABLE("ImageStreamsUnreadable", Park.NEVER),
  /** The worker has older rules than another worker, and leaves the decision to that one. */
  RULES_OUTDATED("RulesOutdated", Park.NEVER),
  /** Anything else, most likely a defect of this program. */
  UNEXPECTED("Unexpected", Park.NEVER);

  /**
   * How many failures in a row park a task if they only look permanent. With the task's backoff,
   * these attempts take about half a minute.
   */
  public static final int SEVERAL = 5;

  private static final class Park {
    static final int AT_ONCE = 1;
    static final int AFTER_SOME_ATTEMPTS = SEVERAL;

    /** With the task's backoff, these attempts take two to four minutes. */
    static final int AFTER_MINUTES = 8;

    static final int NEVER = Integer.MAX_VALUE;
  }

  private final String wireName;
  private final int parkAfter;

  MirrorErrorType(String wireName, int parkAfter) {
    this.wireName = wireName;
    this.parkAfter = parkAfter;
  }

  /** The name in Temporal and in the API. */
  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The type with this name; {@link #UNEXPECTED} for a name that only a newer version has. */
  @JsonCreator
  public static MirrorErrorType of(String wireName) {
    for (MirrorErrorType type : values()) {
      if (type.wireName.equals(wireName)) {
        return type;
      }
    }
    return UNEXPECTED;
  }

  /**
   * How many failures of this type in a row park a task, from 1 (the first one does) to {@link
   * Integer#MAX_VALUE} (none ever does).
   */
  public int parkAfter() {
    return parkAfter;
  }

  /** Whether further attempts are pointless until something changes. */
  public boolean permanent() {
    return parkAfter == Park.AT_ONCE;
  }
}
