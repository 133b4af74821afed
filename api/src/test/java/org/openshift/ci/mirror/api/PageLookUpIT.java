package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.TagReference;

/** Looking one tag up on the page. */
class PageLookUpIT extends WithPage {

  private static final String SPEC = "quay.io/openshift/ci:ocp_4.22_component-0000";
  private static final TagReference TAG = new TagReference("ocp", "4.22", "component-0000");

  @BeforeEach
  void forget() {
    temporal.lookUps.clear();
  }

  private void lookUp(String text) {
    page.value("document.getElementById('look-up-text').value = '%s'".formatted(text));
    page.click("#look-up button");
  }

  @Test
  void aPastedPullSpecAtTheTargetLeadsToItsTag() {
    temporal.lookUps.put(SPEC, List.of(TAG));
    load(1, "");
    lookUp(" " + SPEC + " ");
    page.awaitText("#tag-name", TAG.toString());
    page.awaitText("#tag-state", "parked");
    assertTrue(page.value("document.getElementById('look-up-hint').hidden").asBoolean());
  }

  @Test
  void aTagLeadsToItselfWithoutAQuestion() {
    load(1, "");
    lookUp(TAG.toString());
    page.awaitText("#tag-name", TAG.toString());
  }

  @Test
  void severalTagsOfAnImageAreOffered() throws IOException {
    TagReference other = new TagReference("ocp", "4.22", "component-0001");
    String digest = "quay.io/openshift/ci@sha256:" + "0".repeat(64);
    temporal.lookUps.put("quay.io/openshift/ci", List.of(TAG, other));
    load(2, "");
    lookUp(digest);
    page.awaitText("#look-up-hint", "Several tags have this image: " + TAG + ", " + other);
    requireAccessible("several", "document");
    page.click("#look-up-hint a");
    page.awaitText("#tag-name", TAG.toString());
  }

  @Test
  void saysWhatToTypeInsteadOfWhatNobodyKnows() {
    load(1, "");
    lookUp(SPEC);
    page.awaitText("#look-up-hint", "Nothing is known of it; write ocp/4.20:cli.");
    lookUp("not a tag");
    page.awaitText("#look-up-hint", "Write the tag as namespace/name:tag, for example");
    assertEquals("", page.value("location.hash").asString());
  }
}
