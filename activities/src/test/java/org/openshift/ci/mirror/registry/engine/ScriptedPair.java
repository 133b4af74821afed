package org.openshift.ci.mirror.registry.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestImage;

/** An engine between two registries, with a scripted server in front of each. */
public final class ScriptedPair implements AutoCloseable {

  final ScriptedServer source;
  public final ScriptedServer target;
  public final RegistryEngine engine;
  private final String repository;

  ScriptedPair(RegistryPair behind, String repository, UnaryOperator<EngineSettings> change) {
    this.repository = repository;
    this.source = ScriptedServer.inFrontOf(behind.source);
    this.target = ScriptedServer.inFrontOf(behind.target);
    this.engine =
        RegistryEngine.create(
            change.apply(
                EngineSettings.defaults()
                    .withInsecureRegistry(source.host())
                    .withInsecureRegistry(target.host())));
  }

  /** An image of {@link RegistryPair#SOURCE}, by digest. */
  public PullSpec from(TestImage image) {
    return from(RegistryPair.SOURCE, image);
  }

  public PullSpec from(String sourceRepository, TestImage image) {
    return new PullSpec(source.host(), sourceRepository, null, image.digest());
  }

  /** A tag of the target repository. */
  PullSpec to(String tag) {
    return new PullSpec(target.host(), repository, tag, null);
  }

  /** Copies an image of {@link RegistryPair#SOURCE} to tags of the target repository. */
  public CopyResult copy(TestImage image, String... tags) {
    return copy(RegistryPair.SOURCE, image, CopyListener.NONE, tags);
  }

  public CopyResult copy(
      String sourceRepository, TestImage image, CopyListener listener, String... tags) {
    List<PullSpec> destinations = Arrays.stream(tags).map(this::to).toList();
    return engine.copy(from(sourceRepository, image), image.digest(), destinations, listener);
  }

  @Override
  public void close() {
    try (source;
        target) {
      engine.close();
    }
  }
}
