package org.openshift.ci.mirror.activity;

import io.temporal.activity.Activity;
import java.util.function.Supplier;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TargetImage;
import org.openshift.ci.mirror.registry.RegistryEngine;

/** Reads digests with the registry engine. */
public final class CheckActivitiesImpl implements CheckActivities {

  private final SourceResolver resolver;
  private final TargetReader reader;

  public CheckActivitiesImpl(RegistryEngine engine, MirrorPlaces places) {
    resolver = new SourceResolver(engine, places);
    reader = new TargetReader(engine);
  }

  @Override
  public ResolvedSource resolveSourceDigest(MirrorTask task) {
    return read(() -> resolver.resolve(task));
  }

  @Override
  public TargetImage checkQuayDigest(CheckRequest request) {
    return read(() -> reader.read(request));
  }

  /** A local activity has a workflow task waiting for it: whoever must queue does so elsewhere. */
  private static <T> T read(Supplier<T> reading) {
    boolean local = Activity.getExecutionContext().getInfo().isLocal();
    return ActivityFailures.translating(
        local ? () -> RegistryEngine.withLittlePatience(reading) : reading);
  }
}
