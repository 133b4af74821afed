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
 * <p>{@link WatchRule} has the rules in their order. Immutable: a change makes a new object.
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

  /** Rules without flags, which watch nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** These rules with other test inputs. */
  public WatchRules withTestInputs(TestInputs newTestInputs) {
    return new WatchRules(
        ignoredTags,
        additionalTags,
        additionalNamespaces,
        additionalStreams,
        Objects.requireNonNull(newTestInputs, "newTestInputs"),
        claims);
  }

  /** These rules with the claims of another mirroring configuration. */
  public WatchRules withClaims(TargetClaims newClaims) {
    return new WatchRules(
        ignoredTags,
        additionalTags,
        additionalNamespaces,
        additionalStreams,
        testInputs,
        Objects.requireNonNull(newClaims, "newClaims"));
  }

  /** The {@link Fingerprint} of all rules. */
  public String fingerprint() {
    return Fingerprint.of(
        Stream.of(
            "flags " + flagsFingerprint(),
            "inputs " + testInputsFingerprint(),
            "claims " + claims.fingerprint()));
  }

  /** The {@link Fingerprint} of the flags alone. */
  public String flagsFingerprint() {
    return Fingerprint.of(
        Stream.of(
                labelled("ignored", ignoredTags),
                labelled("tag", additionalTags),
                labelled("namespace", additionalNamespaces),
                labelled("stream", additionalStreams))
            .flatMap(lines -> lines));
  }

  /** The {@link Fingerprint} of the test inputs alone. */
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
   * Collects the values of flags. Each method may be called repeatedly, and throws an {@link
   * IllegalArgumentException} that names the flag, the value and the expected form for a bad value.
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

    /** The rules of the flags alone, without test inputs and claims. */
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
