package org.openshift.ci.mirror.simulation;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * One version of the configuration and flags.
 *
 * @param switches the switches that are on
 * @param config the configuration
 * @param rules the watch rules
 */
record RuleSet(Set<Switch> switches, MirroringConfig config, WatchRules rules) {

  /** A part of the configuration that may be there or not. */
  enum Switch {
    /** An image of an external registry has a tag of its own. */
    EXTERNAL_ENTRY,
    /** An image of an external registry has the floating tag of a watched tag. */
    ENTRY_OVER_WATCHED_TAG,
    /** An image goes from the mirror back to the cluster. */
    BACKFILL_ENTRY,
    /** Streams of the namespace art are mirrored. */
    ART_RULE,
    /** A watched tag is ignored by its flag. */
    TAG_IGNORED,
    /** One of two tags that share a floating tag is ignored by its flag. */
    CONFLICT_IGNORED
  }

  /** The configuration in the beginning. */
  static RuleSet usual() {
    return of(EnumSet.of(Switch.EXTERNAL_ENTRY, Switch.BACKFILL_ENTRY, Switch.ART_RULE));
  }

  /** The same with one switch flipped. */
  RuleSet flipped(Switch one) {
    EnumSet<Switch> others =
        switches.isEmpty() ? EnumSet.noneOf(Switch.class) : EnumSet.copyOf(switches);
    if (!others.remove(one)) {
      others.add(one);
    }
    return of(others);
  }

  /** No configuration at all, and every namespace watched. */
  static RuleSet everythingWatched() {
    return new RuleSet(
        Set.of(),
        MirroringConfig.empty(),
        WatchRules.builder().additionalNamespaces(List.of("ocp", "art", "side", "other")).build());
  }

  static RuleSet of(Set<Switch> switches) {
    StringBuilder yaml = new StringBuilder("supplementalCIImages:\n");
    yaml.append("  side/fixed:1: {image: \"").append(Places.FIXED_EXTERNAL).append("\"}\n");
    if (switches.contains(Switch.EXTERNAL_ENTRY)) {
      yaml.append("  side/ext:1: {image: \"").append(Places.EXTERNAL).append("\"}\n");
    }
    if (switches.contains(Switch.ENTRY_OVER_WATCHED_TAG)) {
      yaml.append("  ocp/b:1: {image: \"").append(Places.EXTERNAL).append("\"}\n");
    }
    if (switches.contains(Switch.BACKFILL_ENTRY)) {
      yaml.append("qciToAppCIImages:\n  ocp/back:1: {}\n");
    }
    if (switches.contains(Switch.ART_RULE)) {
      yaml.append("artImages:\n- {namespace: art, name: ^tool$}\n");
    }
    WatchRules.Builder rules = WatchRules.builder().additionalNamespaces(List.of("ocp"));
    rules.ignoreTags(List.of("ocp/ignored:1"));
    if (switches.contains(Switch.TAG_IGNORED)) {
      rules.ignoreTags(List.of("ocp/a:1"));
    }
    if (switches.contains(Switch.CONFLICT_IGNORED)) {
      rules.ignoreTags(List.of("ocp/x:y_1"));
    }
    return new RuleSet(Set.copyOf(switches), read(yaml.toString()), rules.build());
  }

  private static MirroringConfig read(String yaml) {
    try {
      return new ConfigReader(Places.MIRROR)
          .read(yaml.getBytes(StandardCharsets.UTF_8), "simulated.yaml");
    } catch (MirroringConfigException e) {
      throw new IllegalStateException(e);
    }
  }
}
