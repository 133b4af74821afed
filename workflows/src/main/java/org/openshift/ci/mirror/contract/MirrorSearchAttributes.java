package org.openshift.ci.mirror.contract;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Search attributes of mirror tasks.
 *
 * <p>Temporal's SQL visibility stores allow ten keywords and three booleans per namespace, and 255
 * characters per value, so pull specs and messages are in the {@linkplain MirrorMemo memo}.
 */
public final class MirrorSearchAttributes {

  /** Longest value of a keyword on SQL visibility stores. */
  private static final int MAX_LENGTH = 255;

  public static final SearchAttributeKey<String> IMAGE_NAMESPACE =
      SearchAttributeKey.forKeyword("ImageNamespace");
  public static final SearchAttributeKey<String> IMAGE_NAME =
      SearchAttributeKey.forKeyword("ImageName");
  public static final SearchAttributeKey<String> IMAGE_TAG =
      SearchAttributeKey.forKeyword("ImageTag");
  public static final SearchAttributeKey<String> MIRROR_OWNER =
      SearchAttributeKey.forKeyword("MirrorOwner");
  public static final SearchAttributeKey<String> MIRROR_STATE =
      SearchAttributeKey.forKeyword("MirrorState");
  public static final SearchAttributeKey<String> SOURCE_DIGEST =
      SearchAttributeKey.forKeyword("SourceDigest");
  public static final SearchAttributeKey<String> QUAY_DIGEST =
      SearchAttributeKey.forKeyword("QuayDigest");
  public static final SearchAttributeKey<String> MIRROR_ERROR_TYPE =
      SearchAttributeKey.forKeyword("MirrorErrorType");
  public static final SearchAttributeKey<Boolean> STALE = SearchAttributeKey.forBoolean("Stale");

  private MirrorSearchAttributes() {}

  /** Every attribute with its type, for registration in a Temporal namespace. */
  public static Map<String, IndexedValueType> types() {
    Map<String, IndexedValueType> types = new LinkedHashMap<>();
    for (SearchAttributeKey<String> key :
        List.of(
            IMAGE_NAMESPACE,
            IMAGE_NAME,
            IMAGE_TAG,
            MIRROR_OWNER,
            MIRROR_STATE,
            SOURCE_DIGEST,
            QUAY_DIGEST,
            MIRROR_ERROR_TYPE)) {
      types.put(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
    }
    types.put(STALE.getName(), IndexedValueType.INDEXED_VALUE_TYPE_BOOL);
    return types;
  }

  /**
   * The attributes of a new task. It counts as stale until the target was read, so that a tag does
   * not look mirrored while the target cannot be reached.
   */
  public static SearchAttributes initial(Destination destination, MirrorOwner owner) {
    TagReference tag = destination.tag();
    return SearchAttributes.newBuilder()
        .set(IMAGE_NAMESPACE, keyword(tag.namespace()))
        .set(IMAGE_NAME, keyword(tag.name()))
        .set(IMAGE_TAG, keyword(tag.tag()))
        .set(MIRROR_OWNER, owner.wireName())
        .set(MIRROR_STATE, MirrorState.CHECKING.wireName())
        .set(STALE, true)
        .build();
  }

  /** The attributes of a new task whose image could not be mirrored just now. */
  static SearchAttributes failing(Destination destination, MirrorOwner owner, Problem problem) {
    return SearchAttributes.newBuilder(initial(destination, owner))
        .set(MIRROR_STATE, MirrorState.RETRYING.wireName())
        .set(MIRROR_ERROR_TYPE, problem.type().wireName())
        .build();
  }

  /** The value, cut to the longest keyword. */
  public static String keyword(String value) {
    return value.length() <= MAX_LENGTH ? value : value.substring(0, MAX_LENGTH);
  }
}
