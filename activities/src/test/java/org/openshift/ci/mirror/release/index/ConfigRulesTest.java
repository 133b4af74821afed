package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** What of a config counts as a test input. */
class ConfigRulesTest {

  @TempDir Path folder;
  private Tree tree;

  @BeforeEach
  void plant() {
    tree = new Tree(folder);
  }

  private void assertUses(String config, String... expected) {
    tree.config("main", config);
    ReleaseInputs inputs = tree.read();
    assertEquals(Map.of(), inputs.problems().all());
    assertEquals(List.of(expected), Tree.uses(inputs.index()));
  }

  @Test
  void baseImagesAndBaseRpmImages() {
    assertUses(
        """
        base_images:
          cli: {name: "4.22", namespace: ocp, tag: cli}
          nothing:
        base_rpm_images:
          base: {name: origin-v3.11, namespace: openshift, tag: base}
        """,
        "ocp/4.22:cli",
        "openshift/origin-v3.11:base");
  }

  @Test
  void theTagOfTheBuildRoot() {
    assertUses(
        """
        build_root:
          image_stream_tag: {name: release, namespace: openshift, tag: golang-1.25}
        """,
        "openshift/release:golang-1.25");
  }

  @Test
  void aProjectImageIsBuiltAndNoInput() {
    assertUses(
        """
        build_root:
          project_image: {dockerfile_path: Dockerfile}
        images:
          items:
          - {from: base, to: built, inputs: {other: {as: [x]}}}
        """);
  }

  @Test
  void theBuildCacheOfTheBranchThatTheMetadataNames() {
    assertUses(
        """
        build_root: {use_build_cache: true}
        zz_generated_metadata: {org: other, repo: tool, branch: release-1, variant: arm}
        """,
        "build-cache/other-tool:release-1-arm");
  }

  @Test
  void theBuildCacheOfTheBranchThatThePathNames() {
    tree.config("release-4.22__okd-scos", "build_root: {use_build_cache: true}\n");
    tree.config("main", "build_root: {use_build_cache: true}\n");
    assertEquals(
        List.of("build-cache/org-repo:main", "build-cache/org-repo:release-4.22-okd-scos"),
        Tree.uses(tree.read().index()));
  }

  @Test
  void noBuildCacheUnlessAskedFor() {
    assertUses("build_root: {use_build_cache: false}\n");
  }

  @Test
  void wholeStreamsOfTagSpecificationAndIntegrationReleases() {
    assertUses(
        """
        tag_specification: {name: "4.1", namespace: ocp}
        releases:
          initial:
            integration: {name: "4.21", namespace: ocp}
          latest:
            integration: {name: "4.22", namespace: ocp, include_built_images: true}
          custom:
            release: {channel: fast, version: "4.20"}
          next:
            candidate: {product: okd, stream: okd, version: "5.0"}
        """,
        "ocp/4.1",
        "ocp/4.21",
        "ocp/4.22");
  }

  @Test
  void rawSteps() {
    tree.step("registered");
    assertUses(
        """
        raw_steps:
        - input_image_tag_step:
            base_image: {namespace: ns, name: raw, tag: "1"}
            to: some
        - pipeline_image_cache_step: {from: some, to: other, commands: "true"}
        - test_step:
            as: raw
            steps:
              test:
              - ref: registered
              - as: own
                from_image: {namespace: ns, name: own, tag: "2"}
        - release_images_tag_step: {namespace: ocp, name: "4.9"}
        - output_image_tag_step: {from: other, to: {namespace: ns, name: out, tag: latest}}
        """,
        "ci/registered:latest",
        "ns/own:2",
        "ns/raw:1");
  }

  @Test
  void stepsThatAreResolvedAlready() {
    assertUses(
        """
        tests:
        - as: literal
          literal_steps:
            pre:
            - {as: a, from_image: {namespace: ns, name: a, tag: x}}
            test:
            - {as: b, from: src}
            - {as: c, from_image: {namespace: ns, name: c, tag: x}, observers: [unknown]}
            post:
            - {as: d, from_image: {namespace: ns, name: d, tag: x}}
            observers:
            - {name: e, from_image: {namespace: ns, name: e, tag: x}}
          steps:
            workflow: not-looked-at
        """,
        "ns/a:x",
        "ns/c:x",
        "ns/d:x",
        "ns/e:x");
  }

  @Test
  void imagesThatTheTestBuildsItselfAreNone() {
    assertUses(
        """
        tests:
        - as: unit
          commands: make
          container: {from: src}
        - as: e2e
          steps:
            test:
            - {as: run, from: built-image, commands: make}
        promotion:
          to:
          - {namespace: ocp, name: "4.22"}
        external_images:
          elsewhere: {registry: quay.io, namespace: a, name: b, tag: c}
        """);
  }

  /** The image with clonerefs is a pull spec of its own, which is the same for all configs. */
  @Test
  void theImageThatClonesTheSourceIsNone() {
    assertUses(
        """
        raw_steps:
        - source_step:
            from: root
            to: src
            pull_spec: quay-proxy.ci.openshift.org/openshift/ci:ci_clonerefs_latest
            clonerefs_image: {namespace: ci, name: managed-clonerefs, tag: latest}
            clonerefs_path: /ko-app/clonerefs
        build_roots:
          org.repo:
            image_stream_tag: {namespace: ns, name: merged, tag: root}
        """);
  }

  /**
   * Go's encoding takes a number for a text only where it is quoted; here it is what it looks like.
   */
  @Test
  void aTagThatLooksLikeANumberIsText() {
    assertUses("base_images: {a: {namespace: ns, name: 4.20, tag: 010}}\n", "ns/4.20:010");
  }

  @Test
  void tellsWhichConfigsNameATag() {
    tree.config("main", "base_images: {a: {namespace: ns, name: a, tag: x}}\n");
    tree.config("next", "base_images: {b: {namespace: ns, name: a, tag: x}}\n");
    tree.config("last", "tag_specification: {namespace: ns, name: a}\n");
    ReleaseIndex index = tree.read().index();
    assertEquals(
        List.of(Tree.configPath("main"), Tree.configPath("next")),
        index.configsOf(TagReference.parse("ns/a:x")));
    assertEquals(List.of(Tree.configPath("last")), index.configsOf(StreamReference.parse("ns/a")));
    assertEquals(List.of(), index.configsOf(TagReference.parse("ns/a:y")));
    assertTrue(index.used().containsTag(TagReference.parse("ns/a:x")));
    assertFalse(index.used().containsTag(TagReference.parse("ns/a:y")));
    assertTrue(index.used().containsStream(StreamReference.parse("ns/a")));
    assertFalse(index.used().containsStream(StreamReference.parse("ns/b")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          base_images: {a: {namespace: ns, name: a}}       | line 1: base_images.a has no tag
          base_images: {a: [ns, a]}                        | line 1: base_images.a: expected a mapping and found a list
          base_images: [a]                                 | line 1: base_images: expected a mapping and found a list
          base_images: {a: {namespace: n/s, name: a, tag: x}} | n/s
          build_root: {image_stream_tag: {tag: x}}         | line 1: build_root.image_stream_tag has no namespace
          build_root: {from_repository: maybe}             | from_repository: expected true or false and found the text 'maybe'
          tag_specification: {namespace: ocp}              | tag_specification has no name
          releases: {latest: {integration: {name: a}}}     | releases.latest.integration has no namespace
          tests: {as: unit}                                | tests: expected a list and found a mapping
          tests: [unit]                                    | an element of tests: expected a mapping and found the text 'unit'
          tests: [{as: e, steps: {pre: [{}]}}]             | is neither a ref nor a chain nor a step
          tests: [{as: e, steps: {workflow: [a]}}]         | workflow: expected a single value and found a list
          zz_generated_metadata: {org: a}                  | zz_generated_metadata has no repo
          just a text                                      | expected a mapping and found the text 'just a text'
          """)
  void whatIsWrongIsNamedWithItsLine(String config, String named) {
    tree.config("broken", config + "\n");
    tree.config("main", "base_images: {a: {namespace: ns, name: good, tag: x}}\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(List.of("ns/good:x"), Tree.uses(inputs.index()));
    assertEquals(1, inputs.problems().configs().size());
    String reason = inputs.problems().configs().get(Tree.configPath("broken"));
    assertTrue(reason.contains(named), reason);
  }

  @Test
  void everyYamlFileOfTheFolderIsAConfigAndNothingElseIs() {
    tree.write(
        "ci-operator/config/a/b/a-b-main.yml", "tag_specification: {namespace: n, name: a}\n");
    tree.write(
        "ci-operator/config/a/b/.a-b-x.yaml", "tag_specification: {namespace: n, name: b}\n");
    tree.write("ci-operator/config/a/b/OWNERS", "approvers: [me]\n");
    tree.write("ci-operator/config/..data/a/b/a-b-x.yaml", "tag_specification: [broken\n");
    tree.write("ci-operator/jobs/a/b/a-b-x.yaml", "tag_specification: [broken\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(Map.of(), inputs.problems().all());
    assertEquals(List.of("n/a"), Tree.uses(inputs.index()));
  }

  @Test
  void aPathThatNamesNoRepositoryNeedsMetadata() {
    tree.write("ci-operator/config/alone.yaml", "tag_specification: {namespace: n, name: a}\n");
    assertTrue(
        tree.read()
            .problems()
            .configs()
            .get("ci-operator/config/alone.yaml")
            .contains("zz_generated_metadata"));
  }
}
