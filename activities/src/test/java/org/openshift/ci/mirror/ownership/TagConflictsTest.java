package org.openshift.ci.mirror.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.model.TagReference;

class TagConflictsTest {

  @ParameterizedTest
  @CsvSource({
    "ocp/4.22:base,",
    "a/b_c:d,     a/b:c_d",
    "a/b:c_d,     a/b_c:d",
    "a/b_c:d_e,   a/b:c_d_e a/b_c_d:e",
    "a/b:_d,      a/b_:d",
    "a/b_:d,      a/b:_d",
    "a/b:c_,",
    "a_b/c:d,     a/b:c_d a/b_c:d",
    "_a/b:c,",
  })
  void areAllWaysToSplitTheFloatingTag(String tag, String others) {
    List<String> candidates =
        TagConflicts.candidates(TagReference.parse(tag)).stream()
            .map(TagReference::toString)
            .toList();
    assertEquals(tag, candidates.getFirst());
    assertEquals(
        others == null ? List.of() : List.of(others.split(" ")),
        candidates.subList(1, candidates.size()));
    for (String candidate : candidates) {
      assertEquals(
          TagReference.parse(tag).floatingTag(), TagReference.parse(candidate).floatingTag());
    }
  }
}
