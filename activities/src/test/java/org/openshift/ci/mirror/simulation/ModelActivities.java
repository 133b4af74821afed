package org.openshift.ci.mirror.simulation;

import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.openshift.ci.mirror.activity.SimulatedActivities;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.PushActivities;
import org.openshift.ci.mirror.contract.RegistryOutageActivities;
import org.openshift.ci.mirror.contract.SweepActivities;
import org.openshift.ci.mirror.contract.SweepPage;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.contract.WatcherActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.FailureDetail;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.PushRequest;
import org.openshift.ci.mirror.model.PushResult;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.SweepSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.registry.PullSpec;

/** The activities as Temporal calls them: the dice choose the worker for each. */
final class ModelActivities
    implements CheckActivities,
        PushActivities,
        WatcherActivities,
        SweepActivities,
        RegistryOutageActivities {

  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(10);

  private final SimulatedWorld world;

  ModelActivities(SimulatedWorld world) {
    this.world = world;
  }

  @Override
  public Claim resolveSourceDigest(Destination destination) {
    try {
      return pick("resolve " + destination).checks().resolveSourceDigest(destination);
    } catch (ApplicationFailure e) {
      throw world.mutation() == Mutation.MISSING_PARKS_AT_ONCE ? parkingAtOnce(e) : e;
    }
  }

  private static ApplicationFailure parkingAtOnce(ApplicationFailure e) {
    return e.getType().equals(MirrorErrorType.SOURCE_MISSING.wireName())
        ? ApplicationFailure.newNonRetryableFailure(
            e.getOriginalMessage(),
            e.getType(),
            FailureDetail.parkingAfter(1),
            e.getDetails().get(1, Claim.class))
        : e;
  }

  @Override
  public TargetImage checkQuayDigest(CheckRequest request) {
    return pick("check " + request.destination()).checks().checkQuayDigest(request);
  }

  @Override
  public PushResult pushTags(PushRequest request) {
    String destination = request.destination();
    SimulatedWorker worker = worker("push " + destination);
    Attempt attempt =
        new Attempt(world, worker, "push of " + tail(request.digest()) + " to " + destination);
    world.promises().begins(destination, attempt);
    try {
      return SimulatedActivities.translating(
          attempted(attempt, () -> worker.activities().push(request, attempt::prove)));
    } catch (Attempt.FrozenException e) {
      throw replaced(true);
    } finally {
      world.promises().ends(destination, attempt);
    }
  }

  private static String tail(String digest) {
    return digest.substring(digest.length() - 4);
  }

  @Override
  public List<TagReference> tellOpenTasks(List<TagReference> tags) {
    return pick("tell").tell(tags);
  }

  @Override
  public CompareResult compareTags(List<TagReference> tags, boolean fresh) {
    SimulatedWorker worker = worker("compare");
    Attempt attempt = new Attempt(world, worker, "comparison of " + tags);
    return repeated(attempt, () -> worker.activities().compare(tags, fresh, attempt::prove));
  }

  @Override
  public SweepPage comparePage(SweepPageRequest request) {
    SimulatedWorker worker = worker("page");
    Attempt attempt = new Attempt(world, worker, "page of " + request.kind());
    return repeated(attempt, () -> worker.activities().page(request, attempt::prove));
  }

  @Override
  public SweepSummary finishSweep(SweepKind kind, SweepSummary soFar) {
    if (world.mutation() == Mutation.NO_REVIEW) {
      return soFar;
    }
    return soFar.withWithdrawn(pick("review").review());
  }

  /**
   * Retried by Temporal; the real one waits in the activity, while which the server skips no time.
   */
  @Override
  public boolean awaitRegistry(RegistryOutage outage) {
    if (!world.registries().serves(PullSpec.parse(outage.image()), outage.writing())) {
      throw ApplicationFailure.newBuilder()
          .setMessage(outage.registry() + " does not serve")
          .setType("away")
          .setNextRetryDelay(BETWEEN_PROBES)
          .build();
    }
    return true;
  }

  @Override
  public int wakeTasks(String registry) {
    if (world.mutation() == Mutation.OUTAGE_WAKE_LOST) {
      return 0;
    }
    int woken = pick("wake").wake(registry);
    world.findings().tell(registry + " serves again, " + woken + " tasks are woken");
    return woken;
  }

  private SimulatedActivities pick(String what) {
    return worker(what).activities();
  }

  private SimulatedWorker worker(String what) {
    world.findings().count("activities");
    return world.workers().pick(what);
  }

  /** An activity of a sweep or of the watcher, which Temporal retries until it succeeds. */
  private <T> T repeated(Attempt attempt, Supplier<T> work) {
    try {
      return SimulatedActivities.translating(attempted(attempt, work));
    } catch (Attempt.FrozenException e) {
      throw replaced(false);
    } catch (ApplicationFailure e) {
      throw ApplicationFailure.newFailure(e.getOriginalMessage(), e.getType());
    }
  }

  /**
   * Waits for the attempt; the result returns or throws what the attempt did.
   *
   * @throws Attempt.FrozenException when Temporal replaced it
   */
  @SuppressWarnings("unchecked")
  private static <T> Supplier<T> attempted(Attempt attempt, Supplier<T> work) {
    attempt.begin(work::get);
    try {
      T result = (T) attempt.outcome().join();
      return () -> result;
    } catch (CompletionException e) {
      if (e.getCause() instanceof Attempt.FrozenException frozen) {
        throw frozen;
      }
      return () -> {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      };
    }
  }

  /** What the workflow sees of a heartbeat timeout. */
  private static ApplicationFailure replaced(boolean once) {
    String message = "its worker stopped reporting";
    String type = MirrorErrorType.TIMEOUT.wireName();
    return once
        ? ApplicationFailure.newNonRetryableFailure(message, type)
        : ApplicationFailure.newFailure(message, type);
  }
}
