package org.openshift.ci.mirror.api.status;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.temporal.common.SearchAttributeKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openshift.ci.mirror.api.listing.AllOpenTasks;
import org.openshift.ci.mirror.api.listing.CoalescedReads;
import org.openshift.ci.mirror.api.listing.MirrorEntry;
import org.openshift.ci.mirror.api.listing.TaskQuery;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorState;

/**
 * Counts open tasks: in the list that all clients share or, if it is too long, by counts of
 * Temporal's visibility.
 */
public final class TaskCounter {

  /** So many tasks change slowly, and counting them takes up to some ten reads. */
  private static final Duration KEEP_COUNTS = Duration.ofSeconds(15);

  private static final String BY_HAND = MirrorErrorType.PARKED_BY_HAND.wireName();

  /** The states that need attention first. */
  private static final List<String> STATES =
      Stream.of(
              MirrorState.PARKED,
              MirrorState.RETRYING,
              MirrorState.COPYING,
              MirrorState.PLANNED,
              MirrorState.CHECKING)
          .map(MirrorState::wireName)
          .toList();

  private static final List<String> OWNERS =
      Stream.of(MirrorOwner.values()).map(MirrorOwner::wireName).toList();

  private static final List<String> ERROR_TYPES =
      Stream.of(MirrorErrorType.values())
          .map(MirrorErrorType::wireName)
          .filter(type -> !type.equals(BY_HAND))
          .toList();

  private static final String OTHERS = "any other";

  private final AllOpenTasks tasks;
  private final InstantSource clock;

  /** By the list itself: all who ask before it is read again share one counting. */
  private final Cache<List<MirrorEntry>, TaskCounts> inList =
      Caffeine.newBuilder().weakKeys().build();

  private final CoalescedReads<TaskQuery, TaskCounts> counts;
  private final CoalescedReads<Instant, Long> withdrawn;

  public TaskCounter(AllOpenTasks tasks, Ticker ticker, InstantSource clock) {
    this.tasks = tasks;
    this.clock = clock;
    this.counts = new CoalescedReads<>(this::byCounts, KEEP_COUNTS, ticker);
    this.withdrawn =
        new CoalescedReads<>(
            moment -> tasks.count(TaskQuery.withdrawnByHandSince(moment)), KEEP_COUNTS, ticker);
  }

  /** The numbers of now. Throws {@code ApiProblem} when Temporal cannot answer. */
  public TaskCounts count() {
    return tasks
        .entries()
        .map(all -> inList.get(all, list -> of(list, clock.instant())))
        .orElseGet(() -> counts.get(TaskQuery.openTasks()));
  }

  /**
   * How many tasks a person withdrew after a moment. What became of their tags is not known until
   * they are compared again.
   */
  public long withdrawnByHandSince(Instant moment) {
    return withdrawn.get(moment);
  }

  /**
   * The numbers of these tasks. A dry run's push nothing, so nothing is wrong with the real target
   * if they are stale.
   */
  static TaskCounts of(List<MirrorEntry> all, Instant now) {
    List<MirrorEntry> real =
        all.stream()
            .filter(task -> !task.workflowId().startsWith(MirrorMode.DRY_RUN.workflowIdPrefix()))
            .toList();
    Predicate<MirrorEntry> byHand = task -> BY_HAND.equals(task.errorType());
    Predicate<MirrorEntry> failed = byHand.negate().and(task -> task.errorType() != null);
    Predicate<MirrorEntry> parked =
        task -> MirrorState.PARKED.wireName().equals(task.state()) && !byHand.test(task);
    Predicate<MirrorEntry> waits = task -> task.waitsFor() != null;
    List<MirrorEntry> stale =
        real.stream().filter(MirrorEntry::stale).filter(byHand.negate()).toList();
    Instant tooLong = now.minus(TaskCounts.STALE_TOO_LONG);
    return new TaskCounts(
        all.size(),
        all.stream().filter(MirrorEntry::stale).count(),
        inOrder(STATES, grouped(all.stream(), MirrorEntry::state)),
        grouped(all.stream(), MirrorEntry::errorType),
        all.stream().filter(byHand).count(),
        inOrder(OWNERS, grouped(real.stream().filter(parked), TaskCounter::owner)),
        grouped(real.stream().filter(waits), task -> task.waitsFor().registry()),
        grouped(
            real.stream().filter(failed).filter(parked.or(waits).negate()), MirrorEntry::errorType),
        stale.stream().filter(task -> task.createdAt().isBefore(tooLong)).count(),
        stale.stream().min(Comparator.comparing(MirrorEntry::createdAt)));
  }

  /** A task that was started by hand may have none. */
  private static String owner(MirrorEntry task) {
    return task.owner().isEmpty() ? "no owner" : task.owner();
  }

  private static SequencedMap<String, Long> grouped(
      Stream<MirrorEntry> tasks, Function<MirrorEntry, String> key) {
    SequencedMap<String, Long> counts = new LinkedHashMap<>();
    tasks
        .map(key)
        .filter(name -> name != null)
        .sorted()
        .forEach(name -> counts.merge(name, 1L, Long::sum));
    return counts;
  }

  private static SequencedMap<String, Long> inOrder(
      List<String> names, SequencedMap<String, Long> counts) {
    SequencedMap<String, Long> ordered = new LinkedHashMap<>();
    names.stream().filter(counts::containsKey).forEach(name -> ordered.put(name, counts.get(name)));
    counts.forEach(ordered::putIfAbsent);
    return ordered;
  }

  private TaskCounts byCounts(TaskQuery open) {
    TaskQuery parked =
        open.where(MirrorSearchAttributes.MIRROR_STATE, MirrorState.PARKED.wireName());
    long total = tasks.count(open);
    long byHand = tasks.count(open.where(MirrorSearchAttributes.MIRROR_ERROR_TYPE, BY_HAND));
    SequencedMap<String, Long> byState =
        counted(open, MirrorSearchAttributes.MIRROR_STATE, STATES, total);
    long parkedByThemselves =
        Math.max(0, byState.getOrDefault(MirrorState.PARKED.wireName(), 0L) - byHand);
    long failed = Math.max(0, tasks.count(open.showsFailure()) - byHand);
    SequencedMap<String, Long> byErrorType =
        counted(open, MirrorSearchAttributes.MIRROR_ERROR_TYPE, ERROR_TYPES, failed);
    byErrorType.remove(OTHERS);
    if (byHand > 0) {
      byErrorType.put(BY_HAND, byHand);
    }
    SequencedMap<String, Long> retrying =
        counted(
            open.showsFailure()
                .whereNot(MirrorSearchAttributes.MIRROR_STATE, MirrorState.PARKED.wireName()),
            MirrorSearchAttributes.MIRROR_ERROR_TYPE,
            List.copyOf(byErrorType.sequencedKeySet()),
            failed - parkedByThemselves);
    TaskQuery stale = open.where(MirrorSearchAttributes.STALE, true);
    return new TaskCounts(
        total,
        tasks.count(stale),
        byState,
        byErrorType,
        byHand,
        counted(
            parked.whereNot(MirrorSearchAttributes.MIRROR_ERROR_TYPE, BY_HAND),
            MirrorSearchAttributes.MIRROR_OWNER,
            OWNERS,
            parkedByThemselves),
        new LinkedHashMap<>(),
        retrying,
        tasks.count(
            stale
                .startedBefore(clock.instant().minus(TaskCounts.STALE_TOO_LONG))
                .whereNot(MirrorSearchAttributes.MIRROR_ERROR_TYPE, BY_HAND)),
        Optional.empty());
  }

  /**
   * The numbers by the values of an attribute, which are asked for until the sum is complete. What
   * is left has another value, or none.
   */
  private SequencedMap<String, Long> counted(
      TaskQuery query, SearchAttributeKey<String> key, List<String> values, long sum) {
    SequencedMap<String, Long> counts = new LinkedHashMap<>();
    long left = sum;
    for (String value : values) {
      if (left > 0) {
        long number = tasks.count(query.where(key, value));
        left -= number;
        if (number > 0) {
          counts.put(value, number);
        }
      }
    }
    if (left > 0) {
      counts.put(OTHERS, left);
    }
    return counts;
  }
}
