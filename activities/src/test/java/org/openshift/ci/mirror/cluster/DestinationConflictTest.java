package org.openshift.ci.mirror.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.openshift.ci.mirror.model.TagChange;

/** Two tags that would be one tag at the target: {@code a/b_c:d} and {@code a/b:c_d}. */
class DestinationConflictTest {

  private final TagIndex index = new TagIndex(watching("a"));

  @Test
  void bothAreAProblemThatNamesBoth() {
    assertEquals(List.of("a/b_c:d=1"), put(stream("a/b_c", "d=1")));
    List<TagChange> changes = index.apply(List.of(stream("a/b", "c_d=2")), List.of(), LATER);
    assertEquals(
        List.of("!a/b:c_d DestinationConflict", "!a/b_c:d DestinationConflict"),
        inShort(changes).stream().sorted().toList());
    String message =
        "a/b:c_d and a/b_c:d have the same tag at the target, a_b_c_d, so none of them is mirrored;"
            + " rename all but one, or leave them out with --ignore-image-stream-tag";
    for (TagChange change : changes) {
      assertEquals(message, change.problem().message());
      assertEquals(LATER, change.observedAt());
    }
  }

  @Test
  void neitherIsToldAsAnImageWhileTheConflictLasts() {
    put(stream("a/b_c", "d=1"));
    put(stream("a/b", "c_d=2"));
    assertEquals(List.of("!a/b_c:d DestinationConflict"), put(stream("a/b_c", "d=3")));
    assertEquals(List.of(), put(stream("a/b_c", "d=3")));
    assertEquals(List.of("!a/b:c_d DestinationConflict"), put(stream("a/b", "c_d")), "no image");
  }

  @Test
  void whenOneVanishesTheOtherIsToldAgain() {
    put(stream("a/b_c", "d=1"));
    put(stream("a/b", "c_d=2"));
    List<TagChange> changes = index.apply(List.of(), List.of(StreamReference.parse("a/b")), LATER);
    assertEquals(List.of("-a/b:c_d", "a/b_c:d=1"), inShort(changes));
    assertEquals(digest('1'), changes.getLast().digest());
  }

  @Test
  void aTagThatIsNotWatchedIsInNobodysWay() {
    TagIndex few = new TagIndex(WatchRules.builder().additionalStreams(List.of("a/b_c")).build());
    assertEquals(
        List.of("a/b_c:d=1"),
        inShort(
            few.apply(List.of(stream("a/b", "c_d=2"), stream("a/b_c", "d=1")), List.of(), NOW)));
  }

  @Test
  void otherRulesBeginAndEndAConflict() {
    TagIndex few = new TagIndex(WatchRules.builder().additionalStreams(List.of("a/b_c")).build());
    few.apply(List.of(stream("a/b", "c_d=2"), stream("a/b_c", "d=1")), List.of(), NOW);
    assertEquals(
        List.of("!a/b:c_d DestinationConflict", "!a/b_c:d DestinationConflict"),
        inShort(few.replaceRules(watching("a"), LATER)).stream().sorted().toList());
    WatchRules ignoring =
        WatchRules.builder()
            .additionalNamespaces(List.of("a"))
            .ignoreTags(List.of("a/b_c:d"))
            .build();
    assertEquals(List.of("-a/b_c:d", "a/b:c_d=2"), inShort(few.replaceRules(ignoring, LATER)));
  }

  @Test
  void threeBecomeTwoBecomeOne() {
    put(stream("a/b_c_d", "e=1"));
    put(stream("a/b_c", "d_e=2"));
    assertEquals(3, put(stream("a/b", "c_d_e=3")).size());
    List<TagChange> two = index.apply(List.of(), List.of(StreamReference.parse("a/b")), LATER);
    assertEquals(
        List.of("-a/b:c_d_e", "!a/b_c:d_e DestinationConflict", "!a/b_c_d:e DestinationConflict"),
        inShort(two));
    assertEquals(
        List.of("-a/b_c:d_e", "a/b_c_d:e=1"),
        inShort(index.apply(List.of(), List.of(StreamReference.parse("a/b_c")), LATER)));
  }

  @Test
  void aTagThatMovesFromOneToTheOtherIsNoConflict() {
    put(stream("a/b_c", "d=1", "x=2"));
    assertEquals(
        List.of("-a/b_c:d", "a/b:c_d=1"),
        inShort(
            index.apply(
                List.of(stream("a/b", "c_d=1"), stream("a/b_c", "x=2")), List.of(), LATER)));
  }

  @Test
  void whileAListComesInPartsNeitherIsMirroredFirst() {
    TagIndex.Intake list = index.beginIntake(NOW);
    assertEquals(
        List.of("a/x:plain=2"),
        inShort(list.add(List.of(stream("a/b_c", "d=1"), stream("a/x", "plain=2")), List.of())));
    assertEquals(List.of(), list.add(List.of(stream("a/b", "c_d=2")), List.of()));
    assertEquals(
        List.of("!a/b:c_d DestinationConflict", "!a/b_c:d DestinationConflict"),
        inShort(list.completeList()).stream().sorted().toList());
  }

  private List<String> put(StreamState state) {
    return inShort(index.apply(List.of(state), List.of(), LATER));
  }
}
