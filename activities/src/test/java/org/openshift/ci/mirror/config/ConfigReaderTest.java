package org.openshift.ci.mirror.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

class ConfigReaderTest {

  private static final String WHOLE =
      """
      supplementalCIImages:
        tools/cli:v1:
          image: quay.io/example/cli:v1
        tools/pinned:v2:
          image: quay.io/example/pinned@sha256:%1$s
        tools/stream:9:
          namespace: os
          name: stream
          tag: "9"
        rh_ee_user/e2e:v1.0:
          image: quay.io/example/e2e
      qciToAppCIImages:
        ocp/4.30:cli: {}
        ocp/4.30:base:
        ocp/4.30:tools:
          image: quay.io/openshift/ci:20260101_sha256_x
        ocp/4.30:etcd:
          image: quay-proxy.ci.openshift.org/openshift/ci@sha256:%1$s
      ignoredSources:
      - image: quay.io/example/broken:latest
        reason: does not start
      - namespace: ocp
        name: builder
        tag: old
        reason: has gone
      artImages:
      - namespace: ocp
        name: ^builder$
      - namespace: ocp
        Name: ^\\d+\\.\\d+$
        TAG: ^base-rhel
      """
          .formatted("0".repeat(64));

  private static TagReference tag(String text) {
    return TagReference.parse(text);
  }

  private static PullSpec image(String text) {
    return PullSpec.parse(text);
  }

  @Test
  void readsSupplementalImagesInEveryForm() {
    MirroringConfig config = Configs.read(WHOLE);
    assertEquals(
        List.of(
            new SupplementalImage(tag("tools/cli:v1"), image("quay.io/example/cli:v1")),
            new SupplementalImage(
                tag("tools/pinned:v2"), image("quay.io/example/pinned@sha256:" + "0".repeat(64))),
            new SupplementalImage(
                tag("tools/stream:9"), image("registry.ci.openshift.org/os/stream:9")),
            new SupplementalImage(tag("rh_ee_user/e2e:v1.0"), image("quay.io/example/e2e:latest"))),
        config.supplemental());
    assertEquals(4, config.lineOf(tag("tools/pinned:v2")));
    assertEquals(List.of(), config.leftOut());
  }

  @Test
  void readsBackfillImagesInEveryForm() {
    String proxy = "quay-proxy.ci.openshift.org/openshift/ci";
    String to = "registry.ci.openshift.org/ocp/4.30:";
    assertEquals(
        List.of(
            new BackfillImage(
                tag("ocp/4.30:cli"), image(proxy + ":ocp_4.30_cli"), image(to + "cli")),
            new BackfillImage(
                tag("ocp/4.30:base"), image(proxy + ":ocp_4.30_base"), image(to + "base")),
            new BackfillImage(
                tag("ocp/4.30:tools"),
                image("quay.io/openshift/ci:20260101_sha256_x"),
                image(to + "tools")),
            new BackfillImage(
                tag("ocp/4.30:etcd"),
                image(proxy + "@sha256:" + "0".repeat(64)),
                image(to + "etcd"))),
        Configs.read(WHOLE).backfill());
  }

  @Test
  void backfillComesFromTheTargetRepositoryWhereThatIsAnother() throws MirroringConfigException {
    Endpoints local = new Endpoints("127.0.0.1:5050", "127.0.0.1:5051/openshift/ci");
    String text =
        """
        qciToAppCIImages:
          ocp/4.30:cli: {}
          ocp/4.30:tools: {image: "127.0.0.1:5051/openshift/ci:x"}
        """;
    MirroringConfig config =
        new ConfigReader(local).read(text.getBytes(StandardCharsets.UTF_8), "c.yaml");
    assertEquals(
        List.of(
            "127.0.0.1:5051/openshift/ci:ocp_4.30_cli to 127.0.0.1:5050/ocp/4.30:cli",
            "127.0.0.1:5051/openshift/ci:x to 127.0.0.1:5050/ocp/4.30:tools"),
        config.backfill().stream()
            .map(image -> image.source() + " to " + image.destination())
            .toList());
  }

  @ParameterizedTest
  @CsvSource({
    "ocp/builder:any,         true",
    "ocp/my-builder:any,      false",
    "ocp/4.30:base-rhel9,     true",
    "ocp/4.30:my-base-rhel9,  false",
    "ocp/4.30-priv:base-rhel, false",
    "ocp/4.30:cli,            false",
    "other/builder:any,       false"
  })
  void artRulesMatch(String reference, boolean expected) {
    assertEquals(expected, Configs.read(WHOLE).art().matches(tag(reference)));
  }

  @Test
  void artExpressionsAreNotAnchored() {
    ArtRules rules = Configs.read("artImages: [{namespace: ocp, name: uild, tag: '9'}]").art();
    assertTrue(rules.matches(tag("ocp/builder:rhel-9-golang")));
    assertFalse(rules.matches(tag("ocp/builder:rhel-8-golang")));
  }

  @Test
  void artRulesLeaveTargetsOfOtherSectionsAlone() {
    MirroringConfig config =
        Configs.read(
            """
            artImages: [{namespace: ocp, name: '.'}]
            supplementalCIImages: {"ocp/a:b_c": {image: quay.io/x/y:z}}
            qciToAppCIImages: {"ocp/4.30:cli": {}}
            """);
    assertTrue(config.art().matches(tag("ocp/4.30:other")));
    assertFalse(config.art().matches(tag("ocp/4.30:cli")));
    assertFalse(config.art().matches(tag("ocp/a_b:c")), "the same tag at the target");
  }

  @Test
  void ignoresSourcesInBothSpellings() {
    IgnoredSources ignored = Configs.read(WHOLE).ignored();
    Optional<String> gone = Optional.of("has gone");
    assertEquals(gone, ignored.reasonFor(image("registry.ci.openshift.org/ocp/builder:old")));
    assertEquals(gone, ignored.reasonFor(tag("ocp/builder:old")));
    assertEquals(
        Optional.of("does not start"),
        ignored.reasonFor(image("quay.io/example/broken")),
        "latest");
    assertEquals(Optional.empty(), ignored.reasonFor(image("quay.io/ocp/builder:old")));
    assertEquals(Optional.empty(), ignored.reasonFor(tag("ocp/builder:new")));
    assertEquals(
        Optional.empty(),
        ignored.reasonFor(tag("OCP/builder:old")),
        "no repository has such a name");
    IgnoredSources byPullSpec =
        Configs.read(
                """
                ignoredSources:
                - image: registry.ci.openshift.org/ocp/builder:old
                - image: quay.io/openshift/ci:ocp_4.30_cli
                - image: quay-proxy.ci.openshift.org/openshift/ci:ocp_4.30_base
                """)
            .ignored();
    assertTrue(byPullSpec.reasonFor(tag("ocp/builder:old")).isPresent());
    assertTrue(byPullSpec.reasonFor(image("quay.io/openshift/ci:ocp_4.30_base")).isPresent());
    assertTrue(
        byPullSpec
            .reasonFor(image("quay-proxy.ci.openshift.org/openshift/ci:ocp_4.30_cli"))
            .isPresent());
  }

  @Test
  void entriesClaimTheirTargets() {
    MirroringConfig config =
        Configs.read(
            """
            supplementalCIImages:
              a/b_c:d: {image: quay.io/x/y:z}
              a/ignored:d: {image: quay.io/x/broken:z}
            qciToAppCIImages: {"ocp/4.30:cli": {}}
            ignoredSources: [{image: quay.io/x/broken:z}]
            """);
    assertTrue(config.isSupplementalTarget(tag("a/b_c:d")));
    assertTrue(config.isSupplementalTarget(tag("a/b:c_d")), "the same tag at the target");
    assertTrue(config.isBackfillTarget(tag("ocp/4.30:cli")));
    assertTrue(config.claims(tag("ocp/4.30:cli")));
    assertFalse(config.isSupplementalTarget(tag("ocp/4.30:cli")));
    assertFalse(config.claims(tag("a/ignored:d")), "nothing fills it");
    assertEquals(2, config.supplemental().size());
  }

  @Test
  void readsGzip() throws IOException, MirroringConfigException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(WHOLE.getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(
        "4 supplemental, 4 backfill, 2 ignored, 2 ART rules",
        new ConfigReader(Configs.ENDPOINTS).read(packed.toByteArray(), "c.yaml").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "supplementalCIImages:\nartImages:\n", "artImages: []"})
  void anEmptySectionAsksForNothing(String text) {
    assertEquals(MirroringConfig.empty().toString(), Configs.read(text).toString());
  }

  @Test
  void entriesAreFoundByTheirPlaceAtTheTarget() {
    MirroringConfig config =
        Configs.read(
            """
            supplementalCIImages:
              a/b_c:d: {image: "quay.io/example/one:v1"}
              a/ignored:d: {image: "quay.io/example/broken:v1"}
            qciToAppCIImages:
              a/e_f:g: {}
              a/bad:g: {image: "quay.io/openshift/ci:bad"}
            ignoredSources:
            - {image: "quay.io/example/broken:v1", reason: broken}
            - {image: "quay.io/openshift/ci:bad", reason: bad}
            """);
    assertEquals(tag("a/b_c:d"), config.supplementalFor(tag("a/b:c_d")).orElseThrow().target());
    assertEquals(Optional.empty(), config.supplementalFor(tag("a/ignored:d")));
    assertEquals(
        tag("a/ignored:d"),
        config.ignoredSupplementalFor(tag("a/ignored:d")).orElseThrow().target());
    assertEquals(Optional.empty(), config.ignoredSupplementalFor(tag("a/b_c:d")));
    assertEquals(tag("a/e_f:g"), config.backfillFrom(tag("a/e:f_g")).orElseThrow().target());
    assertEquals(Optional.empty(), config.backfillFrom(tag("a/bad:g")));
    assertEquals(Optional.empty(), config.backfillTo(tag("a/e:f_g")), "another tag of the cluster");
    assertTrue(config.backfillTo(tag("a/bad:g")).isPresent());
  }

  @Test
  void theFingerprintOfTheContentIsThatOfAllSections() {
    assertEquals(
        Configs.read(WHOLE).contentFingerprint(), Configs.read(WHOLE).contentFingerprint());
    for (String part : List.of("example/cli:v1", "20260101", "^builder$", "broken:latest")) {
      assertNotEquals(
          Configs.read(WHOLE).contentFingerprint(),
          Configs.read(
                  WHOLE.replace(
                      part, part.replace('i', 'j').replace('k', 'l').replace("202", "203")))
              .contentFingerprint(),
          part);
    }
  }

  @Test
  void mergeKeysWorkAsInCiOperatorConfigs() {
    MirroringConfig config =
        Configs.read(
            """
            supplementalCIImages:
              a/b:one: &one {namespace: ns, name: base, tag: one}
              a/b:two:
                <<: *one
                tag: two
            """);
    assertEquals(
        List.of(
            new SupplementalImage(tag("a/b:one"), image("registry.ci.openshift.org/ns/base:one")),
            new SupplementalImage(tag("a/b:two"), image("registry.ci.openshift.org/ns/base:two"))),
        config.supplemental());
  }

  @Test
  void theNamesOfDockerHubAreOneSource() {
    MirroringConfig config =
        Configs.read(
            """
            supplementalCIImages: {a/b:c: {image: index.docker.io/golang:1}}
            ignoredSources: [{image: docker.io/library/golang:1, reason: broken}]
            """);
    assertEquals(
        Optional.of("broken"),
        config.ignored().reasonFor(config.supplemental().getFirst().source()));
  }
}
