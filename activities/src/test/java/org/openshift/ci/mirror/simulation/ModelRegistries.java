package org.openshift.ci.mirror.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;
import org.openshift.ci.mirror.registry.WriteGuard;

/**
 * Registries with random faults. They keep the order of the engine's requests and its promises:
 * blobs first, a guard around every tag, a read after a lost answer.
 */
final class ModelRegistries implements ImageRegistries {

  private final SimulatedWorld world;
  private final RegistryFaults faults;
  private final Map<String, Repository> repositories = new TreeMap<>();

  ModelRegistries(SimulatedWorld world) {
    this.world = world;
    this.faults = new RegistryFaults(world);
  }

  RegistryFaults faults() {
    return faults;
  }

  synchronized void put(String pullSpec, String digest) {
    PullSpec spec = PullSpec.parse(pullSpec);
    repository(spec).put(spec.tag(), digest, world.time().millis());
  }

  synchronized void removeTag(String pullSpec) {
    PullSpec spec = PullSpec.parse(pullSpec);
    repository(spec).removeTag(spec.tag());
  }

  /** Removes an image, which its image stream tag may still name. */
  synchronized void prune(String pullSpec, String digest) {
    repository(PullSpec.parse(pullSpec)).prune(digest);
  }

  synchronized int collectGarbage(Duration age) {
    return repository(PullSpec.parse(Places.TARGET + ":any"))
        .collectGarbage(world.time().millis() - age.toMillis());
  }

  /** The digest of an image, without any fault. */
  synchronized Optional<String> quietDigest(PullSpec image) {
    Repository repository = repository(image);
    String digest = image.digest() != null ? image.digest() : repository.tag(image.tag());
    return Optional.ofNullable(digest).filter(repository::has);
  }

  private Repository repository(PullSpec image) {
    return repositories.computeIfAbsent(
        image.registry() + "/" + image.repository(), key -> new Repository());
  }

  @Override
  public Optional<String> digest(PullSpec image) {
    world.interleave("head", image.toString());
    faults.beforeReading(image);
    return faults.denies(image) ? Optional.empty() : quietDigest(image);
  }

  @Override
  public Optional<String> digestByReading(PullSpec image) {
    return faults.denies(image) ? Optional.empty() : quietDigest(image);
  }

  @Override
  public Optional<Instant> created(PullSpec image) {
    return Optional.empty();
  }

  @Override
  public CopyResult copy(
      PullSpec source,
      String digest,
      List<PullSpec> destinations,
      CopyListener progress,
      WriteGuard engineGuard) {
    Attempt attempt = Attempt.current();
    WriteGuard guard =
        world.mutation() == Mutation.GUARD_NEVER_ASKS && attempt != null
            ? attempt.fenceOnly()
            : engineGuard;
    String what = destinations.getLast().toString();
    faults.beforeReading(source);
    if (quietDigest(source).isEmpty()) {
      throw missing(source);
    }
    copyBlobs(source, digest, destinations.getLast());
    for (PullSpec destination : destinations) {
      guard.beforeWrite(destination.tag());
      world.interleave("permitted", what);
      write(destination, digest, guard, attempt);
      readBack(destination, digest);
    }
    return new CopyResult(digest, 1, 1, 0, 0, List.of());
  }

  private void copyBlobs(PullSpec source, String digest, PullSpec destination) {
    for (String blob : Repository.blobsOf(digest)) {
      world.transfer(destination.toString());
      faults.beforeReading(source);
      faults.beforeWriting(destination);
      synchronized (this) {
        if (!repository(source).has(digest)) {
          throw missing(source);
        }
        repository(destination).putBlob(blob, world.time().millis());
      }
    }
  }

  private void write(PullSpec destination, String digest, WriteGuard guard, Attempt attempt) {
    synchronized (this) {
      // No time passes between the guard's answer and the last byte.
      synchronized (world.time()) {
        setTag(destination, digest, guard, attempt);
      }
    }
    world.wrote(destination, digest);
    world.interleave("written", destination.toString());
    if (world.faulty("lost answer " + destination, 0.06)) {
      world.findings().count("fault: answer lost after the write");
      if (world.faulty("lost look " + destination, 0.3)) {
        throw failure(RegistryError.TIMEOUT, destination, "no answer");
      }
    }
  }

  private void setTag(PullSpec destination, String digest, WriteGuard guard, Attempt attempt) {
    if (!guard.holds()) {
      world.findings().count("writes held up by the guard");
      throw failure(RegistryError.TIMEOUT, destination, "the permission to write is too old");
    }
    faults.beforeWriting(destination);
    Repository repository = repository(destination);
    if (!Repository.blobsOf(digest).stream().allMatch(repository::hasBlob)) {
      world.findings().count("fault: blobs were collected during the push");
      throw failure(RegistryError.MANIFEST_INVALID, destination, "unknown blob");
    }
    world.promises().beforeWrite(destination, digest, attempt);
    repository.setTag(destination.tag(), digest);
  }

  private void readBack(PullSpec destination, String digest) {
    faults.beforeReading(destination);
    String found = quietDigest(destination).orElse("missing");
    if (!found.equals(digest)) {
      throw failure(RegistryError.READ_BACK_DIFFERS, destination, "found " + found);
    }
  }

  @Override
  public boolean serves(PullSpec image, boolean writing) {
    return faults.serves(image.registry(), writing);
  }

  @Override
  public TagPage tagPage(PullSpec image, String containing, int page, TagApiToken token) {
    throw failure(RegistryError.REGISTRY_ERROR, image, "no such API");
  }

  private static RegistryException missing(PullSpec image) {
    return failure(RegistryError.SOURCE_MISSING, image, "no such manifest");
  }

  private static RegistryException failure(RegistryError type, PullSpec image, String message) {
    return new RegistryException(type, image + ": " + message, image.registry(), null);
  }
}
