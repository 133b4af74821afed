package org.openshift.ci.mirror.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.model.TagReference;

class DestinationClaimsTest {

  @ParameterizedTest
  @CsvSource({
    "ocp/4.22:base,",
    "a/b_c:d,     a/b:c_d",
    "a/b:c_d,     a/b_c:d",
    "a/b_c:d_e,   a/b:c_d_e a/b_c_d:e",
    "a/b:_d,      a/b_:d",
    "a/b_:d,      a/b:_d",
    "a/b:c_,",
  })
  void rivalsAreAllOtherWaysToTakeTheDestinationApart(String tag, String expected) {
    List<String> rivals =
        DestinationClaims.rivals(TagReference.parse(tag)).stream()
            .map(TagReference::toString)
            .toList();
    assertEquals(expected == null ? List.of() : List.of(expected.split(" ")), rivals);
    for (String rival : rivals) {
      TagReference reference = TagReference.parse(rival);
      assertEquals(TagReference.parse(tag).floatingTag(), reference.floatingTag());
      assertTrue(DestinationClaims.ambiguous(reference));
    }
  }

  @Test
  void namespacesCountWhereFilesGiveThemOddNames() {
    DestinationClaims claims = new DestinationClaims();
    TagReference one = TagReference.parse("a_b/c:d");
    TagReference other = TagReference.parse("a/b_c:d");
    claims.claim(one);
    assertEquals(Set.of(one), claims.claim(other));
    assertTrue(claims.conflictOf(one).isPresent());
    assertEquals(Set.of(other), claims.release(one));
    assertTrue(claims.conflictOf(other).isEmpty());
  }
}
