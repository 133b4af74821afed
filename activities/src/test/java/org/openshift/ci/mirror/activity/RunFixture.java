package org.openshift.ci.mirror.activity;

import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.openshift.ci.mirror.config.WatchRules;
import org.openshift.ci.mirror.contract.RunActivities;
import org.openshift.ci.mirror.contract.RunPage;
import org.openshift.ci.mirror.contract.RunPageRequest;
import org.openshift.ci.mirror.mirroring.ConfigObserver;
import org.openshift.ci.mirror.mirroring.MirroringConfig;
import org.openshift.ci.mirror.mirroring.MirroringConfigException;
import org.openshift.ci.mirror.mirroring.MirroringConfigFile;
import org.openshift.ci.mirror.mirroring.Registries;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.RunSummary;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.MirrorPlaces;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.ScriptedServer;

/** Run activities over scripted registries, with streams and open tasks in memory. */
final class RunFixture implements AutoCloseable {

  private static final RunMetrics NO_METRICS =
      new RunMetrics() {
        @Override
        public void compared(RunKind kind, RunSummary page) {
          // Nobody counts.
        }

        @Override
        public void finished(RunKind kind) {
          // Nobody counts.
        }
      };

  private final Path folder;
  private final ScriptedServer source = ScriptedServer.start();
  private final ScriptedServer target = ScriptedServer.start();
  private final FakeInventory inventory = new FakeInventory();
  private final FakeTaskBook tasks = new FakeTaskBook();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();
  private final Map<String, String> sourceDigests = new ConcurrentHashMap<>();
  private final AtomicInteger versions = new AtomicInteger();
  private final RegistryEngine engine;
  private MirroringConfig config = MirroringConfig.empty();
  private Instant since = Instant.EPOCH;

  RunFixture(Path folder) {
    this.folder = folder;
    engine =
        RegistryEngine.create(
            EngineSettings.defaults()
                .withInsecureRegistry(source.host())
                .withInsecureRegistry(target.host())
                .withInsecureRegistry("127.0.0.1:1"));
    WatchRules rules = WatchRules.builder().additionalNamespaces(List.of("test")).build();
    MirrorPlaces places = new MirrorPlaces(source.host(), target.host() + "/openshift/ci");
    temporal.registerActivitiesImplementations(
        new RunActivitiesImpl(
            engine,
            new RunSources(() -> config, () -> rules, inventory, places),
            new BulkDigests(engine, BulkDigests.Settings.off()),
            tasks,
            NO_METRICS,
            Clock.systemUTC()));
  }

  static String digest(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }

  String sourceHost() {
    return source.host();
  }

  String targetHost() {
    return target.host();
  }

  ScriptedServer sourceServer() {
    return source;
  }

  ScriptedServer targetServer() {
    return target;
  }

  FakeInventory inventory() {
    return inventory;
  }

  FakeTaskBook tasks() {
    return tasks;
  }

  RunActivities activities() {
    return temporal.newActivityStub(RunActivities.class);
  }

  /** From now on this tag of the source registry has that digest. */
  void source(String repository, String tag, String digest) {
    String path = "/v2/%s/manifests/%s$".formatted(Pattern.quote(repository), Pattern.quote(tag));
    sourceDigests.put(path, digest);
    source.times(
        Integer.MAX_VALUE,
        "HEAD",
        path,
        request -> Answer.reply(200, "").with("Docker-Content-Digest", sourceDigests.get(path)));
  }

  /** From now on this tag at the target has that digest. */
  void target(String tag, String digest) {
    target.always(
        "HEAD",
        "/v2/openshift/ci/manifests/" + Pattern.quote(tag) + "$",
        Answer.reply(200, "").with("Docker-Content-Digest", digest));
  }

  /**
   * Puts a configuration in force; {@code %1$s} is the source registry, {@code %2$s} the target.
   */
  void config(String yaml) {
    try {
      Path file = folder.resolve("config-" + versions.incrementAndGet() + ".yaml");
      Files.writeString(file, yaml.formatted(source.host(), target.host()));
      Registries registries = new Registries(source.host(), target.host() + "/openshift/ci");
      try (MirroringConfigFile opened =
          MirroringConfigFile.open(file, registries, ConfigObserver.NONE)) {
        config = opened.current();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MirroringConfigException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** The first page of a new run. */
  RunPage page(RunKind kind, TagReference... only) {
    since = since.plusSeconds(1);
    return activities().comparePage(new RunPageRequest(kind, since, null, List.of(only)));
  }

  /** The page behind this one. */
  RunPage next(RunKind kind, RunPage page) {
    return activities().comparePage(new RunPageRequest(kind, since, page.last(), List.of()));
  }

  @Override
  public void close() {
    temporal.close();
    engine.close();
    source.close();
    target.close();
  }
}
