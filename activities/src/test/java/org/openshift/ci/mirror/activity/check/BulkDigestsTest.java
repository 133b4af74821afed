package org.openshift.ci.mirror.activity.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.activity.FakeRegistries;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.QuayServer;
import org.openshift.ci.mirror.testing.ScriptedServer;

/** When digests are read in bulk, and what is found. */
class BulkDigestsTest {

  private final QuayServer quay = QuayServer.start();
  private RegistryEngine engine;

  @BeforeEach
  void start() {
    engine = RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(quay.host()));
  }

  @AfterEach
  void stop() {
    engine.close();
    quay.close();
  }

  @Test
  void readsAHundredTagsAPageWhateverElseIsInTheRepository() {
    List<Claim> entries = entries("ocp", 0, 250, quay.host());
    mirror(entries);
    IntStream.range(0, 2_000).forEach(n -> quay.put("20261124_sha256_" + n, digest(n)));

    TargetDigests found = read(entries);
    assertEquals(250, found.size());
    assertTrue(entries.stream().allMatch(entry -> found.has(entry.destination(), entry.digest())));
    assertEquals(3, quay.pages());
    assertEquals(0, quay.heads());
  }

  @Test
  void aNamespaceWithFewTagsIsNotListed() {
    List<Claim> few = entries("ci", 0, BulkDigests.FEWEST - 1, quay.host());
    mirror(few);
    assertEquals(0, read(few).size());
    assertEquals(0, quay.pages());
  }

  @Test
  void whatDiffersOrIsMissingIsNotTakenForEqual() {
    List<Claim> entries = entries("ocp", 0, 50, quay.host());
    mirror(entries.subList(0, 48));
    quay.put(entries.get(7).tag().floatingTag(), digest(9_999));
    TargetDigests found = read(entries);
    assertFalse(found.has(entries.get(7).destination(), entries.get(7).digest()));
    assertFalse(found.has(entries.get(49).destination(), entries.get(49).digest()));
    assertTrue(found.has(entries.get(8).destination(), entries.get(8).digest()));
  }

  @Test
  void aListingWithFewWantedTagsIsAbandoned() {
    List<Claim> entries = entries("ocp", 0, 30, quay.host());
    mirror(entries);
    IntStream.range(0, 5_000).forEach(n -> quay.put("ocp_other_" + n, digest(n)));
    assertEquals(0, read(entries).size());
    assertEquals(5, quay.pages());
  }

  @Test
  void aListingEndsWhenAllIsFound() {
    List<Claim> entries = entries("ocp", 0, 40, quay.host());
    IntStream.range(0, 5_000).forEach(n -> quay.put("ocp_other_" + n, digest(n)));
    mirror(entries);
    assertEquals(40, read(entries).size());
    assertEquals(1, quay.pages());
  }

  @Test
  void aListingThatFailsLaterKeepsEarlierPages() {
    try (ScriptedServer server = ScriptedServer.start()) {
      List<Claim> entries = entries("ocp", 0, 150, server.host());
      Claim first = entries.getFirst();
      server
          .once(
              "GET",
              "page=1&",
              Answer.reply(
                  200,
                  "{\"tags\":[{\"name\":\"%s\",\"manifest_digest\":\"%s\"}],\"has_additional\":true}"
                      .formatted(first.tag().floatingTag(), first.digest())))
          .always("GET", "page=2&", Answer.error(502, "BAD_GATEWAY", "try again"));
      try (RegistryEngine other =
          RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(server.host()))) {
        TargetDigests found = read(other, entries);
        assertEquals(1, found.size());
        assertTrue(found.has(first.destination(), first.digest()));
      }
    }
  }

  @Test
  void nothingIsListedWhereTheApiIsOff() {
    List<Claim> entries = entries("ocp", 0, 200, quay.host());
    mirror(entries);
    BulkDigests off = new BulkDigests(engine, BulkDigests.Settings.off());
    assertEquals(0, off.read(entries).size());
    assertEquals(0, quay.pages());
  }

  @Test
  void unownedTagsAndProblemsAreNotListed() {
    List<Claim> entries = entries("ocp", 0, BulkDigests.FEWEST - 1, quay.host());
    mirror(entries);
    Problem problem = new Problem(MirrorErrorType.SOURCE_TAG_EMPTY, "no image");
    Claim first = entries.getFirst();
    List<Claim> more = new ArrayList<>(entries);
    TagReference other = new TagReference("ocp", "other", "latest");
    more.add(Claim.nobody(other, problem));
    more.add(
        new Claim(first.owner(), other, first.source(), null, first.destination() + "_2", problem));
    assertEquals(0, read(more).size());
    assertEquals(0, quay.pages());
  }

  @Test
  void findsTheDigestsThatHaveADateTagOfAnyDay() {
    IntStream.range(0, 250)
        .forEach(n -> quay.put("20261124_" + digest(n).replace(':', '_'), digest(n)));
    quay.put("20250101_" + digest(300).replace(':', '_'), digest(300));
    quay.put("20261124_" + digest(301).replace(':', '_'), digest(302));
    quay.put("release_sha256_x", digest(303));
    Optional<Set<String>> dated = bulk(true).dated(quay.host() + "/openshift/ci:any");
    assertEquals(251, dated.orElseThrow().size());
    assertTrue(dated.get().containsAll(List.of(digest(0), digest(249), digest(300))));
  }

  @Test
  void dateTagsAreUnknownWithoutTheApi() {
    assertEquals(Optional.empty(), bulk(false).dated(quay.host() + "/openshift/ci:any"));
    assertEquals(0, quay.pages());
    try (ScriptedServer server = ScriptedServer.start();
        RegistryEngine other =
            RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(server.host()))) {
      server
          .once("GET", "page=1&", Answer.reply(200, "{\"tags\":[],\"has_additional\":true}"))
          .always("GET", "page=2&", Answer.error(502, "BAD_GATEWAY", "try again"));
      BulkDigests failing =
          new BulkDigests(other, new BulkDigests.Settings(true, TagApiToken.none()));
      assertEquals(Optional.empty(), failing.dated(server.host() + "/openshift/ci:any"));
    }
  }

  @Test
  void dateTagsAreUnknownWhenThereAreTooMany() {
    FakeRegistries endless = new FakeRegistries();
    endless.tagPages(Collections.nCopies(1_001, new TagPage(Map.of(), false)));
    assertEquals(
        Optional.empty(),
        new BulkDigests(endless, new BulkDigests.Settings(true, TagApiToken.none()))
            .dated("quay.example/openshift/ci:any"));
  }

  private BulkDigests bulk(boolean enabled) {
    return new BulkDigests(engine, new BulkDigests.Settings(enabled, TagApiToken.none()));
  }

  private TargetDigests read(List<Claim> entries) {
    return read(engine, entries);
  }

  private static TargetDigests read(RegistryEngine engine, List<Claim> entries) {
    return new BulkDigests(engine, new BulkDigests.Settings(true, TagApiToken.none()))
        .read(entries);
  }

  private void mirror(List<Claim> entries) {
    entries.forEach(entry -> quay.put(entry.tag().floatingTag(), entry.digest()));
  }

  private static List<Claim> entries(String namespace, int from, int to, String host) {
    Endpoints endpoints = new Endpoints("registry.example", host + "/openshift/ci");
    return IntStream.range(from, to)
        .mapToObj(
            n -> claim(new TagReference(namespace, "stream" + n, "latest"), digest(n), endpoints))
        .toList();
  }

  private static Claim claim(TagReference tag, String digest, Endpoints endpoints) {
    return new Claim(
        MirrorOwner.DISTRIBUTOR,
        tag,
        endpoints.sourceByDigest(tag, digest),
        digest,
        endpoints.destination(tag),
        null);
  }

  private static String digest(int number) {
    return "sha256:%064x".formatted(number);
  }
}
