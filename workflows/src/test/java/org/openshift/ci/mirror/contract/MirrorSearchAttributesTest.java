package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributes;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.TagReference;

class MirrorSearchAttributesTest {

  private static final TagReference TAG = TagReference.parse("ocp/4.20:cli");

  @Test
  void theNamesAndTypesAreFixedAndFewEnoughForSqlStores() {
    IndexedValueType keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
    Map<String, IndexedValueType> expected = new TreeMap<>();
    expected.put("ImageNamespace", keyword);
    expected.put("ImageName", keyword);
    expected.put("ImageTag", keyword);
    expected.put("MirrorOwner", keyword);
    expected.put("MirrorState", keyword);
    expected.put("SourceDigest", keyword);
    expected.put("QuayDigest", keyword);
    expected.put("MirrorErrorType", keyword);
    expected.put("Stale", IndexedValueType.INDEXED_VALUE_TYPE_BOOL);
    assertEquals(expected, new TreeMap<>(MirrorSearchAttributes.types()));
  }

  @Test
  void aTaskBeginsAsCheckingAndStale() {
    SearchAttributes attributes =
        MirrorSearchAttributes.initial(Destination.mirror(TAG), MirrorOwner.ART);
    assertEquals("ocp", attributes.get(MirrorSearchAttributes.IMAGE_NAMESPACE));
    assertEquals("4.20", attributes.get(MirrorSearchAttributes.IMAGE_NAME));
    assertEquals("cli", attributes.get(MirrorSearchAttributes.IMAGE_TAG));
    assertEquals("art", attributes.get(MirrorSearchAttributes.MIRROR_OWNER));
    assertEquals("checking", attributes.get(MirrorSearchAttributes.MIRROR_STATE));
    assertEquals(true, attributes.get(MirrorSearchAttributes.STALE));
    assertFalse(attributes.containsKey(MirrorSearchAttributes.SOURCE_DIGEST));
    assertFalse(attributes.containsKey(MirrorSearchAttributes.QUAY_DIGEST));
  }

  @Test
  void longValuesAreCutToWhatAKeywordTakes() {
    assertEquals("x".repeat(255), MirrorSearchAttributes.keyword("x".repeat(256)));
    assertEquals("x".repeat(255), MirrorSearchAttributes.keyword("x".repeat(255)));
  }
}
