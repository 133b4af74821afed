package org.openshift.ci.mirror.release.index;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * The image stream tags and streams that the tests of openshift/release use, with the configs that
 * name them. Immutable.
 */
public final class ReleaseIndex {

  private final Map<TagReference, List<String>> configsByTag;
  private final Map<StreamReference, List<String>> configsByStream;
  private final UsedImages used;

  private ReleaseIndex(
      Map<TagReference, List<String>> configsByTag,
      Map<StreamReference, List<String>> configsByStream) {
    this.configsByTag = configsByTag;
    this.configsByStream = configsByStream;
    this.used =
        new UsedImages(
            Collections.unmodifiableSet(configsByTag.keySet()),
            Collections.unmodifiableSet(configsByStream.keySet()));
  }

  /** The tags and streams without their configs. */
  public UsedImages used() {
    return used;
  }

  /** The configs whose tests use this tag: paths in the repository, sorted. */
  public List<String> configsOf(TagReference tag) {
    return sorted(configsByTag.get(tag));
  }

  /** The configs whose tests use this whole stream: paths in the repository, sorted. */
  public List<String> configsOf(StreamReference stream) {
    return sorted(configsByStream.get(stream));
  }

  private static List<String> sorted(List<String> configs) {
    return configs == null ? List.of() : configs.stream().sorted().toList();
  }

  /** Collects the tags and streams of configs. */
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
