package org.openshift.ci.mirror.workflow.testing;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * Source and target registry in memory. A step is a {@link Hook} that a test may put in the way of
 * an activity, to make it fail or wait.
 */
public final class FakeRegistries implements CheckActivities, PushActivities {

  public static final long BYTES_OF_AN_IMAGE = 1_000;

  /** What happens before an activity does its work. */
  public interface Hook {
    void before(int call);
  }

  private final Map<String, String> sources = new ConcurrentHashMap<>();
  private final Map<String, String> targets = new ConcurrentHashMap<>();
  private final List<PushRequest> pushes = new CopyOnWriteArrayList<>();
  private final List<Attempt> attempts = new CopyOnWriteArrayList<>();
  private final AtomicInteger resolves = new AtomicInteger();
  private final AtomicInteger checks = new AtomicInteger();
  private final AtomicInteger pushCalls = new AtomicInteger();
  private final AtomicInteger pushing = new AtomicInteger();
  private final AtomicInteger mostPushing = new AtomicInteger();
  private volatile Hook onResolve = call -> {};
  private volatile Hook onCheck = call -> {};
  private volatile Hook onPush = call -> {};

  /**
   * A call of an activity.
   *
   * @param activity the activity's type
   * @param number Temporal's attempt, 1 for the first
   * @param at when it was due, by the server's clock
   * @param local whether it was a local activity, which no queue has seen
   */
  public record Attempt(String activity, int number, Instant at, boolean local) {}

  /** Lets so many calls fail. */
  public static Hook failing(int calls, MirrorErrorType type) {
    return call -> {
      if (call <= calls) {
        throw Failures.of(type);
      }
    };
  }

  /**
   * Lets what is read at once fail, so that the workflow turns to the queue, which gets the hook.
   */
  public static Hook inTheQueue(Hook hook) {
    return call -> {
      if (Activity.getExecutionContext().getInfo().isLocal()) {
        throw Failures.of(MirrorErrorType.TIMEOUT);
      }
      hook.before(call);
    };
  }

  public void onResolve(Hook hook) {
    onResolve = hook;
  }

  public void onCheck(Hook hook) {
    onCheck = hook;
  }

  public void onPush(Hook hook) {
    onPush = hook;
  }

  /** What the source registry serves under a pull spec by tag. */
  public void putSource(String pullSpec, String digest) {
    sources.put(pullSpec, digest);
  }

  /** What stands at a destination. */
  public void putTarget(String destination, String digest) {
    targets.put(destination, digest);
  }

  /** The digest at a destination; null when there is none. */
  public String target(String destination) {
    return targets.get(destination);
  }

  /** The pushes that succeeded, in order. */
  public List<PushRequest> pushes() {
    return List.copyOf(pushes);
  }

  /** Every call of every activity. */
  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** The first attempts of one activity that came from a queue. */
  public List<Attempt> firstAttempts(String activity) {
    return attempts.stream()
        .filter(attempt -> attempt.activity().equals(activity))
        .filter(attempt -> attempt.number() == 1 && !attempt.local())
        .toList();
  }

  /** The calls of one activity as a local one. */
  public List<Attempt> localAttempts(String activity) {
    return attempts.stream()
        .filter(attempt -> attempt.activity().equals(activity) && attempt.local())
        .toList();
  }

  public int checks() {
    return checks.get();
  }

  public int pushCalls() {
    return pushCalls.get();
  }

  /** How many pushes were ever under way at once. */
  public int mostPushesAtOnce() {
    return mostPushing.get();
  }

  @Override
  public ResolvedSource resolveSourceDigest(MirrorTask task) {
    record();
    onResolve.before(resolves.incrementAndGet());
    String destination =
        task.destination() == null ? Samples.destination(task.tag()) : task.destination();
    if (task.sourceDigest() != null) {
      return new ResolvedSource(task.source(), task.sourceDigest(), destination);
    }
    String source = task.source() == null ? "registry.example/" + task.tag() : task.source();
    String digest = sources.get(source);
    if (digest == null) {
      throw Failures.of(MirrorErrorType.SOURCE_MISSING);
    }
    return new ResolvedSource(source + "@" + digest, digest, destination);
  }

  @Override
  public TargetImage checkQuayDigest(CheckRequest request) {
    record();
    onCheck.before(checks.incrementAndGet());
    String digest = targets.get(request.destination());
    return digest == null ? TargetImage.missing() : new TargetImage(digest, false);
  }

  @Override
  public PushResult pushTags(PushRequest request) {
    record();
    mostPushing.accumulateAndGet(pushing.incrementAndGet(), Math::max);
    try {
      onPush.before(pushCalls.incrementAndGet());
      pushes.add(request);
      if (request.dateDestination() != null) {
        targets.put(request.dateDestination(), request.digest());
      }
      targets.put(request.destination(), request.digest());
      return new PushResult(request.digest(), BYTES_OF_AN_IMAGE, 1, 0, 1);
    } finally {
      pushing.decrementAndGet();
    }
  }

  private void record() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    attempts.add(
        new Attempt(
            info.getActivityType(),
            info.getAttempt(),
            Instant.ofEpochMilli(info.getCurrentAttemptScheduledTimestamp()),
            info.isLocal()));
  }
}
