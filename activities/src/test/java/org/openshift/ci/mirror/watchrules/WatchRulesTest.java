package org.openshift.ci.mirror.watchrules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.model.TagReference;

class WatchRulesTest {

  private record Inputs(Set<String> tags, Set<String> streams) implements TestInputs {
    @Override
    public boolean containsTag(TagReference tag) {
      return tags.contains(tag.toString());
    }

    @Override
    public boolean containsStream(StreamReference stream) {
      return streams.contains(stream.toString());
    }

    @Override
    public String fingerprint() {
      return Fingerprint.of(Stream.concat(tags.stream(), streams.stream()));
    }
  }

  /** For every two rules next to each other in the order, there is a tag that both match. */
  private final WatchRules rules =
      WatchRules.builder()
          .ignoreTags(List.of("ci/ignored:latest", "extra/stream:ignored"))
          .additionalTags(
              List.of("ci/ignored:latest", "ci/tool:latest", "ci/back:latest", "space/a:tag"))
          .additionalNamespaces(List.of("space"))
          .additionalStreams(List.of("extra/stream", "extra/input"))
          .build()
          .withTestInputs(
              new Inputs(
                  Set.of("space/a:input", "ocp/base:tag", "extra/stream:input"),
                  Set.of("ocp/whole", "extra/input")));

  private record Claims(Set<String> supplemental, Set<String> backfill) implements TargetClaims {
    @Override
    public boolean isSupplementalTarget(TagReference tag) {
      return supplemental.contains(tag.toString());
    }

    @Override
    public boolean isBackfillTarget(TagReference tag) {
      return backfill.contains(tag.toString());
    }

    @Override
    public String fingerprint() {
      return Fingerprint.of(Stream.of("s " + supplemental, "b " + backfill));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "ci/ignored:latest,    IGNORED",
    "ci/tool:latest,       SUPPLEMENTAL_TARGET",
    "space/a:tag,          SUPPLEMENTAL_TARGET",
    "ci/back:latest,       BACKFILL_TARGET",
    "ocp/base:tag,         BACKFILL_TARGET",
    "extra/stream:other,   BACKFILL_TARGET",
    "ocp/whole:any,        TEST_INPUT_STREAM",
  })
  void targetsOfTheConfigurationAreNotWatchedWhateverOtherRulesMatch(
      String tag, WatchRule expected) {
    WatchRules claimed =
        rules.withClaims(
            new Claims(
                Set.of("ci/ignored:latest", "ci/tool:latest", "space/a:tag"),
                Set.of("space/a:tag", "ci/back:latest", "ocp/base:tag", "extra/stream:other")));
    WatchDecision decision = claimed.decide(TagReference.parse(tag));
    assertEquals(expected, decision.rule());
  }

  @ParameterizedTest
  @CsvSource({
    "ci/ignored:latest,    IGNORED",
    "extra/stream:ignored, IGNORED",
    "ci/tool:latest,       ADDITIONAL_TAG",
    "space/a:tag,          ADDITIONAL_TAG",
    "space/a:input,        ADDITIONAL_NAMESPACE",
    "space/b:any,          ADDITIONAL_NAMESPACE",
    "ocp/base:tag,         TEST_INPUT_TAG",
    "extra/stream:input,   TEST_INPUT_TAG",
    "extra/stream:other,   ADDITIONAL_STREAM",
    "extra/input:any,      ADDITIONAL_STREAM",
    "ocp/whole:any,        TEST_INPUT_STREAM",
    "ocp/base:other,       NOT_WATCHED",
    "ci/tool:other,        NOT_WATCHED",
  })
  void theFirstRuleThatMatchesDecides(String tag, WatchRule expected) {
    WatchDecision decision = rules.decide(TagReference.parse(tag));
    assertEquals(expected, decision.rule());
    assertEquals(expected.watched(), decision.watched());
    assertEquals(expected.watched(), rules.watches(TagReference.parse(tag)));
  }

  @Test
  void withoutAnyFlagNothingIsWatched() {
    assertEquals(
        WatchRule.NOT_WATCHED,
        WatchRules.builder().build().decide(TagReference.parse("ocp/4.22:base")).rule());
  }

  @Test
  void aDecisionSaysWhy() {
    assertEquals(
        "ci/ignored:latest is not watched: given with --ignore-image-stream-tag",
        rules.decide(TagReference.parse("ci/ignored:latest")).toString());
    assertEquals(
        "space/b:any is watched: its namespace is given with --additional-image-stream-namespace",
        rules.decide(TagReference.parse("space/b:any")).toString());
  }

  @Test
  void otherTestInputsLeaveTheFlagsInForce() {
    WatchRules without = rules.withTestInputs(TestInputs.none());
    assertFalse(without.watches(TagReference.parse("ocp/whole:any")));
    assertTrue(without.watches(TagReference.parse("ci/tool:latest")));
    assertTrue(rules.watches(TagReference.parse("ocp/whole:any")), "the first rules are unchanged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "latest",
        "ci/tool",
        "ci:tool",
        "/tool:latest",
        "ci/:latest",
        "ci/tool:",
        "ci/tool:latest ",
        "Ci/tool:latest",
        "ci/tool:a:b",
        "ci/a/b:latest",
        "ci/tool:-a"
      })
  void aValueThatIsNoTagIsRefused(String value) {
    assertRefused(WatchFlag.ADDITIONAL_TAG, WatchRules.Builder::additionalTags, value);
    assertRefused(WatchFlag.IGNORED_TAG, WatchRules.Builder::ignoreTags, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ocp", "ocp/", "/4.22", "ocp/4.22:base", "ocp/4.22/base", "ocp/ a"})
  void aValueThatIsNoStreamIsRefused(String value) {
    assertRefused(WatchFlag.ADDITIONAL_STREAM, WatchRules.Builder::additionalStreams, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ocp/4.22", "OCP", "ocp ", "-ocp", "o_c_p"})
  void aValueThatIsNoNamespaceIsRefused(String value) {
    assertRefused(WatchFlag.ADDITIONAL_NAMESPACE, WatchRules.Builder::additionalNamespaces, value);
  }

  @Test
  void theRefusalIsOneLineEvenForAValueOfSeveral() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> WatchRules.builder().additionalTags(List.of("ci/a:b\nci/c:d")));
    assertEquals(1, refusal.getMessage().lines().count());
  }

  private static void assertRefused(
      WatchFlag flag, BiConsumer<WatchRules.Builder, List<String>> method, String value) {
    WatchRules.Builder builder = WatchRules.builder();
    String message =
        assertThrows(IllegalArgumentException.class, () -> method.accept(builder, List.of(value)))
            .getMessage();
    assertTrue(message.startsWith(flag + " '" + value + "': expected "), message);
  }

  @Test
  void equalRulesHaveEqualFingerprintsAndOthersDoNot() {
    WatchRules one =
        WatchRules.builder()
            .additionalTags(List.of("ci/a:x", "ci/b:x"))
            .additionalNamespaces(List.of("ocp"))
            .build();
    WatchRules same =
        WatchRules.builder()
            .additionalNamespaces(List.of("ocp"))
            .additionalTags(List.of("ci/b:x"))
            .additionalTags(List.of("ci/a:x"))
            .build();
    assertEquals(one.fingerprint(), same.fingerprint());
    // Each differs in one thing: the flag, the test inputs, the claims.
    Set<String> others =
        Set.of(
            one.fingerprint(),
            WatchRules.builder().ignoreTags(List.of("ci/a:x", "ci/b:x")).build().fingerprint(),
            one.withTestInputs(new Inputs(Set.of("ci/a:x"), Set.of())).fingerprint(),
            one.withClaims(new Claims(Set.of("ci/a:x"), Set.of())).fingerprint(),
            one.withClaims(new Claims(Set.of(), Set.of("ci/a:x"))).fingerprint());
    assertEquals(5, others.size());
  }

  @Test
  void theFlagsHaveAFingerprintOfTheirOwn() {
    WatchRules one = WatchRules.builder().additionalTags(List.of("ci/a:x")).build();
    WatchRules other = one.withTestInputs(new Inputs(Set.of("ci/a:x"), Set.of()));
    assertEquals(one.flagsFingerprint(), other.flagsFingerprint());
    assertNotEquals(one.testInputsFingerprint(), other.testInputsFingerprint());
    Set<String> fingerprints =
        Set.of(
            WatchRules.builder().build().flagsFingerprint(),
            one.flagsFingerprint(),
            WatchRules.builder().ignoreTags(List.of("ci/a:x")).build().flagsFingerprint(),
            WatchRules.builder().additionalStreams(List.of("ci/a")).build().flagsFingerprint(),
            WatchRules.builder().additionalNamespaces(List.of("ci")).build().flagsFingerprint());
    assertEquals(5, fingerprints.size());
  }

  @ParameterizedTest
  @CsvSource({
    "ocp/4.22, true", "ci-op/a_b--c.d, true", "OCP/a, false", "ocp/A, false", "../a, false",
    "ocp/.., false", "a_b/c, false", "-a/b, false", "ocp/a?x, false", "'ocp/ ', false",
  })
  void tellsNamesThatAClusterAcceptsFromOthers(String stream, boolean expected) {
    assertEquals(expected, StreamReference.parse(stream).couldExist());
  }
}
