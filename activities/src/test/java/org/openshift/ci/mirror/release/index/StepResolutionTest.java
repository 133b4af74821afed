package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.release.follow.ReleaseInputs;

/** How the steps of a test come to images. */
class StepResolutionTest {

  @TempDir Path folder;
  private Tree tree;

  @BeforeEach
  void plant() {
    tree = new Tree(folder);
    for (String step : List.of("first", "second", "third", "fourth")) {
      tree.step(step);
    }
    tree.observer("looker");
    tree.observer("listener");
    tree.registry("inner-chain.yaml", "chain: {as: inner, steps: [{ref: first}, {ref: second}]}\n");
    tree.registry(
        "outer-chain.yaml", "chain: {as: outer, steps: [{chain: inner}, {ref: third}]}\n");
    tree.registry(
        "flow-workflow.yaml",
        """
        workflow:
          as: flow
          steps:
            pre: [{ref: first}]
            test: [{ref: second}]
            post: [{ref: third}]
            observers: {enable: [looker]}
        """);
  }

  private void assertUses(String steps, String... expected) {
    tree.config("main", "tests:\n- as: e2e\n  steps: " + steps + "\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(Map.of(), inputs.problems().all());
    assertEquals(List.of(expected), Tree.uses(inputs.index()));
  }

  @Test
  void aStepOfTheRegistry() {
    assertUses("{test: [{ref: first}]}", "ci/first:latest");
  }

  @Test
  void aStepThatRunsInAnImageOfItsTest() {
    tree.registry("plain-ref.yaml", "ref: {as: plain, from: cli, commands: plain-commands.sh}\n");
    assertUses("{test: [{ref: plain}]}");
  }

  @Test
  void aStepThatIsWrittenOut() {
    assertUses("{post: [{as: own, from_image: {namespace: ns, name: own, tag: x}}]}", "ns/own:x");
  }

  @Test
  void aChainOfChains() {
    assertUses("{pre: [{chain: outer}]}", "ci/first:latest", "ci/second:latest", "ci/third:latest");
  }

  @Test
  void aWorkflowWithItsObservers() {
    assertUses(
        "{workflow: flow}",
        "ci/first:latest",
        "ci/looker:latest",
        "ci/second:latest",
        "ci/third:latest");
  }

  @Test
  void ownSectionsReplaceThoseOfTheWorkflow() {
    assertUses(
        "{workflow: flow, test: [{ref: fourth}]}",
        "ci/first:latest",
        "ci/fourth:latest",
        "ci/looker:latest",
        "ci/third:latest");
  }

  @Test
  void anEmptySectionReplacesToo() {
    assertUses(
        "{workflow: flow, pre: [], post: [], test: null}", "ci/looker:latest", "ci/second:latest");
  }

  @Test
  void theOwnChoiceOfObserversReplacesThatOfTheWorkflow() {
    assertUses(
        "{workflow: flow, pre: [], post: [], observers: {enable: [listener]}}",
        "ci/listener:latest",
        "ci/second:latest");
  }

  @Test
  void observersThatStepsAskForAreDisabledByTheTest() {
    tree.registry(
        "watched-ref.yaml", "ref: {as: watched, from: cli, observers: [looker, listener]}\n");
    assertUses("{test: [{ref: watched}]}", "ci/listener:latest", "ci/looker:latest");
    assertUses("{test: [{ref: watched}], observers: {disable: [looker]}}", "ci/listener:latest");
  }

  @Test
  void aReplacedSectionIsNotLookedAt() {
    tree.registry(
        "half-workflow.yaml",
        "workflow: {as: half, steps: {pre: [{ref: no-such-step}], test: [{ref: second}]}}\n");
    assertUses("{workflow: half, pre: [{ref: first}]}", "ci/first:latest", "ci/second:latest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {test: [{ref: nobody}]}          | test 'e2e': the step registry has no step 'nobody'
          {test: [{chain: nobody}]}        | the step registry has no chain 'nobody'
          {workflow: nobody}               | the step registry has no workflow 'nobody'
          {observers: {enable: [nobody]}}  | the step registry has no observer 'nobody'
          {pre: [{chain: round}]}          | chain 'round' contains itself
          {pre: [{chain: deep-0}]}         | nested deeper than 50
          """)
  void whatCannotBeResolvedIsNamed(String steps, String named) {
    tree.registry("round-chain.yaml", "chain: {as: round, steps: [{chain: about}]}\n");
    tree.registry("about-chain.yaml", "chain: {as: about, steps: [{chain: round}]}\n");
    for (int depth = 0; depth < 60; depth++) {
      tree.registry(
          "deep-" + depth + "-chain.yaml",
          "chain: {as: deep-%d, steps: [{chain: deep-%d}]}\n".formatted(depth, depth + 1));
    }
    tree.config("main", "tests: [{as: e2e, steps: " + steps + "}]\n");
    tree.config("other", "base_images: {a: {namespace: ns, name: good, tag: x}}\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(List.of("ns/good:x"), Tree.uses(inputs.index()));
    String reason = inputs.problems().configs().get(Tree.configPath("main"));
    assertTrue(reason.contains(named), reason);
  }

  /** Each chain names the next twice: 2^40 steps, were they written out. */
  @Test
  void chainsThatMultiplyTakeNoTime() {
    for (int depth = 0; depth < 40; depth++) {
      tree.registry(
          "many-" + depth + "-chain.yaml",
          "chain: {as: many-%d, steps: [{chain: many-%d}, {chain: many-%d}]}\n"
              .formatted(depth, depth + 1, depth + 1));
    }
    tree.registry("many-40-chain.yaml", "chain: {as: many-40, steps: [{ref: first}]}\n");
    assertUses("{pre: [{chain: many-0}]}", "ci/first:latest");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bad-ref.yaml      | ref: {as: other}                                  | has the name 'other', but its file name says 'bad'
          bad-ref.yaml      | ref: {}                                           | ref has no as
          bad-ref.yaml      | chain: {as: bad}                                  | has no ref
          bad-ref.yaml      | ref: {as: bad, from_image: {name: a}}             | from_image has no namespace
          bad-chain.yaml    | chain: {as: bad, steps: {ref: a}}                 | expected a list
          bad-workflow.yaml | workflow: {as: bad, steps: {workflow: flow}}      | is a workflow that names another workflow
          bad-observer.yaml | observer: {as: bad}                               | observer has no name
          """)
  void aBrokenFileOfTheRegistryIsNamed(String file, String text, String named) {
    tree.registry(file, text + "\n");
    Map<String, String> broken = tree.read().problems().stepRegistry();
    assertEquals(1, broken.size(), broken::toString);
    String reason = broken.get(Tree.registryPath(file));
    assertTrue(reason.contains(named), reason);
  }

  @Test
  void aSecondDefinitionIsNamedAndLeftOut() {
    tree.write(
        "ci-operator/step-registry/tail/first-ref.yaml",
        "ref: {as: first, from_image: {namespace: ci, name: rival, tag: latest}}\n");
    tree.config("main", "tests: [{as: e2e, steps: {test: [{ref: first}]}}]\n");
    ReleaseInputs inputs = tree.read();
    assertEquals(List.of("ci/first:latest"), Tree.uses(inputs.index()));
    assertEquals(
        Map.of(
            "ci-operator/step-registry/tail/first-ref.yaml",
            "defines the step 'first', which ci-operator/step-registry/some/first-ref.yaml defines"
                + " already"),
        inputs.problems().stepRegistry());
  }

  @Test
  void otherFilesOfTheRegistryAreLeftAlone() {
    tree.registry("first-commands.sh", "exit 1\n");
    tree.registry("README.md", "# Steps\n");
    tree.registry("OWNERS", "approvers: [me]\n");
    tree.registry("first-ref.metadata.json", "{}\n");
    tree.write("ci-operator/step-registry/cluster-profiles/odd-ref.yaml", "- nothing\n");
    assertUses("{test: [{ref: first}]}", "ci/first:latest");
  }
}
