package org.openshift.ci.mirror.worker.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.TagReference;

/** Which entries a new version of the configuration changes. */
class ConfigChangeSweepsTest {

  private static final TagReference SAME = TagReference.parse("ns/same:1");
  private static final TagReference OTHER = TagReference.parse("ns/other:1");
  private static final TagReference NEW = TagReference.parse("ns/new:1");
  private static final TagReference GONE = TagReference.parse("ns/gone:1");

  @Test
  void findsAddedRemovedAndChangedEntries() {
    Map<TagReference, String> before = Map.of(SAME, "a", OTHER, "b", GONE, "c");
    Map<TagReference, String> now = Map.of(SAME, "a", OTHER, "d", NEW, "e");
    assertEquals(Map.of(OTHER, "d", NEW, "e", GONE, ""), ConfigChangeSweeps.changed(before, now));
    assertEquals(
        List.of(GONE, NEW, OTHER), List.copyOf(ConfigChangeSweeps.changed(before, now).keySet()));
  }

  @Test
  void theSameVersionChangesNothing() {
    assertEquals(Map.of(), ConfigChangeSweeps.changed(Map.of(SAME, "a"), Map.of(SAME, "a")));
  }
}
