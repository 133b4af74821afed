package org.openshift.ci.mirror.workflow.testing;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * What destinations should hold, and what they hold, in memory. A {@link Hook} of a test makes an
 * activity fail or wait.
 */
public final class FakeRegistries implements CheckActivities, PushActivities {

  public static final long BYTES_OF_AN_IMAGE = 1_000;

  /** Runs before an activity does its work. */
  public interface Hook {
    void before(int call);
  }

  private final Clock clock;
  private final Map<String, Claim> claims = new ConcurrentHashMap<>();
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

  FakeRegistries(Clock clock) {
    this.clock = clock;
  }

  /**
   * A call of an activity.
   *
   * @param activity the activity's type
   * @param number Temporal's attempt, 1 for the first
   * @param at the time of the call, by the server's clock
   */
  public record Attempt(String activity, int number, Instant at) {}

  /** Lets the first calls fail. */
  public static Hook failing(int calls, MirrorErrorType type) {
    return call -> {
      if (call <= calls) {
        throw Failures.of(type);
      }
    };
  }

  /** Holds the first call at a gate. */
  public static Hook holdingTheFirst(Gate gate) {
    return call -> {
      if (call == 1) {
        gate.pass();
      }
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

  /** Sets what the destination of the claim's owner and tag should hold. */
  public void want(Claim claim) {
    want(Destination.of(claim.owner(), claim.tag()), claim);
  }

  /** Sets what the destination should hold. A destination that was never set has no owner. */
  public void want(Destination destination, Claim claim) {
    claims.put(key(destination), claim);
  }

  /** Sets the digest at a destination. */
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

  /** The digests that were pushed, in order. */
  public List<String> pushedDigests() {
    return pushes.stream().map(PushRequest::digest).toList();
  }

  /** Every call of every activity. */
  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** The calls of one activity. */
  public List<Attempt> attempts(String activity) {
    return attempts.stream().filter(attempt -> attempt.activity().equals(activity)).toList();
  }

  public int resolves() {
    return resolves.get();
  }

  public int checks() {
    return checks.get();
  }

  public int pushCalls() {
    return pushCalls.get();
  }

  /** The largest number of pushes under way at once. */
  public int mostPushesAtOnce() {
    return mostPushing.get();
  }

  @Override
  public Claim resolveSourceDigest(Destination destination) {
    record();
    onResolve.before(resolves.incrementAndGet());
    Claim claim = claims.get(key(destination));
    return claim == null ? Samples.nobody(destination.tag(), MirrorErrorType.NOT_WATCHED) : claim;
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

  /** Destinations are equal when their tasks have the same id. */
  private static String key(Destination destination) {
    return MirrorMode.REAL.taskId(destination);
  }

  private void record() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    attempts.add(new Attempt(info.getActivityType(), info.getAttempt(), clock.instant()));
  }
}
