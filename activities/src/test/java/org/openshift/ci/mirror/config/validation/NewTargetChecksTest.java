package org.openshift.ci.mirror.config.validation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.Configs;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

class NewTargetChecksTest {

  private static final String CONFIG =
      """
      supplementalCIImages:
        tools/good:v1: {image: quay.io/x/good:v1}
        tools/missing:v1: {image: quay.io/x/missing:v1}
        tools/hub:v1: {image: docker.io/x/y:z}
        ocp/4.30:promoted: {namespace: ci, name: there, tag: v1}
        tools/taken:v1: {image: quay.io/x/good:v1}
        ocp/builder:v1: {image: quay.io/x/good:v1}
        tools/ignored:v1: {image: docker.io/x/ignored:v1}
      qciToAppCIImages:
        ocp/4.30:back: {}
        ocp/4.30:absent: {}
        ocp/builder:old: {image: quay.io/openshift/ci:good}
      artImages: [{namespace: ocp, name: ^builder$}]
      ignoredSources: [{image: docker.io/x/ignored:v1}]
      """;

  private static final Set<String> IMAGES =
      Set.of(
          "quay.io/x/good:v1",
          "registry.ci.openshift.org/ci/there:v1",
          "quay.io/openshift/ci:tools_taken_v1",
          "quay.io/openshift/ci:good",
          "quay-proxy.ci.openshift.org/openshift/ci:ocp_4.30_back");

  private static Optional<String> digest(PullSpec image) {
    return IMAGES.contains(image.toString()) ? Optional.of("sha256:…") : Optional.empty();
  }

  private static Optional<String> promotedBy(TagReference tag) {
    return tag.name().equals("4.30")
        ? Optional.of("ci-operator/config/o/r/o-r-main.yaml")
        : Optional.empty();
  }

  private static List<String> check(String config, BaselineTargets before, ImageLookup images) {
    return new NewTargetChecks(Configs.ENDPOINTS, NewTargetChecksTest::promotedBy, images)
        .check(Configs.read(config), before, "c.yaml").stream()
            .map(ConfigProblem::toString)
            .toList();
  }

  private static BaselineTargets none() {
    try {
      return BaselineTargets.read("{}".getBytes(StandardCharsets.UTF_8), "main.yaml");
    } catch (MirroringConfigException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertStarts(List<String> expected, List<String> problems) {
    assertEquals(expected.size(), problems.size(), String.join("\n", problems));
    for (int index = 0; index < expected.size(); index++) {
      assertTrue(problems.get(index).startsWith(expected.get(index)), String.join("\n", problems));
    }
  }

  @Test
  void findsEverythingThatSpeaksAgainstNewTargets() {
    assertStarts(
        List.of(
            "c.yaml:3: supplementalCIImages tools/missing:v1: the source quay.io/x/missing:v1 cannot be read",
            "c.yaml:4: supplementalCIImages tools/hub:v1: the source docker.io/x/y:z is on docker.io",
            "c.yaml:5: supplementalCIImages ocp/4.30:promoted: ci-operator/config/o/r/o-r-main.yaml promotes",
            "c.yaml:6: supplementalCIImages tools/taken:v1: quay.io/openshift/ci:tools_taken_v1 exists already",
            "c.yaml:7: supplementalCIImages ocp/builder:v1: the rule of artImages with namespace ocp, name ^builder$",
            "c.yaml:11: qciToAppCIImages ocp/4.30:absent: the source quay-proxy.ci.openshift.org/openshift/ci:ocp_4.30_absent cannot be read"),
        check(CONFIG, none(), NewTargetChecksTest::digest));
  }

  @Test
  void offlineOnlyFilesCount() {
    assertStarts(List.of("c.yaml:4: ", "c.yaml:5: ", "c.yaml:7: "), check(CONFIG, none(), null));
  }

  @Test
  void whereNothingIsKnownToBeNewARuleMayOverlap() {
    assertStarts(
        List.of("c.yaml:4: ", "c.yaml:5: "), check(CONFIG, BaselineTargets.unknown(), null));
  }

  @Test
  void whatIsNotNewIsLeftAlone() throws MirroringConfigException {
    byte[] main =
        CONFIG
            .replace("  tools/hub:v1: {image: docker.io/x/y:z}\n", "")
            .replace("  ocp/4.30:absent: {}\n", "")
            .getBytes(StandardCharsets.UTF_8);
    assertStarts(
        List.of("c.yaml:4: supplementalCIImages tools/hub:v1", "c.yaml:11: qciToAppCIImages"),
        check(CONFIG, BaselineTargets.read(main, "main.yaml"), NewTargetChecksTest::digest));
  }

  @Test
  void aMistakeOnTheMainBranchDoesNotMatter() throws MirroringConfigException {
    byte[] main = ("unknown: 1\n" + CONFIG).getBytes(StandardCharsets.UTF_8);
    assertEquals(
        List.of(),
        check(CONFIG, BaselineTargets.read(main, "main.yaml"), NewTargetChecksTest::digest));
  }

  @Test
  void aTargetThatMovesToTheOtherSectionIsNew() throws MirroringConfigException {
    byte[] main =
        "supplementalCIImages: {'ocp/4.30:absent': {image: quay.io/x/y:z}}"
            .getBytes(StandardCharsets.UTF_8);
    assertEquals(
        1,
        check(
                "qciToAppCIImages: {'ocp/4.30:absent': {}}",
                BaselineTargets.read(main, "main.yaml"),
                NewTargetChecksTest::digest)
            .size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker.io/library/golang:1",
        "golang:1",
        "golang",
        "library/golang:1",
        "index.docker.io/library/golang:1",
        "registry-1.docker.io/library/golang:1",
        "Docker.io/library/golang:1",
        "registry.hub.docker.com/library/golang:1"
      })
  void knowsDockerHubByEveryName(String source) {
    List<String> problems =
        check("supplementalCIImages: {'a/b:c': {image: '%s'}}".formatted(source), none(), null);
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.getFirst().contains("docker.io"), problems.toString());
  }
}
