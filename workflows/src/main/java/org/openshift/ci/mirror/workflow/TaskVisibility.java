package org.openshift.ci.mirror.workflow;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.common.SearchAttributes;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * Keeps a task's search attributes and memo true. Every update is an event in the history and a
 * write to the visibility store, so only what differs is written, and all of it at once.
 */
final class TaskVisibility {

  private MirrorState state = MirrorState.CHECKING;

  /** What the task is doing. */
  MirrorState state() {
    return state;
  }

  /** It reads digests. */
  void checking() {
    writeAttributes(entering(MirrorState.CHECKING));
  }

  /** The digests were read, and it goes on to push, or to plan. */
  void compared(MirrorState next, String sourceDigest, TargetImage target) {
    List<SearchAttributeUpdate<?>> updates = entering(next);
    set(updates, MirrorSearchAttributes.SOURCE_DIGEST, sourceDigest);
    set(updates, MirrorSearchAttributes.QUAY_DIGEST, emptyToNull(target.digest()));
    set(updates, MirrorSearchAttributes.STALE, target.stale());
    writeAttributes(updates);
  }

  /** Where the image comes from and goes to. */
  void places(MirrorOwner owner, ResolvedSource source) {
    writeMemo(
        MirrorMemo.places(owner, source.source(), source.destination(), source.digest(), now()));
  }

  /** It failed and waits, in the given state. */
  void failed(MirrorState waiting, FailureRecord failure, Instant nextAttemptAt) {
    List<SearchAttributeUpdate<?>> updates = entering(waiting);
    set(updates, MirrorSearchAttributes.MIRROR_ERROR_TYPE, failure.errorType());
    writeAttributes(updates);
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(MirrorMemo.LAST_ERROR, failure.lastError());
    memo.put(MirrorMemo.FAILURES, Integer.toString(failure.failures()));
    memo.put(MirrorMemo.NEXT_ATTEMPT_AT, nextAttemptAt.toString());
    writeMemo(memo);
  }

  /** The digest at the destination is the source's. */
  void mirrored(String digest) {
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    set(updates, MirrorSearchAttributes.SOURCE_DIGEST, digest);
    set(updates, MirrorSearchAttributes.QUAY_DIGEST, digest);
    set(updates, MirrorSearchAttributes.STALE, false);
    set(updates, MirrorSearchAttributes.MIRROR_ERROR_TYPE, null);
    writeAttributes(updates);
  }

  private List<SearchAttributeUpdate<?>> entering(MirrorState next) {
    state = next;
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    set(updates, MirrorSearchAttributes.MIRROR_STATE, next.wireName());
    return updates;
  }

  private static <T> void set(
      List<SearchAttributeUpdate<?>> updates, SearchAttributeKey<T> key, T value) {
    SearchAttributes current = Workflow.getTypedSearchAttributes();
    if (Objects.equals(current.get(key), value)) {
      return;
    }
    updates.add(
        value == null
            ? SearchAttributeUpdate.valueUnset(key)
            : SearchAttributeUpdate.valueSet(key, value));
  }

  private static void writeAttributes(List<SearchAttributeUpdate<?>> updates) {
    if (!updates.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate[]::new));
    }
  }

  private static void writeMemo(Map<String, Object> wanted) {
    Map<String, Object> changed = new LinkedHashMap<>();
    wanted.forEach(
        (key, value) -> {
          if (!value.equals(Workflow.getMemo(key, String.class))) {
            changed.put(key, value);
          }
        });
    if (!changed.isEmpty()) {
      Workflow.upsertMemo(changed);
    }
  }

  private static Instant now() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private static String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
