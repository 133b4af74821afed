package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import java.util.function.Supplier;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.registry.RegistryException;

/**
 * Reads digests with the registry engine. A local activity has a workflow task waiting for it, so
 * it waits for nothing: whoever must does so in an activity from the queue.
 */
public final class CheckActivitiesImpl implements CheckActivities {

  private final SourceResolver resolver;
  private final TargetReader reader;
  private final TroubledRegistries troubled = new TroubledRegistries(System::nanoTime);

  public CheckActivitiesImpl(RegistryEngine engine, MirrorPlaces places) {
    resolver = new SourceResolver(engine, places);
    reader = new TargetReader(engine);
  }

  @Override
  public ResolvedSource resolveSourceDigest(MirrorTask task) {
    Supplier<ResolvedSource> reading = () -> resolver.resolve(task);
    return ActivityFailures.translating(
        isLocal() ? () -> RegistryEngine.withLittlePatience(reading) : reading);
  }

  @Override
  public TargetImage checkQuayDigest(CheckRequest request) {
    return ActivityFailures.translating(
        isLocal() ? () -> checkAtOnce(request) : () -> reader.read(request));
  }

  private TargetImage checkAtOnce(CheckRequest request) {
    String registry = PullSpecs.parse(request.destination()).registry();
    if (troubled.contains(registry)) {
      throw ApplicationFailure.newFailure(
          registry + " did not answer lately, and is not read from at once",
          MirrorErrorType.TIMEOUT.wireName());
    }
    try {
      return RegistryEngine.withLittlePatience(() -> reader.readAtOnce(request));
    } catch (RegistryException e) {
      if (e.type() == MirrorErrorType.TIMEOUT || e.type() == MirrorErrorType.REGISTRY_UNREACHABLE) {
        troubled.add(registry);
      }
      throw e;
    }
  }

  private static boolean isLocal() {
    return Activity.getExecutionContext().getInfo().isLocal();
  }
}
