package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
    FolderScan scan = FolderScan.of(folder.configs(), FileKind.CONFIG);
    Map<TagReference, String> found = new HashMap<>();
    SortedMap<String, String> unreadable = new TreeMap<>();
    scan.unreadable()
        .forEach((path, reason) -> unreadable.put(ReleaseFolder.configPath(path), reason));
    List<ParallelFiles.Outcome<List<TagReference>>> outcomes =
        ParallelFiles.map(scan.files().keySet(), path -> promotedBy(folder.configs(), path));
    for (ParallelFiles.Outcome<List<TagReference>> outcome : outcomes) {
      String path = ReleaseFolder.configPath(outcome.path());
      if (outcome.broken() != null) {
        unreadable.put(path, outcome.broken());
      } else {
        outcome.value().forEach(tag -> found.putIfAbsent(tag, path));
      }
    }
    return new PromotedTags(found, unreadable);
  }

  private static List<TagReference> promotedBy(Path configs, Path path)
      throws UnusableFileException {
    Fields config = Fields.read(FileBytes.read(configs.resolve(path)));
    return List.copyOf(Promotion.tags(config, ConfigMetadata.of(config, path)));
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
   * The configs that cannot be read, so that it is unknown what they promote: path in the
   * repository, and reason.
   */
  public SortedMap<String, String> unreadable() {
    return unreadable;
  }
}
