package org.openshift.ci.mirror.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.yaml.YamlValue;

/**
 * Reads a mirroring configuration.
 *
 * <p>All problems are found in one reading. Entries of {@code qciToAppCIImages} with problems, and
 * of {@code supplementalCIImages} with a mistyped target, are left out. Any other problem rejects
 * the file: without an entry of {@code ignoredSources} a broken image would be mirrored, and a
 * missing entry of the other sections would go unnoticed for long.
 */
public final class ConfigReader {

  private static final List<String> SECTIONS =
      List.of(SupplementalSection.NAME, ArtSection.NAME, IgnoredSection.NAME, BackfillSection.NAME);

  private final Endpoints endpoints;

  public ConfigReader(Endpoints endpoints) {
    this.endpoints = endpoints;
  }

  /**
   * Reads one version of the configuration.
   *
   * @param content YAML of at most 8 MiB, which may be compressed with gzip
   * @param file the file's name in messages
   * @throws MirroringConfigException with all problems, when the file is rejected
   */
  public MirroringConfig read(byte[] content, String file) throws MirroringConfigException {
    Problems problems = new Problems(file);
    YamlValue root = ConfigText.parse(content, problems);
    Map<String, YamlValue> sections =
        new YamlFields(problems).ofObject(root, "the file", SECTIONS, YamlFields.Spelling.EXACT);
    Problems single = new Problems(file);
    MirroringConfig config = read(sections, problems, single);
    if (problems.count() > 0) {
      throw new MirroringConfigException(problems.merged(single.all()));
    }
    return config;
  }

  private MirroringConfig read(
      Map<String, YamlValue> sections, Problems problems, Problems single) {
    Map<TagReference, Integer> supplementalLines = new HashMap<>();
    Map<TagReference, Integer> backfillLines = new HashMap<>();
    List<SupplementalImage> supplemental =
        sections.containsKey(SupplementalSection.NAME)
            ? new SupplementalSection(endpoints, problems, single)
                .read(sections.get(SupplementalSection.NAME), supplementalLines)
            : List.of();
    List<BackfillImage> backfill =
        sections.containsKey(BackfillSection.NAME)
            ? new BackfillSection(endpoints, single)
                .read(sections.get(BackfillSection.NAME), backfillLines, problems)
            : List.of();
    List<ArtRule> art =
        sections.containsKey(ArtSection.NAME)
            ? new ArtSection(problems).read(sections.get(ArtSection.NAME))
            : List.of();
    IgnoredSources ignored =
        sections.containsKey(IgnoredSection.NAME)
            ? new IgnoredSection(endpoints, problems).read(sections.get(IgnoredSection.NAME))
            : new IgnoredSources(endpoints, Map.of());
    ClaimConflicts conflicts = new ClaimConflicts(supplementalLines, backfillLines);
    conflicts.amongSupplemental(supplemental, problems);
    Set<TagReference> inConflict = conflicts.ofBackfill(supplemental, backfill, single);
    Map<TagReference, Integer> lines = new HashMap<>(backfillLines);
    lines.putAll(supplementalLines);
    return new MirroringConfig(
        supplemental,
        backfill.stream().filter(image -> !inConflict.contains(image.target())).toList(),
        art,
        ignored,
        new MirroringConfig.Notes(lines, single.all()));
  }
}
