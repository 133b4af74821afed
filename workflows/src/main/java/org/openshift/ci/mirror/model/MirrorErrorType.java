package org.openshift.ci.mirror.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Why a mirror task did not succeed: the one table that says which failures pass by themselves.
 *
 * <p>The name in Temporal (failure type, search attribute {@code MirrorErrorType}) is {@link
 * #wireName()}. The workflow never reads how often a type may fail from this table: an activity's
 * failure carries {@link #parkAfter()} with it, so that a change here cannot break the replay of a
 * running task.
 *
 * <p>The codes that registries send are mapped to these types by the registry engine (OCI
 * distribution specification, "Error Codes", and what quay.io is known to do).
 */
public enum MirrorErrorType {
  /** No connection, or it broke: refused, reset, unknown host, TLS trouble. */
  REGISTRY_UNREACHABLE("RegistryUnreachable", Park.NEVER),
  /** A 5xx status, or an answer that makes no sense. */
  REGISTRY_ERROR("RegistryError", Park.NEVER),
  /** Status 429, with or without {@code Retry-After}. */
  RATE_LIMITED("RateLimited", Park.NEVER),
  /** The registry refuses writes for now, as quay.io in its read-only mode (405 DENIED). */
  REGISTRY_READ_ONLY("RegistryReadOnly", Park.NEVER),
  /** No answer, or no further byte of one, within the time allowed. */
  TIMEOUT("Timeout", Park.NEVER),
  /** The upload session was forgotten by the registry, or refused. */
  UPLOAD_INTERRUPTED("UploadInterrupted", Park.NEVER),
  /** Bytes arrived whose digest is not the one asked for. */
  CONTENT_CORRUPT("ContentCorrupt", Park.AFTER_SOME_ATTEMPTS),
  /** The digest read back after a push is not the one pushed. */
  READ_BACK_DIFFERS("ReadBackDiffers", Park.AFTER_SOME_ATTEMPTS),
  /** Status 401 with the credentials that are configured. */
  CREDENTIALS_REFUSED("CredentialsRefused", Park.AFTER_SOME_ATTEMPTS),
  /** Status 403, or 401 that names a missing permission. */
  ACCESS_DENIED("AccessDenied", Park.AFTER_SOME_ATTEMPTS),
  /** The source image is gone: its manifest does not exist. */
  SOURCE_MISSING("SourceMissing", Park.AFTER_MINUTES),
  /** A blob or a child manifest that an existing manifest names does not exist. */
  SOURCE_INCOMPLETE("SourceIncomplete", Park.AFTER_SOME_ATTEMPTS),
  /** The image stream tag has no image, as after a failed import. */
  SOURCE_TAG_EMPTY("SourceTagEmpty", Park.AT_ONCE),
  /** The target refuses the manifest, or it is not a manifest. */
  MANIFEST_INVALID("ManifestInvalid", Park.AFTER_SOME_ATTEMPTS),
  /** A schema 1 manifest, which the target does not take. */
  MANIFEST_SCHEMA1("ManifestSchema1", Park.AT_ONCE),
  /** A layer of a kind the target refuses. */
  LAYER_UNSUPPORTED("LayerUnsupported", Park.AT_ONCE),
  /** The settings say that such an image is not mirrored: the task ends, and says so. */
  IMAGE_EXCLUDED("ImageExcluded", Park.AT_ONCE),
  /** The pull spec of the source or the target cannot be read. */
  PULL_SPEC_INVALID("PullSpecInvalid", Park.AT_ONCE),
  /** The tag at the target would break the rules for tags (at most 128 characters). */
  DESTINATION_TAG_INVALID("DestinationTagInvalid", Park.AT_ONCE),
  /** Two source tags claim one tag at the target. */
  DESTINATION_CONFLICT("DestinationConflict", Park.AT_ONCE),
  /** No rule asks for the tag: a task for it ends. */
  NOT_WATCHED("NotWatched", Park.AT_ONCE),
  /** A setting says that the tag or its source is never mirrored: a task for it ends. */
  IGNORED("Ignored", Park.AT_ONCE),
  /** The image stream tag, or its stream, does not exist (any more): a task for it ends. */
  SOURCE_GONE("SourceGone", Park.AT_ONCE),
  /** The destination should hold something else than when the push began. */
  SOURCE_MOVED("SourceMoved", Park.NEVER),
  /** The image streams cannot be read now, so nobody knows what a destination should hold. */
  IMAGE_STREAMS_UNREADABLE("ImageStreamsUnreadable", Park.NEVER),
  /** This worker has older rules than another one, and leaves the decision to that one. */
  RULES_OUTDATED("RulesOutdated", Park.NEVER),
  /** Anything else: most likely a defect of this program. */
  UNEXPECTED("Unexpected", Park.NEVER);

  private static final class Park {
    static final int AT_ONCE = 1;
    static final int AFTER_SOME_ATTEMPTS = 5;

    /** With the task's back-off these are spread over two to four minutes. */
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

  /** The type of that name; {@link #UNEXPECTED} for one that only a newer version knows. */
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
   * How many failures of this type in a row park a task; 1 parks it at the first, {@link
   * Integer#MAX_VALUE} never.
   */
  public int parkAfter() {
    return parkAfter;
  }

  /** Whether failures of this type ever park a task; false where they pass by themselves. */
  public boolean mayPark() {
    return parkAfter != Park.NEVER;
  }

  /** Whether trying again without a change of circumstances is pointless. */
  public boolean permanent() {
    return parkAfter == Park.AT_ONCE;
  }
}
