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
import org.openshift.ci.mirror.config.YamlDocument;
import org.openshift.ci.mirror.config.YamlFields;
import org.openshift.ci.mirror.model.TagReference;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The targets that a configuration lists. Read from any that is YAML, whatever else is wrong with
 * it: a mistake on the main branch must not stand in the way of its correction.
 */
public final class BaselineTargets {

  private static final BaselineTargets UNKNOWN = new BaselineTargets(Set.of(), Set.of());

  private final Set<String> supplemental;
  private final Set<String> backfill;

  private BaselineTargets(Set<String> supplemental, Set<String> backfill) {
    this.supplemental = supplemental;
    this.backfill = backfill;
  }

  /** It is not known what is new: every target counts as new. */
  public static BaselineTargets unknown() {
    return UNKNOWN;
  }

  /**
   * Reads the targets.
   *
   * @param content as {@link ConfigReader#read} takes it
   * @param file what to call it in messages
   * @throws MirroringConfigException when it is not YAML
   */
  public static BaselineTargets read(byte[] content, String file) throws MirroringConfigException {
    Problems problems = new Problems(file);
    Node root = YamlDocument.parse(ConfigText.of(content, problems), problems);
    Map<String, Node> sections =
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

  private static Set<String> keys(Node section) {
    if (!(section instanceof MappingNode mapping)) {
      return Set.of();
    }
    return mapping.getValue().stream()
        .map(pair -> pair.getKeyNode() instanceof ScalarNode key ? key.getValue() : "")
        .collect(Collectors.toUnmodifiableSet());
  }
}
