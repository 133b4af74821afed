package org.openshift.ci.mirror.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.model.RulesVersion;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

class RulesVersionTest {

  private static final String FILE =
      """
      supplementalCIImages:
        ocp/a:v1: {image: "quay.io/example/a:v1"}
      qciToAppCIImages:
        ocp/b:v1: {image: "quay.io/openshift/ci:b"}
      artImages:
      - {namespace: art, name: ^a}
      ignoredSources:
      - {image: "quay.io/example/bad:v1", reason: bad}
      """;

  private static final WatchRules FLAGS =
      WatchRules.builder().additionalNamespaces(List.of("ocp")).build();

  @Test
  void isEqualForEqualRules() {
    RulesVersion version = version(Worlds.config(FILE), FLAGS);
    assertEquals(version, version(Worlds.config(FILE), FLAGS));
    assertEquals(
        version,
        version(
            Worlds.config(FILE),
            WatchRules.builder().additionalNamespaces(List.of("ocp")).build()));
  }

  /** Workers of several versions compare these, so that a new version alone is no new rule. */
  @Test
  void staysTheSameInNewVersionsOfTheWorker() {
    assertEquals(
        new RulesVersion("ad51c9945cb8b752", "47465fc28c568539"),
        version(Worlds.config(FILE), FLAGS));
  }

  @Test
  void differsWhenAnythingDiffers() {
    List<String> changes =
        List.of(
            "ocp/a:v1>ocp/a:v2",
            "quay.io/example/a:v1>quay.io/example/a:v2",
            "ocp/b:v1>ocp/b:v2",
            "openshift/ci:b>openshift/ci:c",
            "namespace: art>namespace: arts",
            "name: ^a>name: ^b",
            "name: ^a>name: ^a, tag: x",
            "bad:v1>bad:v2",
            "reason: bad>reason: worse");
    Set<RulesVersion> versions = new HashSet<>();
    Set<String> configurations = new HashSet<>();
    versions.add(version(Worlds.config(FILE), FLAGS));
    for (String change : changes) {
      String[] parts = change.split(">", 2);
      versions.add(version(Worlds.config(FILE.replace(parts[0], parts[1])), FLAGS));
    }
    versions.add(
        version(
            Worlds.config(FILE),
            WatchRules.builder()
                .additionalNamespaces(List.of("ocp"))
                .ignoreTags(List.of("ocp/a:x"))
                .build()));
    versions.forEach(version -> configurations.add(version.configuration()));
    assertEquals(changes.size() + 2, versions.size());
    assertEquals(changes.size() + 2, configurations.size());
  }

  @Test
  void testInputsAreNotPartOfTheConfiguration() {
    RulesVersion without = version(Worlds.config(FILE), FLAGS);
    RulesVersion with =
        version(
            Worlds.config(FILE),
            FLAGS.withTestInputs(
                new Worlds.Inputs(Set.of(TagReference.parse("ci/a:x")), Set.of())));
    assertEquals(without.configuration(), with.configuration());
    assertNotEquals(without.all(), with.all());
  }

  @Test
  void aWorkerWithoutAFileHasNoConfiguration() {
    RulesVersion version = version(MirroringConfig.empty(), FLAGS);
    assertFalse(version.hasConfiguration());
    assertNotEquals(
        version.configuration(),
        version(MirroringConfig.empty(), WatchRules.builder().build()).configuration());
    assertNotEquals(
        version.all(), version(MirroringConfig.empty(), WatchRules.builder().build()).all());
  }

  @Test
  void isComputedOnce() {
    MirroringConfig config = Worlds.config(FILE);
    DestinationOwners owners =
        new DestinationOwners(() -> config, () -> FLAGS, new MemoryInventory(), Worlds.ENDPOINTS);
    assertSame(owners.rulesVersion(), owners.rulesVersion());
  }

  private static RulesVersion version(MirroringConfig config, WatchRules rules) {
    return new DestinationOwners(() -> config, () -> rules, new MemoryInventory(), Worlds.ENDPOINTS)
        .rulesVersion();
  }
}
