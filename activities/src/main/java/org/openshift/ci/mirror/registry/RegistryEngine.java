package org.openshift.ci.mirror.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.model.MirrorErrorType;

/**
 * Compares and copies images between registries, byte for byte. One per process; thread safe.
 *
 * <p>Its methods block, in a virtual or a platform thread. They repeat a request only where that is
 * cheap and can be expected to help at once; whoever calls decides when to try again after a {@link
 * RegistryException}, whose type says whether that makes sense.
 */
public final class RegistryEngine implements AutoCloseable {

  private final Set<String> insecureRegistries;
  private final HttpTransport transport;
  private final ManifestClient manifests;
  private final TagListClient tagLists;
  private final CreationTimes creationTimes;
  private final BlobTransfers transfers;
  private final ImageCopier copier;

  private RegistryEngine(EngineSettings settings, EngineObserver observer) {
    this.insecureRegistries =
        settings.insecureRegistries().stream()
            .map(registry -> registry.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    RegistryCredentials credentials = RegistryCredentials.load(settings.credentialsFile());
    this.transport = new HttpTransport(settings);
    RequestSender sender =
        new RequestSender(
            transport,
            new HostLimiters(settings.requestsPerSecond()),
            credentials,
            observer,
            Clock.systemUTC());
    Authenticator authenticator =
        new Authenticator(
            credentials,
            new TokenClient(sender),
            new TokenCache(System::nanoTime),
            settings.timeouts().response());
    RegistryClient client = new RegistryClient(sender, authenticator);
    BlobClient blobs = new BlobClient(client);
    KnownBlobs known = new KnownBlobs();
    this.manifests = new ManifestClient(client);
    this.tagLists = new TagListClient(sender);
    this.creationTimes = new CreationTimes(manifests, blobs);
    ImageConfigs configs = new ImageConfigs(blobs);
    this.transfers =
        new BlobTransfers(
            new BlobCopier(blobs, configs),
            known,
            new TransferPlaces(settings.concurrency().transfers()));
    ContentPusher pusher =
        new ContentPusher(manifests, transfers, known, settings.concurrency().transfersPerImage());
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
   *     authorities is missing or unusable; the message is one line that names it
   */
  public static RegistryEngine create(EngineSettings settings) {
    return create(settings, EngineObserver.NONE);
  }

  /** An engine like that of {@link #create(EngineSettings)}, which tells what it does. */
  public static RegistryEngine create(EngineSettings settings, EngineObserver observer) {
    return new RegistryEngine(settings, observer);
  }

  /**
   * The raw top-level digest of an image: that of a list itself, not of one of its images. Costs
   * one HEAD where the registry gives the digest with it.
   *
   * @return empty when there is no such image
   * @throws RegistryException when the registry does not say
   */
  public Optional<String> digest(PullSpec image) {
    return manifests.digest(repository(image), image.reference(), Access.PULL);
  }

  /**
   * Up to 100 active tags of a repository with their digests, from the API that quay has beside the
   * registry's. Tags may be pushed and go while pages are read, so what is in none of them may
   * exist all the same.
   *
   * @param image any image of the repository
   * @param containing only tags with this in their name are of interest; others may come as well
   * @param page from 1 on
   * @throws RegistryException when the registry does not say, as one that is no quay
   */
  public TagPage tagPage(PullSpec image, String containing, int page, TagApiToken token) {
    return tagLists.page(repository(image), containing, page, token);
  }

  /**
   * When an image was created, as its config says; for a list the linux/amd64 image counts, else
   * the first. Remembered by digest.
   *
   * @return empty when there is no such image, or it does not say
   * @throws RegistryException when the registry does not answer as it should
   */
  public Optional<Instant> created(PullSpec image) {
    return creationTimes.of(repository(image), image.reference());
  }

  /**
   * Copies an image to tags, in their order, one after the other. Each is read back, and counts
   * only when its bytes have the digest. Where the target repository has the manifest already, only
   * the tags are set. What was uploaded before a failure stays at the target, so the next attempt
   * goes on from there.
   *
   * @param source by digest, or by tag
   * @param expectedDigest the digest the source is known to have; null when it is not known
   * @param destinations tags of one repository; at least one
   * @param progress may throw to cancel
   * @throws RegistryException when it could not be copied, or what is read back differs
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   * @throws IllegalArgumentException when destinations are missing, lack a tag, or differ in their
   *     repository
   */
  public CopyResult copy(
      PullSpec source, String expectedDigest, List<PullSpec> destinations, CopyListener progress) {
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
        source.digest() == null ? expectedDigest : source.digest(),
        target,
        destinations.stream().map(PullSpec::tag).toList(),
        progress);
  }

  /**
   * Does work whose requests do not stand in line: where a registry's limit would make one wait for
   * longer than half a second, it fails as {@link MirrorErrorType#RATE_LIMITED} without being sent,
   * and without an answer in 2.5 seconds as {@link MirrorErrorType#TIMEOUT}. Holds for what the
   * calling thread itself asks, such as {@link #digest}.
   */
  public static <T> T withLittlePatience(Supplier<T> work) {
    return Patience.little(work);
  }

  /** Ends what is under way and closes all connections. */
  @Override
  public void close() {
    transfers.close();
    transport.close();
  }

  private Repository repository(PullSpec spec) {
    return Repository.of(spec, insecureRegistries);
  }
}
