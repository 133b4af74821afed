package org.openshift.ci.mirror.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.cluster.Samples.LATER;
import static org.openshift.ci.mirror.cluster.Samples.NOW;
import static org.openshift.ci.mirror.cluster.Samples.digest;
import static org.openshift.ci.mirror.cluster.Samples.inShort;
import static org.openshift.ci.mirror.cluster.Samples.stream;
import static org.openshift.ci.mirror.cluster.Samples.watching;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

class TagIndexTest {

  private final TagIndex index = new TagIndex(watching("ocp"));

  @Test
  void aNewStreamGivesEachOfItsWatchedTags() {
    List<TagChange> changes =
        index.apply(
            List.of(stream("ocp/a", "x=1", "y=2"), stream("other/a", "x=3")), List.of(), NOW);
    assertEquals(
        List.of(
            TagChange.image(TagReference.parse("ocp/a:x"), digest('1'), NOW),
            TagChange.image(TagReference.parse("ocp/a:y"), digest('2'), NOW)),
        changes);
  }

  @Test
  void onlyTagsWhoseNewestImageDiffersAreTold() {
    put(stream("ocp/a", "x=1", "y=2"));
    assertEquals(List.of(), put(stream("ocp/a", "x=1", "y=2")));
    assertEquals(List.of("ocp/a:y=3"), put(stream("ocp/a", "x=1", "y=3")));
    assertEquals(List.of("ocp/a:y=2"), put(stream("ocp/a", "x=1", "y=2")), "back to the old one");
  }

  @Test
  void theSameImagePutThereAgainIsANewItem() {
    StreamReference stream = StreamReference.parse("ocp/a");
    put(
        new StreamState(
            stream, List.of(TagState.ofItem(stream, "x", digest('1'), "2026-01-01T00:00:00Z"))));
    assertEquals(
        List.of("ocp/a:x=1"),
        put(
            new StreamState(
                stream,
                List.of(TagState.ofItem(stream, "x", digest('1'), "2026-01-02T00:00:00Z")))));
  }

  @Test
  void aTagThatVanishedIsRemoved() {
    put(stream("ocp/a", "x=1", "y=2"));
    List<TagChange> changes = index.apply(List.of(stream("ocp/a", "y=2")), List.of(), LATER);
    assertEquals(List.of(TagChange.removed(TagReference.parse("ocp/a:x"), LATER)), changes);
    assertEquals(List.of("ocp/a:x=1"), put(stream("ocp/a", "x=1", "y=2")), "it may come back");
  }

  @Test
  void aStreamThatWasDeletedTakesItsTagsAlong() {
    put(stream("ocp/a", "x=1", "y"));
    put(stream("ocp/b", "x=1"));
    assertEquals(List.of("-ocp/a:x", "-ocp/a:y"), remove("ocp/a").stream().sorted().toList());
    assertEquals(List.of(), remove("ocp/a"));
    assertEquals(List.of(), remove("ocp/never-seen"));
  }

  @Test
  void tagsThatAreNotWatchedAreNeverTold() {
    assertEquals(List.of(), put(stream("other/a", "x=1", "y")));
    assertEquals(List.of(), put(stream("other/a", "x=2")));
    assertEquals(List.of(), remove("other/a"));
  }

  @Test
  void aTagWithoutImageIsAProblemToldOnceForEachReason() {
    StreamReference stream = StreamReference.parse("ocp/a");
    List<TagChange> first =
        index.apply(
            List.of(
                new StreamState(
                    stream, List.of(TagState.ofNoItem(stream, "x", "no such\n  image")))),
            List.of(),
            NOW);
    assertEquals(
        MirrorErrorType.SOURCE_TAG_EMPTY, first.getFirst().problem().type(), first.toString());
    assertEquals(
        "ocp/a:x has no image: import failed: no such image", first.getFirst().problem().message());
    assertNull(first.getFirst().digest());

    assertEquals(
        List.of(),
        put(new StreamState(stream, List.of(TagState.ofNoItem(stream, "x", "no such\n  image")))));
    assertEquals(
        List.of("!ocp/a:x SourceTagEmpty"),
        put(new StreamState(stream, List.of(TagState.ofNoItem(stream, "x", "other")))));
    assertEquals(List.of("ocp/a:x=1"), put(stream("ocp/a", "x=1")));
    assertEquals(List.of("!ocp/a:x SourceTagEmpty"), put(stream("ocp/a", "x")));
  }

  @Test
  void aDigestOfAnotherFormIsAProblem() {
    StreamReference stream = StreamReference.parse("ocp/a");
    List<TagChange> changes =
        index.apply(
            List.of(
                new StreamState(stream, List.of(TagState.ofItem(stream, "x", "sha256:12", null)))),
            List.of(),
            NOW);
    assertEquals(List.of("!ocp/a:x PullSpecInvalid"), inShort(changes));
    assertEquals(
        "ocp/a:x names the image 'sha256:12': expected sha256: and 64 hexadecimal digits",
        changes.getFirst().problem().message());
  }

  @Test
  void aTagThatIsTooLongForTheTargetIsAProblemOfItsOwn() {
    String tag = "t".repeat(128);
    List<TagChange> changes =
        index.apply(List.of(stream("ocp/a", tag + "=1", "y=2")), List.of(), NOW);
    assertEquals(
        List.of("!ocp/a:" + tag + " DestinationTagInvalid", "ocp/a:y=2"), inShort(changes));
    assertEquals(digest('1'), changes.getFirst().digest());
  }

  @Test
  void otherRulesTellWhatBecomesWatchedAndTakeBackWhatIsNot() {
    put(stream("ocp/a", "x=1"));
    put(stream("other/a", "x=2", "y=3"));
    WatchRules rules =
        WatchRules.builder()
            .additionalStreams(List.of("other/a"))
            .ignoreTags(List.of("other/a:y"))
            .build();
    assertEquals(List.of("-ocp/a:x", "other/a:x=2"), inShort(index.replaceRules(rules, LATER)));
    assertEquals(List.of(), inShort(index.replaceRules(rules, LATER)));
    assertEquals(List.of(), put(stream("ocp/a", "x=4")), "the new rules are in force");
  }

  @Test
  void aListInPartsTellsWhatDiffersAndWhatIsGone() {
    put(stream("ocp/a", "x=1", "y=2"));
    put(stream("ocp/b", "x=1"));
    put(stream("ocp/c", "x=1"));
    TagIndex.Intake list = index.beginIntake(LATER);
    assertEquals(
        List.of("-ocp/a:y"), inShort(list.add(List.of(stream("ocp/a", "x=1")), List.of())));
    assertEquals(
        List.of("ocp/b:x=2", "ocp/d:x=7"),
        inShort(list.add(List.of(stream("ocp/b", "x=2"), stream("ocp/d", "x=7")), List.of())));
    assertEquals(
        List.of(TagChange.removed(TagReference.parse("ocp/c:x"), LATER)), list.completeList());
    assertTrue(index.knows(StreamReference.parse("ocp/d")));
  }

  private List<String> put(StreamState state) {
    return inShort(index.apply(List.of(state), List.of(), LATER));
  }

  private List<String> remove(String stream) {
    return inShort(index.apply(List.of(), List.of(StreamReference.parse(stream)), LATER));
  }
}
