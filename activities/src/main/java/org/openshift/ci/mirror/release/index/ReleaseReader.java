package org.openshift.ci.mirror.release.index;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.openshift.ci.mirror.files.FileDebouncer;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;

/**
 * Reads a checkout of openshift/release, and later only the files that changed.
 *
 * <p>An entry of a file that cannot be used is left out alone; all others count. While something of
 * a config or a file of the step registry cannot be used, what it said before stays in force too.
 * Not safe for use by several threads.
 */
public final class ReleaseReader {

  /** The tags and streams of a config and of its tests' steps. */
  private record Contribution(
      Set<TagReference> tags, Set<StreamReference> streams, RepositoryBranch rootFrom) {

    private Contribution and(Contribution before) {
      Set<TagReference> bothTags = new HashSet<>(tags);
      bothTags.addAll(before.tags);
      Set<StreamReference> bothStreams = new HashSet<>(streams);
      bothStreams.addAll(before.streams);
      return new Contribution(bothTags, bothStreams, rootFrom == null ? before.rootFrom : rootFrom);
    }
  }

  private final FileStates<CiConfig> configs = new FileStates<>(CiConfigReader::read);
  private final FileStates<StepRegistryItem> registryFiles =
      new FileStates<>(StepRegistryReader::read, StepRegistryItem::and);

  /** Configs to resolve; not empty after a reading that failed before it could resolve them. */
  private final Set<Path> touched = new HashSet<>();

  private final Map<Path, Contribution> contributions = new HashMap<>();

  /** The last contribution of each config from which nothing was left out. */
  private final Map<Path, Contribution> whole = new HashMap<>();

  private final Map<Path, String> unresolved = new TreeMap<>();
  private final SortedMap<String, String> unreadable = new TreeMap<>();
  private final SortedMap<String, String> twice = new TreeMap<>();
  private final UseCounts<TagReference> tagUses = new UseCounts<>();
  private final UseCounts<StreamReference> streamUses = new UseCounts<>();
  private StepResolver resolver = new StepResolver(new StepRegistry(List.of()));

  /**
   * What differs in a checkout, at one moment, from what was read.
   *
   * @param configs among the configs
   * @param registry among the files of the step registry
   */
  public record Look(FileDebouncer.Step configs, FileDebouncer.Step registry) {

    /** All folders that were looked into. */
    public Set<Path> folders() {
      Set<Path> folders = new HashSet<>(configs.scan().folders());
      folders.addAll(registry.scan().folders());
      return folders;
    }
  }

  /**
   * Looks at the files of a checkout without reading them: the same checkout as before, or another
   * in its place.
   *
   * @param rest how long a changed file must have been at rest to be read
   */
  public Look look(ReleaseFolder folder, Duration rest) {
    return new Look(
        configs.look(folder.scanConfigs(), rest),
        registryFiles.look(folder.scanStepRegistry(), rest));
  }

  /**
   * The outcome of a reading.
   *
   * @param changed whether the content of any file changed
   * @param unsettled whether a file is still changing, so that another look is needed soon
   */
  public record Outcome(boolean changed, boolean unsettled) {}

  /** Reads the files that changed, and resolves the tests that depend on them. */
  public Outcome read(Look look) {
    noteUnreadable(look);
    FileStates.Change<StepRegistryItem> registry = registryFiles.update(look.registry());
    if (!registry.changed().isEmpty()) {
      touched.addAll(reachedBy(registry));
      resolver = new StepResolver(stepRegistry());
    }
    FileStates.Change<CiConfig> config = configs.update(look.configs());
    touched.addAll(config.changed());
    boolean changed = !touched.isEmpty() || !registry.changed().isEmpty();
    touched.forEach(this::resolve);
    touched.clear();
    return new Outcome(changed, registry.unsettled() || config.unsettled());
  }

  /** The configs whose tests depend on changed files of the step registry. */
  private Set<Path> reachedBy(FileStates.Change<StepRegistryItem> registry) {
    List<StepRegistryItem> changed = new ArrayList<>(registry.before().values());
    for (Path path : registry.changed()) {
      if (registryFiles.said(path) != null) {
        changed.add(registryFiles.said(path));
      }
    }
    List<StepRegistryItem> all = new ArrayList<>(changed);
    registryFiles.forEach((path, item) -> all.add(item));
    Dependents dependents = new Dependents(changed, all);
    Set<Path> reached = new HashSet<>();
    configs.forEach(
        (path, said) -> {
          if (said.tests().stream().anyMatch(dependents::includes)) {
            reached.add(path);
          }
        });
    return reached;
  }

  private void noteUnreadable(Look look) {
    unreadable.clear();
    look.configs()
        .scan()
        .unreadable()
        .forEach((path, reason) -> unreadable.put(ReleaseFolder.configPath(path), reason));
    look.registry()
        .scan()
        .unreadable()
        .forEach((path, reason) -> unreadable.put(ReleaseFolder.stepRegistryPath(path), reason));
  }

  private StepRegistry stepRegistry() {
    twice.clear();
    Map<String, Path> definedBy = new HashMap<>();
    List<StepRegistryItem> items = new ArrayList<>();
    registryFiles.forEach(
        (path, item) -> {
          String what = "the " + item.kind() + " '" + item.name() + "'";
          Path first = definedBy.putIfAbsent(what, path);
          if (first == null) {
            items.add(item);
          } else {
            twice.put(
                ReleaseFolder.stepRegistryPath(path),
                "defines %s, which %s defines already"
                    .formatted(what, ReleaseFolder.stepRegistryPath(first)));
          }
        });
    return new StepRegistry(items);
  }

  private void resolve(Path path) {
    unresolved.remove(path);
    CiConfig config = configs.said(path);
    if (config == null) {
      whole.remove(path);
      contribute(path, null);
      return;
    }
    Set<TagReference> tags = new HashSet<>(config.tags());
    LeftOut leftOut = new LeftOut();
    for (TestSteps test : config.tests()) {
      tags.addAll(resolver.resolve(test, leftOut));
    }
    Contribution now =
        new Contribution(Set.copyOf(tags), config.streams(), RepositoryBranch.of(config));
    if (leftOut.description() != null) {
      unresolved.put(path, leftOut.description());
    } else if (configs.isWhole(path)) {
      whole.put(path, now);
      contribute(path, now);
      return;
    }
    Contribution before = whole.get(path);
    contribute(path, before == null ? now : now.and(before));
  }

  /** Replaces the contribution of a config; null removes it. */
  private void contribute(Path path, Contribution contribution) {
    Contribution before =
        contribution == null ? contributions.remove(path) : contributions.put(path, contribution);
    if (before != null) {
      tagUses.remove(before.tags());
      streamUses.remove(before.streams());
    }
    if (contribution != null) {
      tagUses.add(contribution.tags());
      streamUses.add(contribution.streams());
    }
  }

  /** The repositories that name their build roots themselves. */
  public Set<RepositoryBranch> rootsWanted() {
    Set<RepositoryBranch> wanted = new HashSet<>();
    for (Contribution contribution : contributions.values()) {
      if (contribution.rootFrom() != null) {
        wanted.add(contribution.rootFrom());
      }
    }
    return wanted;
  }

  /**
   * The test inputs in force.
   *
   * @param roots the known build roots of repositories that name them themselves
   */
  public UsedImages used(Map<RepositoryBranch, TagReference> roots) {
    Set<TagReference> tags = tagUses.used();
    for (RepositoryBranch branch : rootsWanted()) {
      TagReference root = roots.get(branch);
      if (root != null) {
        tags.add(root);
      }
    }
    return new UsedImages(tags, streamUses.used());
  }

  /**
   * The test inputs in force with the configs that name them; slower than {@link #used}.
   *
   * @param roots the known build roots of repositories that name them themselves
   */
  public ReleaseIndex index(Map<RepositoryBranch, TagReference> roots) {
    ReleaseIndex.Builder index = new ReleaseIndex.Builder();
    contributions.forEach(
        (path, contribution) -> {
          String config = ReleaseFolder.configPath(path);
          contribution.tags().forEach(tag -> index.add(tag, config));
          contribution.streams().forEach(stream -> index.add(stream, config));
          RepositoryBranch rootFrom = contribution.rootFrom();
          TagReference root = rootFrom == null ? null : roots.get(rootFrom);
          if (root != null && !contribution.tags().contains(root)) {
            index.add(root, config);
          }
        });
    return index.build();
  }

  /** The files of which not everything can be used now. */
  public ReleaseProblems problems() {
    SortedMap<String, String> brokenConfigs = new TreeMap<>();
    Map<Path, String> reasons = new TreeMap<>(configs.broken());
    unresolved.forEach(
        (path, steps) -> reasons.merge(path, steps, (entries, more) -> entries + "; " + more));
    reasons.forEach(
        (path, reason) -> brokenConfigs.put(ReleaseFolder.configPath(path), reason + held(path)));
    SortedMap<String, String> brokenRegistryFiles = new TreeMap<>(twice);
    registryFiles
        .broken()
        .forEach(
            (path, reason) ->
                brokenRegistryFiles.put(
                    ReleaseFolder.stepRegistryPath(path),
                    reason
                        + (registryFiles.isHeld(path)
                            ? "; what it defined before stays in force"
                            : "")));
    return new ReleaseProblems(brokenConfigs, brokenRegistryFiles, new TreeMap<>(unreadable));
  }

  private String held(Path config) {
    return configs.isHeld(config) || whole.containsKey(config)
        ? "; what it contributed before stays in force"
        : "";
  }

  /** The number of configs, with broken ones. */
  public int configCount() {
    return configs.size();
  }

  /** The number of files in the step registry, with broken ones. */
  public int registryFileCount() {
    return registryFiles.size();
  }
}
