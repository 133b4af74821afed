package org.openshift.ci.mirror.activity;

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
    return ActivityFailures.translating(() -> resolver.resolve(task));
  }

  @Override
  public TargetImage checkQuayDigest(CheckRequest request) {
    return ActivityFailures.translating(() -> reader.read(request));
  }
}
