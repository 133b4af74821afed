package org.openshift.ci.mirror.release;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openshift.ci.mirror.config.Fingerprint;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.config.TestInputs;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The image stream tags and streams that the tests of openshift/release use, and which configs say
 * so. Immutable.
 */
public final class ReleaseIndex implements TestInputs {

  /** Nothing is used. */
  static final ReleaseIndex EMPTY = new Builder().build();

  private final Map<TagReference, List<String>> configsByTag;
  private final Map<StreamReference, List<String>> configsByStream;

  private ReleaseIndex(
      Map<TagReference, List<String>> configsByTag,
      Map<StreamReference, List<String>> configsByStream) {
    this.configsByTag = configsByTag;
    this.configsByStream = configsByStream;
  }

  @Override
  public boolean containsTag(TagReference tag) {
    return configsByTag.containsKey(tag);
  }

  @Override
  public boolean containsStream(StreamReference stream) {
    return configsByStream.containsKey(stream);
  }

  @Override
  public String fingerprint() {
    return Fingerprint.of(
        Stream.concat(configsByTag.keySet().stream(), configsByStream.keySet().stream()));
  }

  /** All tags that tests name. */
  public Set<TagReference> tags() {
    return Collections.unmodifiableSet(configsByTag.keySet());
  }

  /** All streams that tests use whole. */
  public Set<StreamReference> streams() {
    return Collections.unmodifiableSet(configsByStream.keySet());
  }

  /** The configs that use this very tag: paths in the repository, in order. */
  public List<String> configsOf(TagReference tag) {
    return sorted(configsByTag.get(tag));
  }

  /** The configs that use this whole stream: paths in the repository, in order. */
  public List<String> configsOf(StreamReference stream) {
    return sorted(configsByStream.get(stream));
  }

  /** Whether the other says the same of every tag, whichever configs say so. */
  boolean usesTheSame(ReleaseIndex other) {
    return configsByTag.keySet().equals(other.configsByTag.keySet())
        && configsByStream.keySet().equals(other.configsByStream.keySet());
  }

  private static List<String> sorted(List<String> configs) {
    return configs == null ? List.of() : configs.stream().sorted().toList();
  }

  /** Collects what configs use. */
  static final class Builder {

    private final Map<TagReference, List<String>> configsByTag = new HashMap<>();
    private final Map<StreamReference, List<String>> configsByStream = new HashMap<>();

    void add(TagReference tag, String config) {
      configsByTag.computeIfAbsent(tag, key -> new ArrayList<>(1)).add(config);
    }

    void add(StreamReference stream, String config) {
      configsByStream.computeIfAbsent(stream, key -> new ArrayList<>(1)).add(config);
    }

    /** The index; nothing may be added afterwards. */
    ReleaseIndex build() {
      return new ReleaseIndex(configsByTag, configsByStream);
    }
  }
}
