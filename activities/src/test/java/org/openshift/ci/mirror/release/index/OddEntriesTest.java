package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.log.SafeText;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;

/** One odd entry never discards its neighbours. */
class OddEntriesTest {

  /** Good neighbours of every kind, which end with a list of tests that may go on. */
  private static final String NEIGHBOURS =
      """
      tag_specification: {namespace: ocp, name: "4.21"}
      build_root: {image_stream_tag: {namespace: ns, name: root, tag: x}}
      releases: {latest: {integration: {namespace: ocp, name: "4.22"}}}
      base_images:
        good: {namespace: ns, name: base, tag: x}
      BASE
      tests:
      - as: good
        steps: {test: [{ref: first}, {as: own, from_image: {namespace: ns, name: own, tag: x}}]}
      TEST
      """;

  private static final List<String> OF_NEIGHBOURS =
      List.of("ci/first:latest", "ns/base:x", "ns/own:x", "ns/root:x", "ocp/4.21", "ocp/4.22");

  @TempDir Path folder;
  private Tree tree;

  @BeforeEach
  void plant() {
    tree = new Tree(folder);
    tree.step("first");
  }

  private static String neighbours(String base, String test) {
    return NEIGHBOURS.replace("BASE", base).replace("TEST", test);
  }

  private String problemOf(ReleaseInputs inputs) {
    assertEquals(Set.of(Tree.configPath("main")), inputs.problems().all().keySet());
    return inputs.problems().configs().get(Tree.configPath("main"));
  }

  @Test
  void aBaseImageWithATagOnlyIsInTheStreamOfTheTagSpecification() {
    tree.config(
        "main",
        """
        base_images:
          base: {tag: base}
          other: {namespace: ns, name: other, tag: x}
        base_rpm_images:
          rpm: {namespace: "", name: "", tag: rpm}
        tag_specification: {namespace: ocp, name: "4.20"}
        """);
    ReleaseInputs inputs = tree.read();
    assertEquals(Map.of(), inputs.problems().all());
    assertEquals(
        List.of("ns/other:x", "ocp/4.20:base", "ocp/4.20:rpm", "ocp/4.20"),
        Tree.uses(inputs.index()));
  }

  /** As ci-operator, which takes both or neither. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "odd: {namespace: ocp, tag: x}",
        "odd: {name: a, tag: x}",
        "odd: {}",
        "odd: [a]",
        "odd: text"
      })
  void aBaseImageThatStaysIncompleteIsLeftOutAlone(String odd) {
    tree.config("main", neighbours("  " + odd, ""));
    ReleaseInputs inputs = tree.read();
    assertEquals(OF_NEIGHBOURS, Tree.uses(inputs.index()));
    String problem = problemOf(inputs);
    assertTrue(problem.startsWith("line 6: base_images.odd"), problem);
  }

  @Test
  void withoutATagSpecificationTheMessageNamesIt() {
    tree.config(
        "main", "base_images: {odd: {tag: x}, good: {namespace: ns, name: base, tag: x}}\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(List.of("ns/base:x"), Tree.uses(inputs.index()));
    assertEquals(
        "line 1: base_images.odd has no namespace and no name, and the config has no"
            + " tag_specification to take them from",
        problemOf(inputs));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base_rpm_images: [a]",
        "base_rpm_images: {odd: {name: a}}",
        "raw_steps: {}",
        "raw_steps: [text, {input_image_tag_step: {base_image: {tag: x}}}]",
        "raw_steps: [{test_step: {as: raw, steps: {pre: [{}]}}}]",
        "zz_generated_metadata: {org: a}",
      })
  void anOddFieldLeavesTheOthersAlone(String odd) {
    tree.config("main", odd + "\n" + neighbours("", ""));
    ReleaseInputs inputs = tree.read();
    assertEquals(OF_NEIGHBOURS, Tree.uses(inputs.index()));
    assertTrue(problemOf(inputs).startsWith("line 1: "), problemOf(inputs));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- text",
        "- {as: [a], steps: {test: [{ref: nobody}]}}",
        "- {as: odd, steps: {test: text}}",
        "- {as: odd, steps: {test: [text, {}, {ref: [a]}, {as: a, from_image: {name: a}}]}}",
        "- {as: odd, steps: {pre: [{ref: nobody}], post: [{chain: nobody}, {ref: first}]}}",
        "- {as: odd, steps: {workflow: nobody, observers: {enable: [nobody, [a]]}}}",
        "- {as: odd, literal_steps: {pre: [{from_image: {name: a}}, {from_image: [a]}]}}",
      })
  void anOddTestOrStepLeavesTheOthersAlone(String odd) {
    tree.config("main", neighbours("", odd));
    ReleaseInputs inputs = tree.read();
    assertEquals(OF_NEIGHBOURS, Tree.uses(inputs.index()));
    assertTrue(SafeText.isVisible(problemOf(inputs)), problemOf(inputs));
  }

  @Test
  void theOtherStepsOfATestCount() {
    tree.step("second");
    tree.config(
        "main",
        "tests: [{as: e2e, steps: {workflow: nobody, pre: [{ref: nobody}, {ref: first}, {}],"
            + " test: [{chain: nobody}, {ref: second}]}}]\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(List.of("ci/first:latest", "ci/second:latest"), Tree.uses(inputs.index()));
    String problem = problemOf(inputs);
    for (String named :
        List.of("no workflow 'nobody'", "no step 'nobody'", "no chain 'nobody'", "neither a ref")) {
      assertTrue(problem.contains(named), problem);
    }
  }

  @Test
  void aChainThatContainsItselfLeavesTheOtherStepsAlone() {
    tree.registry(
        "round-chain.yaml", "chain: {as: round, steps: [{ref: first}, {chain: round}]}\n");
    tree.step("second");
    tree.config("main", "tests: [{as: e, steps: {pre: [{chain: round}, {ref: second}]}}]\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(List.of("ci/second:latest"), Tree.uses(inputs.index()));
    assertTrue(problemOf(inputs).contains("chain 'round' contains itself"), problemOf(inputs));
  }

  @Test
  void anOddStepOfAChainOrAWorkflowIsNamedThereAndLeavesTheOthersAlone() {
    tree.registry(
        "half-chain.yaml",
        "chain: {as: half, steps: [{}, {ref: first}, {as: a, from_image: a}]}\n");
    tree.registry(
        "flow-workflow.yaml",
        "workflow: {as: flow, steps: {pre: text, test: [{chain: half}, {ref: [a]}]}}\n");
    tree.registry("odd-ref.yaml", "ref: {as: odd, from_image: {name: a}, observers: [looker]}\n");
    tree.observer("looker");
    tree.config("main", "tests: [{as: e, steps: {workflow: flow, post: [{ref: odd}]}}]\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(List.of("ci/first:latest", "ci/looker:latest"), Tree.uses(inputs.index()));
    assertEquals(
        Set.of(
            Tree.registryPath("half-chain.yaml"),
            Tree.registryPath("flow-workflow.yaml"),
            Tree.registryPath("odd-ref.yaml")),
        inputs.problems().all().keySet());
  }

  /** While an entry is broken, nothing that was in force is lost, and what is new counts. */
  @Test
  void whatAnEntryContributedStaysInForceUntilItIsMended() {
    ReleaseReader reader = new ReleaseReader();
    tree.config("main", "base_images: {a: {namespace: ns, name: a, tag: x}}\n");
    assertEquals(List.of("ns/a:x"), usesAfterReading(reader));
    tree.config(
        "main",
        "base_images: {a: {namespace: ns, name: a}, b: {namespace: ns, name: b, tag: x}}\n");
    assertEquals(List.of("ns/a:x", "ns/b:x"), usesAfterReading(reader));
    String problem = reader.problems().configs().get(Tree.configPath("main"));
    assertEquals(
        "line 1: base_images.a has no tag; what it contributed before stays in force", problem);
    // Its usable entries are those of before, but nothing is left out any more.
    tree.config("main", "base_images: {b: {namespace: ns, name: b, tag: x}}\n");
    assertEquals(List.of("ns/b:x"), usesAfterReading(reader));
    assertEquals(Map.of(), reader.problems().all());
  }

  @Test
  void whatAChainUsedStaysInForceUntilItIsMended() {
    ReleaseReader reader = new ReleaseReader();
    tree.step("second");
    tree.step("third");
    tree.registry("some-chain.yaml", "chain: {as: some, steps: [{ref: first}, {ref: second}]}\n");
    tree.config("main", "tests: [{as: e, steps: {pre: [{chain: some}]}}]\n");
    assertEquals(List.of("ci/first:latest", "ci/second:latest"), usesAfterReading(reader));
    tree.registry(
        "some-chain.yaml", "chain: {as: some, steps: [{}, {ref: second}, {ref: third}]}\n");
    assertEquals(
        List.of("ci/first:latest", "ci/second:latest", "ci/third:latest"),
        usesAfterReading(reader));
    tree.registry("some-chain.yaml", "chain: {as: some, steps: [{ref: third}]}\n");
    assertEquals(List.of("ci/third:latest"), usesAfterReading(reader));
    assertEquals(Map.of(), reader.problems().all());
  }

  private List<String> usesAfterReading(ReleaseReader reader) {
    reader.read(reader.look(new ReleaseFolder(folder), Duration.ZERO));
    return Tree.uses(reader.index(Map.of()));
  }

  @Test
  void anOddEntryOfAPromotionLeavesTheOthersAlone() {
    tree.config(
        "main",
        """
        images: {items: [{to: one}, {optional: true}, {to: ""}, text, {optional: maybe, to: x}]}
        promotion:
          to:
          - text
          - {name: nowhere}
          - {namespace: ocp, name: good, excluded_images: [[a], gone], additional_images: {a/b: src}}
        """);
    PromotedTags promoted = PromotedTags.read(folder);
    assertTrue(promoted.promotedBy(TagReference.parse("ocp/good:one")).isPresent());
    assertFalse(promoted.promotedBy(TagReference.parse("ocp/good:x")).isPresent());
    assertEquals(Set.of(Tree.configPath("main")), promoted.unreadable().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "base_rpm_images: {odd: {namespace: ns, name: a, tag: \"x\\e[31m\\nforged\"}}",
        "base_rpm_images: {\"odd\\e\\n\": {namespace: ns, name: a}}",
        "raw_steps: [{test_step: {as: x, literal_steps: {pre: [{from_image: {namespace: \"a\\e\", name: b, tag: c}}]}}}]",
        "zz_generated_metadata: {org: a, repo: b, branch: \"main\\e[31m\\nforged\"}",
      })
  void aNameWithControlCharactersIsLeftOutAndNeverShown(String odd) {
    tree.config("main", odd + "\n" + neighbours("", ""));
    ReleaseInputs inputs = tree.read();
    assertEquals(OF_NEIGHBOURS, Tree.uses(inputs.index()));
    assertTrue(SafeText.isVisible(problemOf(inputs)), problemOf(inputs));
    assertTrue(problemOf(inputs).contains("?"), problemOf(inputs));
  }

  @Test
  void aFileNameWithControlCharactersIsNeverShown() {
    tree.write("ci-operator/config/org/repo/org-repo-a\u001b[31m\nb.yaml", "no config");
    tree.registry("odd\u001b[31m\n-ref.yaml", "no step");
    ReleaseInputs inputs = tree.read();
    assertEquals(
        Set.of(
            "ci-operator/config/org/repo/org-repo-a?[31m?b.yaml",
            "ci-operator/step-registry/some/odd?[31m?-ref.yaml"),
        inputs.problems().all().keySet());
  }
}
