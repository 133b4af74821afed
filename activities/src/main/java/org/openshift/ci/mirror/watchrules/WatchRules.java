package org.openshift.ci.mirror.watchrules;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Which image stream tags are watched.
 *
 * <p>The first of these that matches decides: ignored tag (not watched), target of a supplemental
 * or backfill image (not watched), additional tag, additional namespace, test-input tag, additional
 * stream, test-input stream; where none matches, the tag is not watched.
 *
 * <p>Immutable: when something changes, a new object takes its place.
 */
public final class WatchRules {

  private final Set<TagReference> ignoredTags;
  private final Set<TagReference> additionalTags;
  private final Set<String> additionalNamespaces;
  private final Set<StreamReference> additionalStreams;
  private final TestInputs testInputs;
  private final TargetClaims claims;

  private WatchRules(
      Set<TagReference> ignoredTags,
      Set<TagReference> additionalTags,
      Set<String> additionalNamespaces,
      Set<StreamReference> additionalStreams,
      TestInputs testInputs,
      TargetClaims claims) {
    this.ignoredTags = ignoredTags;
    this.additionalTags = additionalTags;
    this.additionalNamespaces = additionalNamespaces;
    this.additionalStreams = additionalStreams;
    this.testInputs = testInputs;
    this.claims = claims;
  }

  /** Rules to be filled from the command line; as they stand they watch nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** The same flags with other test inputs. */
  public WatchRules withTestInputs(TestInputs newTestInputs) {
    return new WatchRules(
        ignoredTags,
        additionalTags,
        additionalNamespaces,
        additionalStreams,
        Objects.requireNonNull(newTestInputs, "newTestInputs"),
        claims);
  }

  /** The same flags and test inputs beside another mirroring configuration. */
  public WatchRules withClaims(TargetClaims newClaims) {
    return new WatchRules(
        ignoredTags,
        additionalTags,
        additionalNamespaces,
        additionalStreams,
        testInputs,
        Objects.requireNonNull(newClaims, "newClaims"));
  }

  /** The same text, in every process, for rules that say the same; see {@link Fingerprint}. */
  public String fingerprint() {
    return Fingerprint.of(
        Stream.of(
            "flags " + flagsFingerprint(),
            "inputs " + testInputsFingerprint(),
            "claims " + claims.fingerprint()));
  }

  /** As {@link #fingerprint()}, of the flags alone. */
  public String flagsFingerprint() {
    return Fingerprint.of(
        Stream.of(
                labelled("ignored", ignoredTags),
                labelled("tag", additionalTags),
                labelled("namespace", additionalNamespaces),
                labelled("stream", additionalStreams))
            .flatMap(lines -> lines));
  }

  /** As {@link #fingerprint()}, of the test inputs alone. */
  public String testInputsFingerprint() {
    return testInputs.fingerprint();
  }

  private static Stream<String> labelled(String label, Set<?> things) {
    return things.stream().map(thing -> label + " " + thing);
  }

  /** Whether the tag is watched, and by which rule. */
  public WatchDecision decide(TagReference tag) {
    return new WatchDecision(tag, ruleFor(tag));
  }

  /** Whether the tag is watched. */
  public boolean watches(TagReference tag) {
    return ruleFor(tag).watched();
  }

  private WatchRule ruleFor(TagReference tag) {
    if (ignoredTags.contains(tag)) {
      return WatchRule.IGNORED;
    }
    if (claims.isSupplementalTarget(tag)) {
      return WatchRule.SUPPLEMENTAL_TARGET;
    }
    if (claims.isBackfillTarget(tag)) {
      return WatchRule.BACKFILL_TARGET;
    }
    if (additionalTags.contains(tag)) {
      return WatchRule.ADDITIONAL_TAG;
    }
    if (additionalNamespaces.contains(tag.namespace())) {
      return WatchRule.ADDITIONAL_NAMESPACE;
    }
    if (testInputs.containsTag(tag)) {
      return WatchRule.TEST_INPUT_TAG;
    }
    StreamReference stream = StreamReference.of(tag);
    if (additionalStreams.contains(stream)) {
      return WatchRule.ADDITIONAL_STREAM;
    }
    return testInputs.containsStream(stream) ? WatchRule.TEST_INPUT_STREAM : WatchRule.NOT_WATCHED;
  }

  /**
   * Collects what the flags say. Each method may be called repeatedly, and refuses a bad value with
   * an {@link IllegalArgumentException} whose message names the flag, the value and what is
   * expected.
   */
  public static final class Builder {

    private final Set<TagReference> ignoredTags = new HashSet<>();
    private final Set<TagReference> additionalTags = new HashSet<>();
    private final Set<String> additionalNamespaces = new HashSet<>();
    private final Set<StreamReference> additionalStreams = new HashSet<>();

    private Builder() {}

    /** Values of {@code --ignore-image-stream-tag}, each {@code namespace/name:tag}. */
    public Builder ignoreTags(Collection<String> values) {
      values.forEach(value -> ignoredTags.add(WatchFlagValues.tag(WatchFlag.IGNORED_TAG, value)));
      return this;
    }

    /** Values of {@code --additional-image-stream-tag}, each {@code namespace/name:tag}. */
    public Builder additionalTags(Collection<String> values) {
      values.forEach(
          value -> additionalTags.add(WatchFlagValues.tag(WatchFlag.ADDITIONAL_TAG, value)));
      return this;
    }

    /** Values of {@code --additional-image-stream}, each {@code namespace/name}. */
    public Builder additionalStreams(Collection<String> values) {
      values.forEach(
          value ->
              additionalStreams.add(WatchFlagValues.stream(WatchFlag.ADDITIONAL_STREAM, value)));
      return this;
    }

    /** Values of {@code --additional-image-stream-namespace}, each a namespace. */
    public Builder additionalNamespaces(Collection<String> values) {
      values.forEach(
          value ->
              additionalNamespaces.add(
                  WatchFlagValues.namespace(WatchFlag.ADDITIONAL_NAMESPACE, value)));
      return this;
    }

    /** The rules, without test inputs and mirroring configuration. */
    public WatchRules build() {
      return new WatchRules(
          Set.copyOf(ignoredTags),
          Set.copyOf(additionalTags),
          Set.copyOf(additionalNamespaces),
          Set.copyOf(additionalStreams),
          TestInputs.none(),
          TargetClaims.none());
    }
  }
}
