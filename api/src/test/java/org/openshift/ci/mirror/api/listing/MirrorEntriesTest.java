package org.openshift.ci.mirror.api.listing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.api.listing.MirrorEntry.SourceTag;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;

class MirrorEntriesTest {

  private static final Map<String, Object> MEMO =
      Map.of(
          "tag", "ocp/4.20:cli",
          "source", "registry.example/ocp/4.20@sha256:aa",
          "destination", "quay.example/ci:ocp_4.20_cli",
          "dateDestination", "quay.example/ci:20260728_sha256_aa",
          "createdAt", "2026-07-28T10:11:12.5Z",
          "lastError", "connection reset",
          "failures", "3",
          "nextAttemptAt", "2026-07-28T10:20:00Z",
          "lastRequest", "park by alice: waits");

  private static final Map<String, Object> ATTRIBUTES =
      Map.of(
          "ImageNamespace", "ocp",
          "ImageName", "4.20",
          "ImageTag", "cli",
          "MirrorOwner", "art",
          "MirrorState", "retrying",
          "SourceDigest", "sha256:aa",
          "QuayDigest", "sha256:bb",
          "MirrorErrorType", "RegistryUnreachable",
          "Stale", false);

  private final MirrorEntries entries =
      new MirrorEntries(new WorkflowLinks(URI.create("http://ui.example"), "default"));

  @Test
  void showsAllFields() {
    assertEquals(
        new MirrorEntry(
            new SourceTag("ocp", "4.20", "cli"),
            "registry.example/ocp/4.20@sha256:aa",
            "quay.example/ci:ocp_4.20_cli",
            "sha256:bb",
            Instant.parse("2026-07-28T10:11:12.5Z"),
            false,
            "art",
            "quay.example/ci:20260728_sha256_aa",
            "retrying",
            "RegistryUnreachable",
            "connection reset",
            3,
            Instant.parse("2026-07-28T10:20:00Z"),
            null,
            "sha256:aa",
            "park by alice: waits",
            "mirror/ocp_4.20_cli",
            "http://ui.example/namespaces/default/workflows/mirror%2Focp_4.20_cli/run-1/history"),
        entry(MEMO, ATTRIBUTES));
  }

  @Test
  void whatAPersonParkedHasNoNextAttempt() {
    Map<String, Object> attributes = new HashMap<>(ATTRIBUTES);
    attributes.put("MirrorState", "parked");
    assertEquals(Instant.parse("2026-07-28T10:20:00Z"), entry(MEMO, attributes).nextAttemptAt());
    attributes.put("MirrorErrorType", "ParkedByHand");
    assertNull(entry(MEMO, attributes).nextAttemptAt());
  }

  @Test
  void aTargetThatLacksTheImageHasAnEmptyDigest() {
    assertEquals("", entry(MEMO, without(ATTRIBUTES, "QuayDigest")).currentQuayDigest());
  }

  @Test
  void aTaskWithoutFieldsCountsAsStale() {
    MirrorEntry entry = entry(Map.of(), Map.of());
    assertEquals(new SourceTag("", "", ""), entry.sourceTag());
    assertEquals(
        List.of("", "", "", ""),
        List.of(entry.source(), entry.destination(), entry.currentQuayDigest(), entry.owner()));
    assertEquals(Instant.ofEpochSecond(1_700_000_000), entry.createdAt());
    assertEquals(true, entry.stale());
    assertNull(entry.state());
  }

  @Test
  void theMessageOfAnEarlierFailureIsNotShown() {
    MirrorEntry entry = entry(MEMO, without(ATTRIBUTES, "MirrorErrorType"));
    assertNull(entry.errorType());
    assertNull(entry.lastError());
    assertEquals(0, entry.failures());
  }

  @Test
  void aTaskAtWorkHasNoNextAttempt() {
    Map<String, Object> attributes = new HashMap<>(ATTRIBUTES);
    attributes.put("MirrorState", "copying");
    MirrorEntry entry = entry(MEMO, attributes);
    assertNull(entry.nextAttemptAt());
    assertEquals("connection reset", entry.lastError());
  }

  @Test
  void aRetryingTaskMayWaitForARegistry() {
    Map<String, Object> memo = new HashMap<>(MEMO);
    memo.put("waitsFor", "quay.example:443");
    assertEquals(
        new MirrorEntry.WaitsFor("quay.example:443", 5), entry(memo, ATTRIBUTES).waitsFor());
    assertNull(entry(MEMO, ATTRIBUTES).waitsFor());
    Map<String, Object> attributes = new HashMap<>(ATTRIBUTES);
    attributes.put("MirrorState", "checking");
    assertNull(entry(memo, attributes).waitsFor());
  }

  @Test
  void anEndedTaskHasNoState() {
    WorkflowExecutionInfo ended =
        Executions.open("mirror/x", MEMO, ATTRIBUTES).toBuilder()
            .setStatus(WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_COMPLETED)
            .build();
    assertNull(entries.of(ended).state());
    assertNull(entries.of(ended).nextAttemptAt());
  }

  @Test
  void anUnreadableValueCountsAsAbsent() {
    Map<String, Object> memo = new HashMap<>(MEMO);
    memo.put("tag", "not a tag");
    memo.put("createdAt", "yesterday");
    memo.put("nextAttemptAt", 5);
    memo.put("failures", "many");
    memo.put("source", List.of("a", "b"));
    Map<String, Object> attributes = new HashMap<>(ATTRIBUTES);
    attributes.put("Stale", "perhaps");
    MirrorEntry entry = entry(memo, attributes);
    assertEquals(new SourceTag("ocp", "4.20", "cli"), entry.sourceTag());
    assertEquals(Instant.ofEpochSecond(1_700_000_000), entry.createdAt());
    assertEquals("", entry.source());
    assertEquals("quay.example/ci:ocp_4.20_cli", entry.destination());
    assertEquals(true, entry.stale());
  }

  private MirrorEntry entry(Map<String, Object> memo, Map<String, Object> attributes) {
    return entries.of(Executions.open("mirror/ocp_4.20_cli", memo, attributes));
  }

  private static Map<String, Object> without(Map<String, Object> map, String key) {
    Map<String, Object> rest = new HashMap<>(map);
    rest.remove(key);
    return rest;
  }
}
