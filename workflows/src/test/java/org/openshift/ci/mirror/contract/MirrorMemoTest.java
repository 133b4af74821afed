package org.openshift.ci.mirror.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
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
                "failures")),
        constants);
  }

  @Test
  void aTaskBeginsWithItsPlaces() {
    assertEquals(
        Map.of(
            "tag", "ocp/4.20:cli",
            "createdAt", "2026-03-01T23:59:59Z",
            "source", "r/s@sha256:1",
            "destination", "q/t:ocp_4.20_cli",
            "dateDestination", "q/t:20260301_sha256_1"),
        MirrorMemo.initial(task(MirrorOwner.DISTRIBUTOR), NOW));
  }

  @Test
  void aBackfillHasNoDateTag() {
    assertEquals(
        Set.of("tag", "createdAt", "source", "destination"),
        MirrorMemo.initial(task(MirrorOwner.BACKFILL), NOW).keySet());
  }

  @Test
  void aTaskByHandHasNoPlacesYet() {
    assertEquals(
        Map.of("tag", "ocp/4.20:cli", "createdAt", "2026-03-01T23:59:59Z"),
        MirrorMemo.initial(MirrorTask.byHand(TAG, Instant.EPOCH), NOW));
  }

  private static MirrorTask task(MirrorOwner owner) {
    return new MirrorTask(
        owner, TAG, "r/s@sha256:1", "sha256:1", "q/t:ocp_4.20_cli", Instant.EPOCH, null);
  }
}
