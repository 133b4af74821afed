package org.openshift.ci.mirror.release.index;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The build roots that repositories name themselves, read again about every hour, a few at a time.
 * When a repository cannot be read, or no longer names one, its last build root stays in force.
 *
 * <p>Safe for use by several threads, but only one at a time may call {@link #askDue}.
 */
public final class BuildRoots {

  private static final Duration REFRESH = Duration.ofHours(1);
  private static final Duration FIRST_RETRY = Duration.ofMinutes(10);
  private static final Duration LONGEST_RETRY = Duration.ofHours(6);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
  private static final int AT_ONCE = 4;

  /** Repositories that one call of {@link #askDue} reads at most. */
  private static final int A_ROUND = 100;

  /** Reads one build root, as {@link BuildRootClient#ask} does. */
  @FunctionalInterface
  public interface Source {
    BuildRootAnswer ask(RepositoryBranch branch, String version) throws InterruptedException;
  }

  /** The state of a repository; root, version and problem may be null. */
  private record Known(
      TagReference root, String version, String problem, int failures, Instant due) {}

  private record Asked(RepositoryBranch branch, BuildRootAnswer answer) {}

  private final Source source;
  private final InstantSource clock;
  private final Map<RepositoryBranch, Known> known = new HashMap<>();
  private Instant pausedUntil = Instant.MIN;
  private int pauses;
  private String trouble;

  public BuildRoots(Source source, InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /** Sets the repositories to read; the state of all others is forgotten. */
  public synchronized void want(Set<RepositoryBranch> wanted) {
    known.keySet().retainAll(wanted);
    for (RepositoryBranch branch : wanted) {
      known.putIfAbsent(branch, new Known(null, null, null, 0, Instant.MIN));
    }
  }

  /** The build roots known so far. */
  public synchronized Map<RepositoryBranch, TagReference> roots() {
    Map<RepositoryBranch, TagReference> roots = new HashMap<>();
    known.forEach(
        (branch, state) -> {
          if (state.root() != null) {
            roots.put(branch, state.root());
          }
        });
    return roots;
  }

  /** The problems with repositories, and with GitHub as a whole, by where they are. */
  public synchronized SortedMap<String, String> problems() {
    SortedMap<String, String> problems = new TreeMap<>();
    known.forEach(
        (branch, state) -> {
          if (state.problem() != null) {
            problems.put("build root of " + branch, state.problem());
          }
        });
    if (trouble != null) {
      long waiting =
          known.values().stream().filter(state -> state.due().equals(Instant.MIN)).count();
      problems.put(
          "build roots named by repositories",
          trouble + (waiting == 0 ? "" : "; " + waiting + " were not read yet"));
    }
    return problems;
  }

  /** Whether a repository can be read now. */
  public synchronized boolean isDue() {
    return !due().isEmpty();
  }

  /**
   * Reads repositories that are due.
   *
   * @return whether a build root changed
   */
  public boolean askDue() {
    List<RepositoryBranch> due;
    synchronized (this) {
      due = due();
    }
    List<Asked> answers =
        due.stream()
            .gather(Gatherers.mapConcurrent(AT_ONCE, this::ask))
            .filter(asked -> asked.answer() != null)
            .toList();
    Map<RepositoryBranch, TagReference> before = roots();
    answers.forEach(this::take);
    return !before.equals(roots());
  }

  private List<RepositoryBranch> due() {
    Instant now = clock.instant();
    if (now.isBefore(pausedUntil)) {
      return List.of();
    }
    return known.entrySet().stream()
        .filter(entry -> !entry.getValue().due().isAfter(now))
        .sorted(
            Comparator.comparing(
                    (Map.Entry<RepositoryBranch, Known> entry) -> entry.getValue().due())
                .thenComparing(Map.Entry::getKey))
        .limit(A_ROUND)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The answer; null in it when GitHub became unavailable before the request. */
  private Asked ask(RepositoryBranch branch) {
    String version;
    synchronized (this) {
      Known state = known.get(branch);
      if (state == null || clock.instant().isBefore(pausedUntil)) {
        return new Asked(branch, null);
      }
      version = state.version();
    }
    try {
      BuildRootAnswer answer = source.ask(branch, version);
      if (answer instanceof BuildRootAnswer.Unavailable unavailable) {
        pause(unavailable);
      }
      return new Asked(branch, answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Asked(branch, null);
    }
  }

  private synchronized void pause(BuildRootAnswer.Unavailable answer) {
    Instant now = clock.instant();
    if (now.isBefore(pausedUntil)) {
      return;
    }
    Duration pause =
        answer.pause() == null ? grown(FIRST_PAUSE, pauses, LONGEST_PAUSE) : answer.pause();
    pauses++;
    pausedUntil = now.plus(pause);
    trouble = answer.reason();
  }

  private synchronized void take(Asked asked) {
    Known before = known.get(asked.branch());
    if (before == null) {
      return;
    }
    Instant now = clock.instant();
    switch (asked.answer()) {
      case BuildRootAnswer.Named named -> {
        answered();
        Instant due = now.plus(spread(asked.branch()));
        known.put(asked.branch(), new Known(named.root(), named.version(), null, 0, due));
      }
      case BuildRootAnswer.Unchanged unchanged -> {
        answered();
        Instant due = now.plus(spread(asked.branch()));
        known.put(asked.branch(), new Known(before.root(), before.version(), null, 0, due));
      }
      case BuildRootAnswer.Nothing nothing -> {
        answered();
        Instant due = now.plus(grown(FIRST_RETRY, before.failures(), LONGEST_RETRY));
        String held = before.root() == null ? "" : "; " + before.root() + " stays in force";
        known.put(
            asked.branch(),
            new Known(
                before.root(),
                before.version(),
                nothing.reason() + held,
                before.failures() + 1,
                due));
      }
      case BuildRootAnswer.Unavailable unavailable -> {
        // It stays due, and is read after the pause.
      }
    }
  }

  private void answered() {
    if (!clock.instant().isBefore(pausedUntil)) {
      pauses = 0;
      trouble = null;
    }
  }

  /** One to one and a half hours, so that requests of one start spread out. */
  private static Duration spread(RepositoryBranch branch) {
    return REFRESH.plusSeconds(Math.floorMod(branch.hashCode(), REFRESH.toSeconds() / 2));
  }

  private static Duration grown(Duration first, int times, Duration longest) {
    Duration grown = first.multipliedBy(1L << Math.min(times, 10));
    return grown.compareTo(longest) > 0 ? longest : grown;
  }
}
