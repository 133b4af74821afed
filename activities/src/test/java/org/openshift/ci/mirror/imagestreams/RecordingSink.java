package org.openshift.ci.mirror.imagestreams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.WatchPosition;

/** Records what it receives, for tests that wait for it with a deadline. */
public final class RecordingSink implements ImageStreamSink {

  /** Longer than anything takes on a busy machine. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private final List<String> changes = new ArrayList<>();
  private final List<Integer> batches = new ArrayList<>();
  private final List<WatchPosition> positions = new ArrayList<>();
  private final List<String> states = new ArrayList<>();
  private long lastPositionNanos;
  private Duration longestSilence = Duration.ZERO;
  private boolean stop;
  private RuntimeException refusal;

  @Override
  public synchronized void accept(List<TagReference> batch, boolean fresh) {
    if (refusal != null) {
      throw refusal;
    }
    batches.add(batch.size());
    batch.forEach(tag -> changes.add(fresh ? tag.toString() : "list " + tag));
    notifyAll();
  }

  @Override
  public synchronized void position(WatchPosition position) {
    long now = System.nanoTime();
    if (lastPositionNanos != 0) {
      Duration silence = Duration.ofNanos(now - lastPositionNanos);
      longestSilence = silence.compareTo(longestSilence) > 0 ? silence : longestSilence;
    }
    lastPositionNanos = now;
    positions.add(position);
    notifyAll();
  }

  @Override
  public synchronized void listing() {
    enter("listing");
  }

  @Override
  public synchronized void upToDate(boolean changed) {
    enter(changed ? "event" : "up to date");
  }

  @Override
  public synchronized void failing(String why) {
    enter("failing: " + why);
  }

  /** Notes a state once for as long as it lasts. */
  private void enter(String state) {
    if (states.isEmpty() || !states.getLast().equals(state)) {
      states.add(state);
      notifyAll();
    }
  }

  /** The states so far: listing, up to date, event (up to date by a change), failing. */
  public synchronized List<String> states() {
    return List.copyOf(states);
  }

  /** Waits until the newest state begins like this. */
  public synchronized void awaitState(String begin) throws InterruptedException {
    await(
        () -> !states.isEmpty() && states.getLast().startsWith(begin),
        () -> "state " + begin + ", not " + states);
  }

  /** Waits until the state was this one, which it may have left again. */
  public synchronized void awaitStateOnce(String state) throws InterruptedException {
    await(() -> states.contains(state), () -> "state " + state + ", not " + states);
  }

  @Override
  public synchronized boolean stopRequested() {
    return stop;
  }

  public synchronized void stop() {
    stop = true;
  }

  /** From now on every batch is refused; null for no longer. */
  public synchronized void refuse(RuntimeException exception) {
    refusal = exception;
  }

  public synchronized void clear() {
    changes.clear();
    batches.clear();
  }

  /** The names so far: {@code ns/name:tag} for a fresh one, {@code list ns/name:tag} for others. */
  public synchronized List<String> inShort() {
    return List.copyOf(changes);
  }

  public synchronized List<Integer> batches() {
    return List.copyOf(batches);
  }

  public synchronized List<WatchPosition> positions() {
    return List.copyOf(positions);
  }

  public synchronized Duration longestSilence() {
    return longestSilence;
  }

  /** Waits for a name, as in {@link #inShort()}; returns how long that took. */
  public Duration await(String change) throws InterruptedException {
    long begin = System.nanoTime();
    await(() -> inShort().contains(change), () -> change + ", not " + inShort());
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  /** Waits for a number of heartbeats, counted from now. */
  public synchronized void awaitHeartbeats(int count) throws InterruptedException {
    int wanted = positions.size() + count;
    await(() -> positions.size() >= wanted, () -> count + " heartbeats");
  }

  /** Waits for a position. */
  public synchronized void awaitPosition(String resourceVersion) throws InterruptedException {
    await(
        () -> resourceVersions().contains(resourceVersion),
        () -> "position " + resourceVersion + ", not " + positions);
  }

  /** Waits for a position that is neither the start nor this one. */
  public synchronized void awaitPositionBesides(String resourceVersion)
      throws InterruptedException {
    Set<String> known = new HashSet<>(Arrays.asList(null, resourceVersion));
    await(
        () -> !known.containsAll(resourceVersions()),
        () -> "another position than those of " + positions);
  }

  /** The resource versions of the positions; null stands for the start. */
  public synchronized List<String> resourceVersions() {
    return positions.stream().map(WatchPosition::resourceVersion).collect(Collectors.toList());
  }

  private synchronized void await(BooleanSupplier wanted, Supplier<String> what)
      throws InterruptedException {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!wanted.getAsBoolean()) {
      long millis = (end - System.nanoTime()) / 1_000_000;
      if (millis <= 0) {
        throw new AssertionError("not within " + DEADLINE + ": " + what.get());
      }
      wait(millis);
    }
  }
}
