package org.openshift.ci.mirror.imagestreams.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.digest;
import static org.openshift.ci.mirror.imagestreams.Samples.stream;
import static org.openshift.ci.mirror.imagestreams.Samples.watching;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

class TagIndexTest {

  private final TagIndex index = new TagIndex(watching("ocp"));

  @Test
  void aNewStreamGivesEachOfItsWatchedTags() {
    assertEquals(List.of("ocp/a:x", "ocp/a:y"), put(stream("ocp/a", "x=1", "y")));
    assertEquals(List.of(), put(stream("other/a", "x=3", "y")));
  }

  @Test
  void onlyTagsThatDifferAreNamed() {
    put(stream("ocp/a", "x=1", "y=2"));
    assertEquals(List.of(), put(stream("ocp/a", "x=1", "y=2")));
    assertEquals(List.of("ocp/a:y"), put(stream("ocp/a", "x=1", "y=3")));
    assertEquals(List.of("ocp/a:y"), put(stream("ocp/a", "x=1", "y=2")), "back to the old one");
    assertEquals(List.of("ocp/a:x"), put(stream("ocp/a", "x", "y=2")), "its image went");
  }

  @Test
  void theSameImagePutThereAgainIsANewItem() {
    StreamReference stream = StreamReference.parse("ocp/a");
    put(ofItem(stream, TagState.ofItem(stream, "x", digest('1'), "2026-01-01T00:00:00Z")));
    assertEquals(
        List.of("ocp/a:x"),
        put(ofItem(stream, TagState.ofItem(stream, "x", digest('1'), "2026-01-02T00:00:00Z"))));
  }

  @Test
  void anotherReasonForHavingNoImageIsAChange() {
    StreamReference stream = StreamReference.parse("ocp/a");
    put(ofItem(stream, TagState.ofNoItem(stream, "x", "no such image")));
    assertEquals(List.of(), put(ofItem(stream, TagState.ofNoItem(stream, "x", "no such image"))));
    assertEquals(
        List.of("ocp/a:x"), put(ofItem(stream, TagState.ofNoItem(stream, "x", "no permission"))));
  }

  @Test
  void aTagThatVanishedIsNamed() {
    put(stream("ocp/a", "x=1", "y=2"));
    assertEquals(List.of("ocp/a:x"), put(stream("ocp/a", "y=2")));
    assertEquals(List.of("ocp/a:x"), put(stream("ocp/a", "x=1", "y=2")), "it may come back");
  }

  @Test
  void theTagsOfADeletedStreamAreNamed() {
    put(stream("ocp/a", "x=1", "y"));
    put(stream("ocp/b", "x=1"));
    put(stream("other/a", "x=1"));
    assertEquals(List.of("ocp/a:x", "ocp/a:y"), remove(stream("ocp/a")));
    assertEquals(List.of(), remove(stream("ocp/a")));
    assertEquals(List.of(), remove(stream("other/a", "x=1")));
    assertEquals(List.of("ocp/never-seen:x"), remove(stream("ocp/never-seen", "x=1")));
  }

  @Test
  void otherRulesNameWhatBecomesWatchedAndWhatCeasesToBe() {
    put(stream("ocp/a", "x=1"));
    put(stream("other/a", "x=2", "y=3"));
    WatchRules rules =
        WatchRules.builder()
            .additionalStreams(List.of("other/a"))
            .ignoreTags(List.of("other/a:y"))
            .build();
    assertEquals(List.of("ocp/a:x", "other/a:x"), names(index.replaceRules(rules)));
    assertEquals(List.of(), names(index.replaceRules(rules)));
    assertEquals(List.of(), put(stream("ocp/a", "x=4")), "the new rules are in force");
  }

  @Test
  void aListInPartsNamesWhatDiffersAndWhatIsGone() {
    put(stream("ocp/a", "x=1", "y=2"));
    put(stream("ocp/b", "x=1"));
    put(stream("ocp/c", "x=1"));
    assertFalse(index.complete());
    TagIndex.Listing list = index.beginList();
    assertEquals(List.of("ocp/a:y"), names(list.add(List.of(stream("ocp/a", "x=1")))));
    assertEquals(
        List.of("ocp/b:x", "ocp/d:x"),
        names(list.add(List.of(stream("ocp/b", "x=2"), stream("ocp/d", "x=7")))));
    assertEquals(List.of("ocp/c:x"), names(list.complete()));
    assertTrue(index.complete());
  }

  @Test
  void forgottenTagsAreNamedAgainAlsoWhenTheyAreGone() {
    put(stream("ocp/a", "x=1", "y=2"));
    put(stream("ocp/b", "x=1"));
    index.beginList().complete();
    put(stream("ocp/a", "x=1", "y=2"));
    put(stream("ocp/b", "x=1"));
    index.forgetStates();
    assertFalse(index.complete());
    TagIndex.Listing list = index.beginList();
    assertEquals(List.of("ocp/a:x", "ocp/a:y"), names(list.add(List.of(stream("ocp/a", "x=1")))));
    assertEquals(List.of("ocp/b:x"), names(list.complete()));
  }

  private static StreamState ofItem(StreamReference stream, TagState tag) {
    return new StreamState(stream, List.of(tag));
  }

  private List<String> put(StreamState state) {
    return names(index.put(state));
  }

  private List<String> remove(StreamState last) {
    return names(index.remove(last));
  }

  private static List<String> names(Collection<TagReference> tags) {
    return tags.stream().map(TagReference::toString).sorted().toList();
  }
}
