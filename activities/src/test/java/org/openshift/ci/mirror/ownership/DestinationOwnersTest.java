package org.openshift.ci.mirror.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.ownership.MemoryInventory.digest;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

class DestinationOwnersTest {

  private static final String PINNED = digest('5');

  private final MemoryInventory inventory = new MemoryInventory();
  private MirroringConfig config =
      Worlds.config(
          """
          supplementalCIImages:
            ocp/tool_x:v1: {image: quay.io/example/tool:v1}
            ocp/pinned:v1: {image: quay.io/example/pinned@%s}
            ocp/broken:v1: {image: quay.io/example/broken:v1}
            side/broken:v1: {image: quay.io/example/broken:v2}
          qciToAppCIImages:
            ocp/back:v1: {}
            ocp/back:pinned: {image: quay.io/openshift/ci@%s}
            ocp/back:bad: {image: "quay.io/openshift/ci:bad"}
          artImages:
          - {namespace: art, name: ^a}
          - {namespace: ocp, name: ^builder$}
          ignoredSources:
          - {image: "quay.io/example/broken:v1", reason: does not start}
          - {image: "quay.io/example/broken:v2", reason: does not start}
          - {image: "quay.io/openshift/ci:bad", reason: bad}
          - {namespace: art, name: a, tag: bad, reason: is bad}
          """
              .formatted(PINNED, PINNED));
  private WatchRules rules =
      WatchRules.builder()
          .additionalNamespaces(List.of("ocp"))
          .ignoreTags(List.of("ocp/a:ignored", "art/a:ignored", "ocp/tool_x:v1"))
          .build();
  private final DestinationOwners owners =
      new DestinationOwners(() -> config, () -> rules, inventory, Worlds.ENDPOINTS);

  @Test
  void aWatchedTagHasItsImageByDigest() {
    inventory.put("ocp/a:x", '1');
    assertEquals(
        new Claim(
            MirrorOwner.DISTRIBUTOR,
            TagReference.parse("ocp/a:x"),
            "registry.ci.openshift.org/ocp/a@" + digest('1'),
            digest('1'),
            "quay.io/openshift/ci:ocp_a_x",
            null),
        mirror("ocp/a:x"));
  }

  /** Also when the destination is named by another tag that shares the floating tag. */
  @ParameterizedTest
  @CsvSource({"ocp/tool_x:v1", "ocp/tool:x_v1"})
  void anEntryOfSupplementalImagesComesFirst(String tag) {
    inventory.put("ocp/tool_x:v1", '1').put("ocp/tool:x_v1", '2');
    assertEquals(
        new Claim(
            MirrorOwner.SUPPLEMENTAL,
            TagReference.parse("ocp/tool_x:v1"),
            "quay.io/example/tool:v1",
            null,
            "quay.io/openshift/ci:ocp_tool_x_v1",
            null),
        mirror(tag));
    assertEquals(Set.of(), inventory.looked, "the cluster is not asked");
  }

  @Test
  void anEntryByDigestHasThatDigest() {
    assertEquals(PINNED, mirror("ocp/pinned:v1").digest());
    assertEquals("quay.io/example/pinned@" + PINNED, mirror("ocp/pinned:v1").source());
  }

  @Test
  void anEntryWithAnIgnoredSourceClaimsNothing() {
    inventory.put("ocp/broken:v1", '1');
    assertEquals(MirrorOwner.DISTRIBUTOR, mirror("ocp/broken:v1").owner());
    assertNoOwner(
        "quay.io/example/broken:v2 is listed in ignoredSources: does not start; to have it"
            + " mirrored, remove it there",
        MirrorErrorType.IGNORED,
        mirror("side/broken:v1"));
  }

  @Test
  void theSourceOfABackfillHasNoOwner() {
    inventory.put("ocp/back:v1", '1');
    assertNoOwner(
        "ocp/back:v1 is not mirrored: qciToAppCIImages brings"
            + " quay-proxy.ci.openshift.org/openshift/ci:ocp_back_v1 from the mirror back to"
            + " ocp/back:v1; remove that entry to mirror in this direction",
        MirrorErrorType.NOT_WATCHED,
        mirror("ocp/back:v1"));
    assertEquals(
        MirrorErrorType.SOURCE_GONE,
        mirror("ocp/back:bad").problem().type(),
        "an ignored entry leaves its target to the watch");
  }

  @Test
  void artImagesComeAfterTheWatchRules() {
    inventory.put("art/a:x", '1').put("ocp/builder:x", '2').put("art/a:bad", '3');
    assertEquals(MirrorOwner.ART, mirror("art/a:x").owner());
    assertEquals(digest('1'), mirror("art/a:x").digest());
    assertEquals(MirrorOwner.DISTRIBUTOR, mirror("ocp/builder:x").owner());
    assertNoOwner(
        "registry.ci.openshift.org/art/a:bad is listed in ignoredSources: is bad; to have it"
            + " mirrored, remove it there",
        MirrorErrorType.IGNORED,
        mirror("art/a:bad"));
  }

  @ParameterizedTest
  @CsvSource({"ocp/a:ignored", "art/a:ignored"})
  void aTagThatTheFlagIgnoresHasNoOwner(String tag) {
    inventory.put(tag, '1');
    assertNoOwner(
        tag
            + " is not watched: given with --ignore-image-stream-tag; to have it mirrored, remove it"
            + " there",
        MirrorErrorType.IGNORED,
        mirror(tag));
  }

  @Test
  void aTagThatNoRuleAsksForHasNoOwner() {
    inventory.put("other/a:x", '1');
    assertNoOwner(
        "other/a:x is not watched: no rule asks for it, nor does artImages or supplementalCIImages;"
            + " to have it mirrored, give it with --additional-image-stream-tag, or use it in a"
            + " test",
        MirrorErrorType.NOT_WATCHED,
        mirror("other/a:x"));
    assertEquals(Set.of(), inventory.looked);
  }

  @Test
  void aTagThatDoesNotExistIsGone() {
    assertNoOwner(
        "ocp/a:x does not exist among the image streams, so there is nothing to mirror; push or"
            + " import it",
        MirrorErrorType.SOURCE_GONE,
        mirror("ocp/a:x"));
  }

  @Test
  void aTagOfAnyTypedNameHasNoOwner() {
    assertFalse(owners.claimOf(Destination.mirror(new TagReference("..", "_", "_"))).owned());
    assertFalse(owners.claimOf(Destination.mirror(new TagReference("_", "_", "_"))).owned());
  }

  @Test
  void aTagWithoutAnImageIsOwnedWithItsProblem() {
    inventory.putEmpty("ocp/a:x");
    Claim claim = mirror("ocp/a:x");
    assertEquals(MirrorOwner.DISTRIBUTOR, claim.owner());
    assertEquals(MirrorErrorType.SOURCE_TAG_EMPTY, claim.problem().type());
    assertEquals("registry.ci.openshift.org/ocp/a:x", claim.source());
    assertNull(claim.digest());
  }

  @Test
  void aTagWhoseNameIsTooLongForTheTargetIsAProblem() {
    String tag = "ocp/a:" + "t".repeat(128);
    inventory.put(tag, '1');
    assertEquals(MirrorErrorType.DESTINATION_TAG_INVALID, mirror(tag).problem().type());
    assertEquals(MirrorOwner.DISTRIBUTOR, mirror(tag).owner());
  }

  @Test
  void twoTagsThatShareAFloatingTagAreInConflict() {
    inventory.put("ocp/b_c:d", '1').put("ocp/b:c_d", '2');
    for (String tag : List.of("ocp/b_c:d", "ocp/b:c_d")) {
      Claim claim = mirror(tag);
      assertEquals(TagReference.parse(tag), claim.tag());
      assertEquals(MirrorErrorType.DESTINATION_CONFLICT, claim.problem().type());
      assertEquals(
          "ocp/b:c_d and ocp/b_c:d have the same tag at the target, ocp_b_c_d, so none of them is"
              + " mirrored; rename all but one, or leave them out with --ignore-image-stream-tag",
          claim.problem().message());
      assertNull(claim.digest());
    }
    inventory.tags.remove(TagReference.parse("ocp/b:c_d"));
    assertEquals(digest('1'), mirror("ocp/b:c_d").digest(), "the remaining one owns it");
    assertEquals(TagReference.parse("ocp/b_c:d"), mirror("ocp/b:c_d").tag());
    inventory.put("ocp/b:c_d", '2');
    rules =
        WatchRules.builder()
            .additionalNamespaces(List.of("ocp"))
            .ignoreTags(List.of("ocp/b_c:d"))
            .build();
    assertEquals(TagReference.parse("ocp/b:c_d"), mirror("ocp/b_c:d").tag());
    assertNull(mirror("ocp/b_c:d").problem());
  }

  @Test
  void aBackfillHasTheEntrysSource() {
    assertEquals(
        new Claim(
            MirrorOwner.BACKFILL,
            TagReference.parse("ocp/back:v1"),
            "quay-proxy.ci.openshift.org/openshift/ci:ocp_back_v1",
            null,
            "registry.ci.openshift.org/ocp/back:v1",
            null),
        backfill("ocp/back:v1"));
    assertEquals(PINNED, backfill("ocp/back:pinned").digest());
    assertNoOwner(
        "quay.io/openshift/ci:bad is listed in ignoredSources: bad; to have it mirrored, remove it"
            + " there",
        MirrorErrorType.IGNORED,
        backfill("ocp/back:bad"));
    assertNoOwner(
        "ocp/a:x is not filled from the mirror: no entry of qciToAppCIImages has this target; add"
            + " one",
        MirrorErrorType.NOT_WATCHED,
        backfill("ocp/a:x"));
  }

  @Test
  void anUnreadableStreamFailsOnlyWhatDependsOnIt() {
    inventory.put("ocp/a:x", '1').put("ocp/b:c_d", '2');
    inventory.unreadable.add("ocp/b_c");
    Destination readable = Destination.mirror(TagReference.parse("ocp/a:x"));
    Destination unreadable = Destination.mirror(TagReference.parse("ocp/b:c_d"));
    Destination entry = Destination.mirror(TagReference.parse("ocp/pinned:v1"));
    assertEquals(digest('1'), owners.claimOf(readable).digest());
    assertTrue(owners.claimOf(entry).owned());
    assertEquals(
        "cannot read image stream ocp/b_c",
        assertThrows(TagInventoryException.class, () -> owners.claimOf(unreadable)).getMessage());
  }

  @Test
  void listsAreCompleteAndIgnoredEntriesHaveTheirReason() {
    inventory
        .put("ocp/a:x", '1')
        .put("ocp/a:ignored", '1')
        .put("ocp/tool_x:v1", '1')
        .put("art/a:x", '1')
        .put("art/a:bad", '1')
        .put("art/a:ignored", '1')
        .put("other/a:x", '1');
    assertEquals(List.of("distributor ocp/a:x"), list(SweepKind.RESYNC));
    assertEquals(
        List.of("Ignored art/a:bad", "Ignored art/a:ignored", "art art/a:x"), list(SweepKind.ART));
    assertEquals(
        List.of(
            "supplemental ocp/tool_x:v1", "supplemental ocp/pinned:v1", "Ignored side/broken:v1"),
        list(SweepKind.SUPPLEMENTAL),
        "ocp/broken:v1 is watched");
    assertEquals(
        List.of("backfill ocp/back:v1", "backfill ocp/back:pinned", "Ignored ocp/back:bad"),
        list(SweepKind.BACKFILL));
  }

  @Test
  void withoutAConfigurationOnlyWatchRulesApply() {
    config = MirroringConfig.empty();
    inventory.put("ocp/tool_x:v1", '1').put("ocp/a:x", '1').put("art/a:x", '1');
    assertEquals(List.of("distributor ocp/a:x"), list(SweepKind.RESYNC));
    assertEquals(List.of(), list(SweepKind.SUPPLEMENTAL));
    assertEquals(List.of(), list(SweepKind.ART));
    assertEquals(List.of(), list(SweepKind.BACKFILL));
    assertEquals(MirrorErrorType.NOT_WATCHED, mirror("art/a:x").problem().type());
    assertEquals(MirrorErrorType.NOT_WATCHED, backfill("ocp/back:v1").problem().type());
  }

  private List<String> list(SweepKind kind) {
    return owners.list(kind).stream()
        .map(
            claim ->
                (claim.owned() ? claim.owner().wireName() : claim.problem().type().wireName())
                    + " "
                    + claim.tag())
        .toList();
  }

  private Claim mirror(String tag) {
    return owners.claimOf(Destination.mirror(TagReference.parse(tag)));
  }

  private Claim backfill(String tag) {
    return owners.claimOf(Destination.backfill(TagReference.parse(tag)));
  }

  private static void assertNoOwner(String message, MirrorErrorType type, Claim claim) {
    assertEquals(message, claim.problem() == null ? "" : claim.problem().message());
    assertEquals(type, claim.problem().type());
    assertFalse(claim.owned());
  }
}
