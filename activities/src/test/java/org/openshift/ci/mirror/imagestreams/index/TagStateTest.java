package org.openshift.ci.mirror.imagestreams.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;

import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.watchrules.StreamReference;

class TagStateTest {

  private static final StreamReference STREAM = StreamReference.parse("ocp/a");

  @Test
  void aTagWithAnImageIsThatImage() {
    assertEquals(
        TagChange.image(STREAM.tag("x"), digest('1')),
        TagState.ofItem(STREAM, "x", digest('1'), null).toChange(STREAM.tag("x")));
  }

  @Test
  void noImageIsAProblemThatSaysWhy() {
    assertEquals(
        new Problem(
            MirrorErrorType.SOURCE_TAG_EMPTY, "ocp/a:x has no image: import failed: no such image"),
        TagState.ofNoItem(STREAM, "x", "no such\n  image").toChange(STREAM.tag("x")).problem());
  }

  @Test
  void aLongImportMessageIsCutOff() {
    String message = TagState.ofNoItem(STREAM, "x", "no ".repeat(1_000)).problem().message();
    assertTrue(message.endsWith("no…") || message.endsWith("no …"), message);
    assertTrue(message.length() < 600, message);
  }

  @Test
  void aDigestOfAnotherFormIsAProblem() {
    assertEquals(
        new Problem(
            MirrorErrorType.PULL_SPEC_INVALID,
            "ocp/a:x names the image 'sha256:12': expected sha256: and 64 hexadecimal digits"),
        TagState.ofItem(STREAM, "x", "sha256:12", null).toChange(STREAM.tag("x")).problem());
  }
}
