package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import org.openshift.ci.mirror.files.FolderScan;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The image stream tags that ci-operator configs promote: CI builds their images, so that nothing
 * else may write to them. {@link Promotion} has the rules.
 */
public final class PromotedTags {

  private final Map<TagReference, String> configByTag;
  private final SortedMap<String, String> unreadable;

  private PromotedTags(
      Map<TagReference, String> configByTag, SortedMap<String, String> unreadable) {
    this.configByTag = configByTag;
    this.unreadable = unreadable;
  }

  /**
   * Reads all configs of a checkout of openshift/release; takes seconds for the whole repository.
   *
   * @throws IllegalArgumentException when there is no {@code ci-operator/config} in it
   */
  public static PromotedTags read(Path releaseRepository) {
    ReleaseFolder folder = new ReleaseFolder(releaseRepository);
    folder.requireUsable();
    FolderScan scan = folder.scanConfigs();
    Map<TagReference, String> found = new HashMap<>();
    SortedMap<String, String> unreadable = new TreeMap<>();
    scan.unreadable()
        .forEach((path, reason) -> unreadable.put(ReleaseFolder.configPath(path), reason));
    scan.files().keySet().stream()
        .gather(
            Gatherers.mapConcurrent(
                FileBytes.READS_AT_ONCE, path -> Promoted.of(folder.configs(), path)))
        .forEachOrdered(
            promoted -> {
              String config = ReleaseFolder.configPath(promoted.path());
              promoted.tags().forEach(tag -> found.putIfAbsent(tag, config));
              if (promoted.broken() != null) {
                unreadable.put(config, promoted.broken());
              }
            });
    return new PromotedTags(found, unreadable);
  }

  /**
   * The tags that a config promotes.
   *
   * @param broken why it, or something of it, cannot be used; null when all of it can
   */
  private record Promoted(Path path, Set<TagReference> tags, String broken) {

    static Promoted of(Path configs, Path path) {
      try {
        ConfigFields config = ConfigFields.read(FileBytes.read(configs.resolve(path)));
        Parsed<Set<TagReference>> promotion = Promotion.read(config, path);
        return new Promoted(path, promotion.said(), promotion.leftOut());
      } catch (UnusableFileException e) {
        return new Promoted(path, Set.of(), e.getMessage());
      }
    }
  }

  /** The path in the repository of the config that promotes this tag; of several, the first. */
  public Optional<String> promotedBy(TagReference tag) {
    return Optional.ofNullable(configByTag.get(tag));
  }

  /** The number of promoted tags. */
  int size() {
    return configByTag.size();
  }

  /**
   * The configs of which not everything can be read, so that it is unknown what else they promote:
   * path in the repository, and reason.
   */
  public SortedMap<String, String> unreadable() {
    return unreadable;
  }
}
