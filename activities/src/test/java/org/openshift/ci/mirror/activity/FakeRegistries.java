package org.openshift.ci.mirror.activity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;
import org.openshift.ci.mirror.registry.WriteGuard;

/** Registries in memory: an image is a digest. */
public final class FakeRegistries implements ImageRegistries {

  /** The bytes of every image. */
  public static final long SIZE = 1_000;

  /** The pull specs whose digests were read, in their order. */
  public final List<String> reads = new CopyOnWriteArrayList<>();

  /** The tags that were written as {@code tag=digest}, in their order. */
  public final List<String> writes = new CopyOnWriteArrayList<>();

  /** How many copies began. */
  public final AtomicInteger copies = new AtomicInteger();

  /** Probes of registries, {@code registry} or {@code registry writing}. */
  public final List<String> probes = new CopyOnWriteArrayList<>();

  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final Map<String, Instant> created = new ConcurrentHashMap<>();
  private final Map<String, Supplier<? extends RuntimeException>> refused =
      new ConcurrentHashMap<>();
  private final Map<String, Supplier<? extends RuntimeException>> refusedCopies =
      new ConcurrentHashMap<>();
  private final Set<String> hidden = ConcurrentHashMap.newKeySet();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();
  private final Set<String> away = ConcurrentHashMap.newKeySet();
  private final Set<String> readOnly = ConcurrentHashMap.newKeySet();
  private final List<TagPage> tagPages = new CopyOnWriteArrayList<>();
  private volatile Runnable duringCopies = () -> {};

  /** A digest that is all this hexadecimal digit. */
  public static String digest(char digit) {
    return "sha256:" + String.valueOf(digit).repeat(64);
  }

  /** The failure of a registry. */
  public static RegistryException failure(String registry, RegistryError type) {
    return new RegistryException(type, registry + " said no", registry, null);
  }

  /** From now on the image has this digest. */
  public void put(String image, String digest) {
    digests.put(image, digest);
  }

  /** From now on images with this digest are only found by reading them. */
  public void hide(String digest) {
    hidden.add(digest);
  }

  /** Sets when an image by digest was created. */
  public void created(String image, Instant at) {
    created.put(image, at);
  }

  /** From now on requests for images whose pull spec has this prefix fail. */
  public void refuse(String prefix, Supplier<? extends RuntimeException> failure) {
    refused.put(prefix, failure);
  }

  /** As {@link #refuse}, with a failure of this type. */
  public void refuse(String prefix, RegistryError type) {
    refuse(prefix, () -> failure(prefix.split("/", 2)[0], type));
  }

  /** Requests for images with this prefix succeed again. */
  public void allow(String prefix) {
    refused.remove(prefix);
  }

  /** From now on copies from sources or to destinations with this prefix fail. */
  public void refuseCopies(String prefix, Supplier<? extends RuntimeException> failure) {
    refusedCopies.put(prefix, failure);
  }

  /** From now on requests for images with this prefix get no answer. */
  public void silence(String prefix) {
    silent.add(prefix);
  }

  /** From now on probes say that the registry does not serve; requests are not affected. */
  public void away(String registry) {
    away.add(registry);
  }

  /** From now on probes say that the registry takes no writes. */
  public void readOnly(String registry) {
    readOnly.add(registry);
  }

  /** From now on probes say that the registry serves. */
  public void back(String registry) {
    away.remove(registry);
    readOnly.remove(registry);
  }

  /** Runs in the middle of each copy, before its tags are written. */
  public void duringCopies(Runnable action) {
    duringCopies = action;
  }

  /** Sets the pages of the tag-list API, which fails without any. */
  public void tagPages(List<TagPage> pages) {
    tagPages.clear();
    tagPages.addAll(pages);
  }

  @Override
  public Optional<String> digest(PullSpec image) {
    reads.add(image.toString());
    return Optional.ofNullable(answer(image)).filter(digest -> !hidden.contains(digest));
  }

  @Override
  public Optional<String> digestByReading(PullSpec image) {
    return Optional.ofNullable(answer(image));
  }

  private String answer(PullSpec image) {
    String name = image.toString();
    if (silent.stream().anyMatch(name::startsWith)) {
      awaitInterrupt();
    }
    requireAllowed(refused, name);
    return image.digest() != null && digests.containsValue(image.digest())
        ? image.digest()
        : digests.get(name);
  }

  private static void requireAllowed(
      Map<String, Supplier<? extends RuntimeException>> refusals, String name) {
    refusals.forEach(
        (prefix, failure) -> {
          if (name.startsWith(prefix)) {
            throw failure.get();
          }
        });
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while a silent registry was waited for");
    }
  }

  @Override
  public Optional<Instant> created(PullSpec image) {
    requireAllowed(refused, image.toString());
    return Optional.ofNullable(created.get(image.toString()));
  }

  @Override
  public CopyResult copy(
      PullSpec source,
      String expectedDigest,
      List<PullSpec> destinations,
      CopyListener progress,
      WriteGuard guard) {
    copies.incrementAndGet();
    requireAllowed(refusedCopies, source.toString());
    progress.progress(0, SIZE);
    duringCopies.run();
    progress.progress(SIZE, SIZE);
    for (PullSpec destination : destinations) {
      guard.beforeWrite(destination.tag());
      requireAllowed(refusedCopies, destination.toString());
      if (!guard.holds()) {
        throw failure(destination.registry(), RegistryError.TIMEOUT);
      }
      put(destination.toString(), expectedDigest);
      writes.add(destination.tag() + "=" + expectedDigest);
    }
    return new CopyResult(expectedDigest, SIZE, 1, 0, 0, List.of());
  }

  @Override
  public boolean serves(PullSpec image, boolean writing) {
    probes.add(image.registry() + (writing ? " writing" : ""));
    return !away.contains(image.registry()) && !(writing && readOnly.contains(image.registry()));
  }

  @Override
  public TagPage tagPage(PullSpec image, String containing, int page, TagApiToken token) {
    if (page > tagPages.size()) {
      throw failure(image.registry(), RegistryError.REGISTRY_ERROR);
    }
    return tagPages.get(page - 1);
  }
}
