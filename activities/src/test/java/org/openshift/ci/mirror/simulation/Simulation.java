package org.openshift.ci.mirror.simulation;

import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.workflow.MirrorTaskWorkflowImpl;
import org.openshift.ci.mirror.workflow.RegistryOutageWorkflowImpl;
import org.openshift.ci.mirror.workflow.SweepWorkflowImpl;
import org.openshift.ci.mirror.workflow.WatcherWorkflowImpl;

/** Runs one world: events and faults, then rest, then the check of what is left. */
final class Simulation {

  /** Less than the two hours after which a task checks a registry without being woken. */
  private static final Duration COMES_TO_REST = Duration.ofMinutes(65);

  private static final List<Duration> SWEEPS_AFTER_FAULTS =
      List.of(Duration.ofMinutes(4), Duration.ofMinutes(40));

  private static final int MOST_TRIES = 3;

  private final long seed;
  private final Mutation mutation;
  private final Scenario scenario;

  Simulation(long seed, Mutation mutation, Scenario scenario) {
    this.seed = seed;
    this.mutation = mutation;
    this.scenario = scenario;
  }

  /**
   * The result of a simulation.
   *
   * @param steps how many events and activities there were
   * @param counts how many faults and events there were of each kind
   * @param story what happened and when, one line each
   */
  record Report(
      long seed,
      long steps,
      Map<String, Integer> counts,
      List<Findings.Violation> violations,
      List<String> story) {

    boolean violates(Findings.Promise promise) {
      return violations.stream().anyMatch(violation -> violation.promise() == promise);
    }

    /** One line about the violations, and how to replay the seed. */
    String inWords() {
      return "seed %d: %s%nreplay it with hack/simulate.sh --seed %d"
          .formatted(seed, violations, seed);
    }
  }

  /** The server got stuck at each try, so that nothing is known of the seed. */
  static final class ServerStuckException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    ServerStuckException() {
      super("Temporal's in-memory server got stuck again and again");
    }
  }

  /**
   * Runs the world; once more when the server got stuck.
   *
   * @throws ServerStuckException when it did so at each try
   */
  Report run() {
    for (int i = 1; i <= MOST_TRIES; i++) {
      try {
        return play();
      } catch (SkippingServer.StuckException e) {
        // A defect of the server, not of the protocol.
      }
    }
    throw new ServerStuckException();
  }

  private Report play() throws SkippingServer.StuckException {
    TestEnvironmentOptions.Builder options =
        TestEnvironmentOptions.newBuilder()
            .setWorkerFactoryOptions(
                WorkerFactoryOptions.newBuilder().setUsingVirtualWorkflowThreads(true).build());
    MirrorSearchAttributes.types().forEach(options::registerSearchAttribute);
    try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(options.build())) {
      SimulatedWorld world =
          new SimulatedWorld(
              seed, mutation, temporal.getWorkflowClient(), temporal::currentTimeMillis);
      workers(temporal, new ModelActivities(world));
      temporal.start();
      try {
        live(new SkippingServer(temporal), world);
      } finally {
        world.end();
      }
      return new Report(
          seed,
          world.timeline().happened() + world.findings().counts().getOrDefault("activities", 0),
          world.findings().counts(),
          world.findings().violations(),
          world.findings().story());
    }
  }

  private void live(SkippingServer server, SimulatedWorld world)
      throws SkippingServer.StuckException {
    Happenings happenings = new Happenings(world);
    long faults = scenario.faultsFor().toMillis();
    scenario.plan(world, happenings);
    world.truth().changed();
    world.faults(scenario.random());
    world.listAll(world.workers().all().getFirst());
    happenings.sweepLists();
    advance(server, world, faults);
    world.faults(false);
    world.findings().tell("faults end");
    long rests = Math.max(faults, world.time().millis()) + COMES_TO_REST.toMillis();
    for (Duration after : SWEEPS_AFTER_FAULTS) {
      for (SweepKind kind : SweepKind.values()) {
        world.timeline().after(after, () -> happenings.sweep(kind));
      }
    }
    world.timeline().after(Duration.ofMinutes(2), happenings::rolledOut);
    advance(server, world, rests);
    world.promises().atRest();
  }

  private static void advance(SkippingServer server, SimulatedWorld world, long until)
      throws SkippingServer.StuckException {
    while (world.time().millis() < until) {
      world.timeline().happen();
      long next = world.timeline().nextBefore(until);
      server.sleep(Duration.ofMillis(Math.max(1, next - world.time().millis())));
    }
    world.timeline().happen();
  }

  private static void workers(TestWorkflowEnvironment temporal, ModelActivities activities) {
    worker(temporal, MirrorMode.REAL.taskQueue())
        .registerWorkflowImplementationTypes(MirrorTaskWorkflowImpl.class);
    worker(temporal, MirrorMode.REAL.watcherQueue())
        .registerWorkflowImplementationTypes(WatcherWorkflowImpl.class);
    worker(temporal, MirrorMode.REAL.sweepQueue())
        .registerWorkflowImplementationTypes(SweepWorkflowImpl.class);
    worker(temporal, MirrorMode.REAL.standingQueue())
        .registerWorkflowImplementationTypes(RegistryOutageWorkflowImpl.class);
    worker(temporal, MirrorMode.REAL.pushQueue());
    for (String queue :
        List.of(
            MirrorMode.REAL.taskQueue(),
            MirrorMode.REAL.watcherQueue(),
            MirrorMode.REAL.sweepQueue(),
            MirrorMode.REAL.standingQueue(),
            MirrorMode.REAL.pushQueue())) {
      temporal.getWorkerFactory().getWorker(queue).registerActivitiesImplementations(activities);
    }
  }

  private static Worker worker(TestWorkflowEnvironment temporal, String queue) {
    return temporal.newWorker(
        queue,
        WorkerOptions.newBuilder()
            .setMaxConcurrentWorkflowTaskPollers(2)
            .setMaxConcurrentActivityTaskPollers(2)
            .setUsingVirtualThreads(true)
            .build());
  }
}
