package org.openshift.ci.mirror.config.validation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.config.BackfillSection;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.ConfigText;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.Problems;
import org.openshift.ci.mirror.config.SupplementalSection;
import org.openshift.ci.mirror.config.YamlFields;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.yaml.YamlMapping;
import org.openshift.ci.mirror.yaml.YamlScalar;
import org.openshift.ci.mirror.yaml.YamlValue;

/**
 * The targets in the configuration that a change is compared with. They are read from every file
 * that is YAML: a mistake on the main branch must not reject its correction.
 */
public final class BaselineTargets {

  private static final BaselineTargets UNKNOWN = new BaselineTargets(Set.of(), Set.of());

  private final Set<String> supplemental;
  private final Set<String> backfill;

  private BaselineTargets(Set<String> supplemental, Set<String> backfill) {
    this.supplemental = supplemental;
    this.backfill = backfill;
  }

  /** Targets that are not known: every target counts as new. */
  public static BaselineTargets unknown() {
    return UNKNOWN;
  }

  /**
   * Reads the targets.
   *
   * @param content as {@link ConfigReader#read} takes it
   * @param file the file's name in messages
   * @throws MirroringConfigException when it is not YAML
   */
  public static BaselineTargets read(byte[] content, String file) throws MirroringConfigException {
    YamlValue root = ConfigText.parse(content, new Problems(file));
    Map<String, YamlValue> sections =
        new YamlFields(new Problems(file))
            .ofObject(
                root,
                file,
                List.of(SupplementalSection.NAME, BackfillSection.NAME),
                YamlFields.Spelling.EXACT);
    return new BaselineTargets(
        keys(sections.get(SupplementalSection.NAME)), keys(sections.get(BackfillSection.NAME)));
  }

  boolean isUnknown() {
    return this == UNKNOWN;
  }

  boolean hasSupplemental(TagReference target) {
    return supplemental.contains(target.toString());
  }

  boolean hasBackfill(TagReference target) {
    return backfill.contains(target.toString());
  }

  private static Set<String> keys(YamlValue section) {
    return section instanceof YamlMapping mapping
        ? mapping.merged().stream()
            .filter(entry -> entry.key() instanceof YamlScalar)
            .map(entry -> ((YamlScalar) entry.key()).text())
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }
}
