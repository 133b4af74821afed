package org.openshift.ci.mirror.registry.engine;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.EngineObserver;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RepositoryTags;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagNames;
import org.openshift.ci.mirror.registry.TagPage;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.auth.Authenticator;
import org.openshift.ci.mirror.registry.internal.auth.RegistryClient;
import org.openshift.ci.mirror.registry.internal.auth.RegistryCredentials;
import org.openshift.ci.mirror.registry.internal.auth.RequestSender;
import org.openshift.ci.mirror.registry.internal.auth.TokenCache;
import org.openshift.ci.mirror.registry.internal.blob.BlobClient;
import org.openshift.ci.mirror.registry.internal.blob.BlobCopier;
import org.openshift.ci.mirror.registry.internal.blob.BlobTransfers;
import org.openshift.ci.mirror.registry.internal.blob.ImageConfigs;
import org.openshift.ci.mirror.registry.internal.blob.KnownBlobs;
import org.openshift.ci.mirror.registry.internal.blob.TransferSlots;
import org.openshift.ci.mirror.registry.internal.copy.ContentPusher;
import org.openshift.ci.mirror.registry.internal.copy.CreationTimes;
import org.openshift.ci.mirror.registry.internal.copy.ImageCopier;
import org.openshift.ci.mirror.registry.internal.copy.ImageRules;
import org.openshift.ci.mirror.registry.internal.copy.ReferrerCopier;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.HttpTransport;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.WaitBudget;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestClient;
import org.openshift.ci.mirror.registry.internal.manifest.TagClient;
import org.openshift.ci.mirror.registry.internal.quay.TagListClient;
import org.openshift.ci.mirror.registry.internal.ratelimit.HostLimiters;

/** Compares and copies images between registries, byte for byte. One per process; thread safe. */
public final class RegistryEngine implements ImageRegistries, RepositoryTags, AutoCloseable {

  private final Set<String> insecureRegistries;
  private final RegistryCredentials credentials;
  private final HttpTransport transport;
  private final ManifestClient manifests;
  private final TagListClient tagLists;
  private final TagClient tags;
  private final CreationTimes creationTimes;
  private final RegistryProbe probe;
  private final BlobTransfers transfers;
  private final ImageCopier copier;

  private RegistryEngine(
      EngineSettings settings, EngineObserver observer, EnvironmentProxies proxies) {
    this.insecureRegistries =
        settings.insecureRegistries().stream()
            .map(registry -> registry.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.credentials = RegistryCredentials.load(settings.credentialsFile());
    this.transport = new HttpTransport(settings, proxies);
    RequestSender sender =
        new RequestSender(
            transport,
            new HostLimiters(settings.requestsPerSecond()),
            credentials,
            observer,
            Clock.systemUTC());
    Authenticator authenticator =
        new Authenticator(
            credentials, sender, new TokenCache(System::nanoTime), settings.timeouts().response());
    RegistryClient client = new RegistryClient(sender, authenticator);
    BlobClient blobs = new BlobClient(client);
    this.manifests = new ManifestClient(client);
    this.tagLists = new TagListClient(sender);
    this.tags = new TagClient(client);
    this.creationTimes = new CreationTimes(manifests, blobs);
    this.probe = new RegistryProbe(manifests, blobs);
    ImageConfigs configs = new ImageConfigs(blobs);
    this.transfers =
        new BlobTransfers(
            new BlobCopier(blobs, configs),
            new KnownBlobs(),
            new TransferSlots(settings.concurrency().transfers()));
    ContentPusher pusher =
        new ContentPusher(manifests, transfers, settings.concurrency().transfersPerImage());
    this.copier =
        new ImageCopier(
            manifests,
            pusher,
            settings.images().referrers() ? new ReferrerCopier(manifests, pusher) : null,
            new ImageRules(settings.images().onlyValidManifestV2()),
            configs);
  }

  /**
   * An engine with these settings.
   *
   * @throws IllegalArgumentException when the credentials file or the file of certificate
   *     authorities is missing or unusable, or an environment variable names no usable proxy; the
   *     message is one line that names it
   */
  public static RegistryEngine create(EngineSettings settings) {
    return create(settings, EngineObserver.NONE);
  }

  /** Like {@link #create(EngineSettings)}, with an observer of its requests. */
  public static RegistryEngine create(EngineSettings settings, EngineObserver observer) {
    return create(settings, observer, EnvironmentProxies.ofProcess());
  }

  /** Like {@link #create(EngineSettings, EngineObserver)}, with these proxies. */
  public static RegistryEngine create(
      EngineSettings settings, EngineObserver observer, EnvironmentProxies proxies) {
    return new RegistryEngine(settings, observer, proxies);
  }

  @Override
  public Optional<String> digest(PullSpec image) {
    return manifests.digest(repository(image), image.reference(), AccessScope.PULL);
  }

  @Override
  public Optional<String> digestByReading(PullSpec image) {
    return manifests
        .read(repository(image), image.reference(), AccessScope.PULL)
        .map(manifest -> manifest.bySha256().digest());
  }

  @Override
  public TagPage tagPage(PullSpec image, String containing, int page, TagApiToken token) {
    return tagLists.page(repository(image), containing, page, token);
  }

  @Override
  public TagNames tagNames(PullSpec image, URI next) {
    return tags.names(repository(image), next);
  }

  @Override
  public boolean removeTag(PullSpec tag, WriteGuard guard) {
    requireTag(tag);
    guard.beforeWrite(tag.tag());
    return tags.remove(repository(tag), tag.tag(), guard);
  }

  @Override
  public boolean removeTagByApi(PullSpec tag, TagApiToken token, WriteGuard guard) {
    requireTag(tag);
    guard.beforeWrite(tag.tag());
    return tagLists.remove(repository(tag), tag.tag(), token, guard);
  }

  /** A digest would name the image itself, and remove all its tags. */
  private static void requireTag(PullSpec tag) {
    if (tag.tag() == null || tag.digest() != null) {
      throw new IllegalArgumentException(tag + " is not a tag");
    }
  }

  @Override
  public Optional<Instant> created(PullSpec image) {
    return creationTimes.of(repository(image), image.reference());
  }

  @Override
  public boolean serves(PullSpec image, boolean writing) {
    Repository repository = repository(image);
    return writing ? probe.writes(repository) : probe.reads(repository);
  }

  /**
   * Looks at the credentials file.
   *
   * @return says which images may be reached with another credential than at the last call, or at
   *     the start; empty when the file has not changed
   */
  public Optional<Predicate<PullSpec>> changedCredentials() {
    return credentials
        .changedSinceLastCall()
        .map(changed -> image -> changed.test(repository(image)));
  }

  /** Copies an image like {@link ImageRegistries#copy}, with a guard that permits every write. */
  public CopyResult copy(
      PullSpec source, String expectedDigest, List<PullSpec> destinations, CopyListener progress) {
    return copy(source, expectedDigest, destinations, progress, WriteGuard.NONE);
  }

  @Override
  public CopyResult copy(
      PullSpec source,
      String expectedDigest,
      List<PullSpec> destinations,
      CopyListener progress,
      WriteGuard guard) {
    if (destinations.isEmpty() || destinations.stream().anyMatch(spec -> spec.tag() == null)) {
      throw new IllegalArgumentException("a copy needs at least one destination, each with a tag");
    }
    Repository target = repository(destinations.getFirst());
    if (destinations.stream().anyMatch(spec -> !repository(spec).equals(target))) {
      throw new IllegalArgumentException("the destinations of a copy must be in one repository");
    }
    return copier.copy(
        repository(source),
        source.reference(),
        expectedDigest == null ? source.digest() : expectedDigest,
        target,
        destinations.stream().map(PullSpec::tag).toList(),
        progress,
        guard);
  }

  /**
   * Runs work with a short wait budget: a request that the rate limit would delay for more than
   * half a second fails as {@link RegistryError#RATE_LIMITED} without being sent, and one without
   * an answer after 2.5 seconds fails as {@link RegistryError#TIMEOUT}. Applies to requests made by
   * the calling thread itself, such as {@link #digest}.
   */
  public static <T> T withShortWaits(Supplier<T> work) {
    return WaitBudget.withShortWaits(work);
  }

  /** Aborts all requests and closes all connections. */
  @Override
  public void close() {
    transfers.close();
    transport.close();
  }

  private Repository repository(PullSpec spec) {
    return Repository.of(spec, insecureRegistries);
  }
}
