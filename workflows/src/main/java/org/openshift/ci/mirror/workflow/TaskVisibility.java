package org.openshift.ci.mirror.workflow;

import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.Workflow;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * Keeps a task's search attributes and memo up to date. Every update is an event in the history and
 * a write to the visibility store, so only changed values are written, all in one update.
 */
final class TaskVisibility {

  private static final SearchAttributeKey<String> STATE = MirrorSearchAttributes.MIRROR_STATE;

  /** What the task does; null while that is not known. */
  private MirrorState step = stepOfLastRun();

  /** What its search attribute says: a task that has failed is retrying until it succeeds. */
  private MirrorState shown = step == null ? MirrorState.CHECKING : step;

  /** The state that the task shows. */
  MirrorState state() {
    return shown;
  }

  /**
   * The task reads what its destination should hold, and what it holds.
   *
   * @param failures failures in a row
   */
  void checking(int failures) {
    // A parked task begins anew when it is triggered; the trigger has reset its failures.
    boolean triesAgain = shown == MirrorState.RETRYING || failures > 0;
    shown = triesAgain ? MirrorState.RETRYING : MirrorState.CHECKING;
    writeAttributes(entering(MirrorState.CHECKING));
    Map<String, Object> memo = new LinkedHashMap<>();
    clear(memo, MirrorMemo.NEXT_ATTEMPT_AT, "");
    clear(memo, MirrorMemo.WAITS_FOR, "");
    writeMemo(memo);
  }

  /** A person has asked something of the task; null for nothing new. */
  void requested(OperatorRequest request) {
    if (request != null) {
      Map<String, Object> memo = new LinkedHashMap<>();
      memo.put(MirrorMemo.LAST_REQUEST, request.inWords(request.action().wireName()));
      writeMemo(memo);
    }
  }

  /** The task knows what its destination should hold. */
  void claimed(Claim claim, Instant day) {
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    identify(updates, claim);
    writeAttributes(updates);
    writeMemo(MirrorMemo.places(claim, day));
  }

  /** The digests differ, and the task pushes. */
  void copying(TargetImage target) {
    if (shown != MirrorState.RETRYING) {
      shown = MirrorState.COPYING;
    }
    List<SearchAttributeUpdate<?>> updates = entering(MirrorState.COPYING);
    target(updates, target);
    writeAttributes(updates);
  }

  /** The digests differ, and the task would push if this were no dry run. */
  void planned(TargetImage target, Instant nextLookAt) {
    shown = MirrorState.PLANNED;
    List<SearchAttributeUpdate<?>> updates = entering(MirrorState.PLANNED);
    target(updates, target);
    set(updates, MirrorSearchAttributes.MIRROR_ERROR_TYPE, null);
    writeAttributes(updates);
    Map<String, Object> memo = noFailure();
    memo.put(MirrorMemo.NEXT_ATTEMPT_AT, nextLookAt.toString());
    writeMemo(memo);
  }

  /** The destination has the source's digest. */
  void mirrored(String digest) {
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    set(updates, MirrorSearchAttributes.SOURCE_DIGEST, digest);
    target(updates, new TargetImage(digest, false));
    set(updates, MirrorSearchAttributes.MIRROR_ERROR_TYPE, null);
    triesNoMore(updates);
    writeAttributes(updates);
    writeMemo(noFailure());
  }

  /** The task ends without mirroring the image, and keeps showing the reason. */
  void endedUnmirrored(AttemptFailure reason) {
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    set(
        updates,
        MirrorSearchAttributes.MIRROR_ERROR_TYPE,
        MirrorSearchAttributes.keyword(reason.errorType()));
    triesNoMore(updates);
    writeAttributes(updates);
    Map<String, Object> memo = noFailure();
    memo.put(MirrorMemo.LAST_ERROR, reason.message());
    writeMemo(memo);
  }

  /**
   * An attempt failed, and the task waits in the given state.
   *
   * @param registry the registry that the task waits for; null for none
   */
  void failed(MirrorState waiting, FailureRecord failure, Instant nextAttemptAt, String registry) {
    shown = waiting;
    List<SearchAttributeUpdate<?>> updates = entering(waiting);
    set(
        updates,
        MirrorSearchAttributes.MIRROR_ERROR_TYPE,
        MirrorSearchAttributes.keyword(failure.errorType()));
    writeAttributes(updates);
    Map<String, Object> memo = new LinkedHashMap<>();
    memo.put(MirrorMemo.LAST_ERROR, failure.lastError());
    memo.put(MirrorMemo.FAILURES, Integer.toString(failure.failures()));
    memo.put(MirrorMemo.NEXT_ATTEMPT_AT, nextAttemptAt.toString());
    if (registry != null) {
      memo.put(MirrorMemo.WAITS_FOR, registry);
    }
    writeMemo(memo);
  }

  /** When the task was started, whatever its run; null when that cannot be read. */
  static Instant createdAt() {
    Object createdAt = Workflow.getMemo(MirrorMemo.CREATED_AT, String.class);
    try {
      return createdAt == null ? null : Instant.parse(createdAt.toString());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The memo for the next run: continue-as-new keeps search attributes, but no memo. */
  static Map<String, Object> memo() {
    Map<String, Object> memo = new LinkedHashMap<>();
    for (String key : MirrorMemo.KEYS) {
      Object value = Workflow.getMemo(key, String.class);
      if (value != null) {
        memo.put(key, value);
      }
    }
    return memo;
  }

  /**
   * Writes the shown state at every step, although a task that tries again shows the same one for
   * several steps: saved histories have an update there.
   */
  private List<SearchAttributeUpdate<?>> entering(MirrorState next) {
    List<SearchAttributeUpdate<?>> updates = new ArrayList<>();
    if (next != step) {
      step = next;
      updates.add(SearchAttributeUpdate.valueSet(STATE, shown.wireName()));
    }
    return updates;
  }

  /**
   * After an attempt without failure, the task shows its step again. Only as part of an update that
   * is written anyway, which clears or replaces the type of the failure.
   */
  private void triesNoMore(List<SearchAttributeUpdate<?>> updates) {
    if (shown == MirrorState.RETRYING && !updates.isEmpty()) {
      shown = step;
      updates.add(SearchAttributeUpdate.valueSet(STATE, shown.wireName()));
    }
  }

  private static MirrorState stepOfLastRun() {
    String state = current(STATE);
    return Stream.of(MirrorState.values())
        .filter(known -> known.wireName().equals(state))
        .findAny()
        .orElse(null);
  }

  /** Tag and owner may change, because two tags or two rules can have one destination. */
  private static void identify(List<SearchAttributeUpdate<?>> updates, Claim claim) {
    TagReference tag = claim.tag();
    keyword(updates, MirrorSearchAttributes.IMAGE_NAMESPACE, tag.namespace());
    keyword(updates, MirrorSearchAttributes.IMAGE_NAME, tag.name());
    keyword(updates, MirrorSearchAttributes.IMAGE_TAG, tag.tag());
    if (claim.owned()) {
      keyword(updates, MirrorSearchAttributes.MIRROR_OWNER, claim.owner().wireName());
    }
    if (claim.digest() != null) {
      sourceDigest(updates, claim.digest());
    }
  }

  /** A new source digest counts as stale until the target was read. */
  private static void sourceDigest(List<SearchAttributeUpdate<?>> updates, String digest) {
    if (!digest.equals(current(MirrorSearchAttributes.SOURCE_DIGEST))) {
      set(updates, MirrorSearchAttributes.SOURCE_DIGEST, digest);
      set(updates, MirrorSearchAttributes.STALE, true);
    }
  }

  private static void target(List<SearchAttributeUpdate<?>> updates, TargetImage target) {
    String digest = target.digest();
    set(updates, MirrorSearchAttributes.QUAY_DIGEST, digest.isEmpty() ? null : digest);
    set(updates, MirrorSearchAttributes.STALE, target.stale());
  }

  private static void keyword(
      List<SearchAttributeUpdate<?>> updates, SearchAttributeKey<String> key, String value) {
    set(updates, key, MirrorSearchAttributes.keyword(value));
  }

  private static <T> void set(
      List<SearchAttributeUpdate<?>> updates, SearchAttributeKey<T> key, T value) {
    if (!Objects.equals(current(key), value)) {
      updates.add(
          value == null
              ? SearchAttributeUpdate.valueUnset(key)
              : SearchAttributeUpdate.valueSet(key, value));
    }
  }

  private static <T> T current(SearchAttributeKey<T> key) {
    return Workflow.getTypedSearchAttributes().get(key);
  }

  private static void writeAttributes(List<SearchAttributeUpdate<?>> updates) {
    if (!updates.isEmpty()) {
      Workflow.upsertTypedSearchAttributes(updates.toArray(SearchAttributeUpdate[]::new));
    }
  }

  private static Map<String, Object> noFailure() {
    Map<String, Object> memo = new LinkedHashMap<>();
    clear(memo, MirrorMemo.LAST_ERROR, "");
    clear(memo, MirrorMemo.FAILURES, "0");
    clear(memo, MirrorMemo.NEXT_ATTEMPT_AT, "");
    return memo;
  }

  private static void clear(Map<String, Object> memo, String key, String cleared) {
    if (Workflow.getMemo(key, String.class) != null) {
      memo.put(key, cleared);
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
}
