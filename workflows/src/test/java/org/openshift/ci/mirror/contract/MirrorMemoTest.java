package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

class MirrorMemoTest {

  private static final TagReference TAG = TagReference.parse("ocp/4.20:cli");
  private static final Instant NOW = Instant.parse("2026-03-01T23:59:59Z");

  @Test
  void theKeysAreFixedAndComplete() throws IllegalAccessException {
    Set<String> constants = new TreeSet<>();
    for (Field field : MirrorMemo.class.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
        constants.add((String) field.get(null));
      }
    }
    assertEquals(constants, new TreeSet<>(MirrorMemo.KEYS));
    assertEquals(
        new TreeSet<>(
            Set.of(
                "tag",
                "source",
                "destination",
                "dateDestination",
                "createdAt",
                "lastError",
                "nextAttemptAt",
                "failures",
                "waitsFor",
                "lastRequest",
                "notified")),
        constants);
  }

  @Test
  void aTaskBeginsWithItsTag() {
    assertEquals(
        Map.of("tag", "ocp/4.20:cli", "createdAt", "2026-03-01T23:59:59Z"),
        MirrorMemo.initial(Destination.mirror(TAG), NOW));
  }

  @Test
  void theClaimSaysTheRest() {
    assertEquals(
        Map.of(
            "tag", "ocp/4.20:cli",
            "source", "r/s@sha256:1",
            "destination", "q/t:ocp_4.20_cli",
            "dateDestination", "q/t:20260301_sha256_1"),
        MirrorMemo.places(claim(MirrorOwner.DISTRIBUTOR, "sha256:1"), NOW));
  }

  @Test
  void aBackfillHasNoDateTag() {
    assertEquals(
        Set.of("tag", "source", "destination"),
        MirrorMemo.places(claim(MirrorOwner.BACKFILL, "sha256:1"), NOW).keySet());
  }

  @Test
  void aSourceThatWasNotReadHasNoDateTagYet() {
    assertEquals(
        Set.of("tag", "source", "destination"),
        MirrorMemo.places(claim(MirrorOwner.SUPPLEMENTAL, null), NOW).keySet());
  }

  @Test
  void whatNobodyAsksForHasItsTagOnly() {
    Problem gone = new Problem(MirrorErrorType.SOURCE_GONE, "gone");
    assertEquals(Map.of("tag", "ocp/4.20:cli"), MirrorMemo.places(Claim.nobody(TAG, gone), NOW));
  }

  private static Claim claim(MirrorOwner owner, String digest) {
    return new Claim(owner, TAG, "r/s@sha256:1", digest, "q/t:ocp_4.20_cli", null);
  }
}
