package org.openshift.ci.mirror.registry.internal.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.openshift.ci.mirror.registry.internal.http.AccessScope;
import org.openshift.ci.mirror.registry.internal.http.MediaTypes;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.http.RequestKind;
import org.openshift.ci.mirror.registry.internal.manifest.Manifest;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestClient;
import org.openshift.ci.mirror.registry.internal.manifest.ManifestParser;
import org.openshift.ci.mirror.registry.internal.manifest.ReferrersPage;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the signatures, attestations and SBOMs of an image, byte for byte. It finds them by
 * cosign's tags and as OCI referrers (OCI distribution specification, "Listing Referrers", and
 * "Referrers Tag Schema" for registries without that). Referrers of referrers are not copied.
 */
public final class ReferrerCopier {

  private static final Logger log = LoggerFactory.getLogger(ReferrerCopier.class);

  private static final List<String> COSIGN_SUFFIXES = List.of(".sig", ".att", ".sbom");
  private static final int MAX_PAGES = 20;

  /** Limit for all pages together, which are kept as trees of about ten times the size. */
  private static final int MAX_LIST_BYTES = 512 * 1024;

  private static final int SUBJECTS_AT_ONCE = 4;

  /** How often a list of referrers is asked for before an image is mirrored without it. */
  private static final int LIST_ATTEMPTS = 3;

  /** Longer than a task waits between its first attempts. */
  private static final Duration REMEMBER_FAILURES = Duration.ofMinutes(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ManifestClient manifests;
  private final ImageReader reader;
  private final ContentPusher pusher;

  /** How many attempts to copy an image failed for want of a list. */
  private final Cache<String, Integer> listFailures =
      CacheBuilder.newBuilder().expireAfterWrite(REMEMBER_FAILURES).maximumSize(10_000).build();

  public ReferrerCopier(ManifestClient manifests, ContentPusher pusher) {
    this.manifests = manifests;
    this.reader = new ImageReader(manifests);
    this.pusher = pusher;
  }

  /** Copies the referrers of these manifests that the target lacks. */
  void copy(Repository source, Repository target, List<String> subjects, WriteGuard guard) {
    Attempt attempt = attempt(ManifestClient.name(source, subjects.getFirst()));
    var _ =
        Parallel.map(
            subjects,
            SUBJECTS_AT_ONCE,
            subject -> {
              for (String suffix : COSIGN_SUFFIXES) {
                optional(() -> copyTag(source, target, tag(subject) + suffix, guard));
              }
              optional(() -> copyReferrers(source, target, subject, attempt, guard));
              return subject;
            });
  }

  /**
   * An attempt to copy the referrers of an image.
   *
   * @param image which image
   * @param failedBefore how many attempts failed lately for want of a list
   */
  private record Attempt(String image, int failedBefore) {}

  private Attempt attempt(String image) {
    Integer failed = listFailures.getIfPresent(image);
    return new Attempt(image, failed == null ? 0 : failed);
  }

  /** An image is worth more than its signature: only what may pass is tried again with it. */
  private static void optional(Runnable step) {
    try {
      step.run();
    } catch (RegistryException e) {
      if (e.scope() != FailureScope.METHOD && e.type().mayPass()) {
        throw e;
      }
      log.warn("{}; the image is mirrored without it", e.getMessage());
    }
  }

  private void copyTag(Repository source, Repository target, String tag, WriteGuard guard) {
    Optional<String> digest = manifests.digest(source, tag, AccessScope.PULL);
    if (digest.isPresent() && !digest.equals(manifests.digest(target, tag, AccessScope.PUSH))) {
      var _ =
          push(source, target, digest.get(), manifest -> writeTag(target, tag, manifest, guard));
    }
  }

  private void copyReferrers(
      Repository source, Repository target, String subject, Attempt attempt, WriteGuard guard) {
    Map<String, JsonNode> referrers = list(source, subject, attempt);
    Map<String, JsonNode> byTag = new LinkedHashMap<>();
    for (String digest : referrers.keySet()) {
      optional(
          () -> {
            boolean listed =
                push(source, target, digest, manifest -> manifests.write(target, manifest));
            if (!listed) {
              byTag.put(digest, referrers.get(digest));
            }
          });
    }
    if (!byTag.isEmpty()) {
      listByTag(target, subject, byTag, guard);
    }
  }

  private boolean writeTag(Repository target, String tag, Manifest manifest, WriteGuard guard) {
    guard.beforeWrite(tag);
    return manifests.write(target, tag, manifest, guard);
  }

  private boolean push(
      Repository source, Repository target, String digest, Predicate<Manifest> write) {
    boolean[] listed = {false};
    Manifest root = reader.root(source, digest);
    var _ =
        pusher.push(
            source,
            target,
            reader.content(source, target, root),
            () -> reader.everything(source, root),
            manifest -> listed[0] = write.test(manifest),
            CopyListener.NONE);
    return listed[0];
  }

  /** The descriptors of the referrers, by digest. */
  private Map<String, JsonNode> list(Repository repository, String subject, Attempt attempt) {
    Map<String, JsonNode> found = new LinkedHashMap<>();
    Optional<URI> page = Optional.of(repository.referrers(subject));
    int bytes = 0;
    for (int pages = 0; page.isPresent() && pages < MAX_PAGES; pages++) {
      Optional<ReferrersPage> answer;
      try {
        answer = manifests.referrers(repository, subject, page.get());
      } catch (RegistryException e) {
        found.putAll(listedInstead(repository, subject, attempt, e));
        return found;
      }
      if (answer.isEmpty()) {
        found.putAll(listedByTag(repository, subject, AccessScope.PULL));
        return found;
      }
      answer.get().referrers().forEach(node -> found.put(node.path("digest").asText(), node));
      page = answer.get().next();
      bytes += answer.get().size();
      if (page.isPresent() && (bytes > MAX_LIST_BYTES || pages + 1 == MAX_PAGES)) {
        log.warn(
            "{} lists more referrers of {} than are copied: the first {} are",
            repository,
            subject,
            found.size());
        return found;
      }
    }
    return found;
  }

  /**
   * The list by tag, when the registry's own cannot be had again and again although the registry
   * works: then waiting for it would keep the image away.
   *
   * @throws RegistryException the failure itself, which may pass, for the first times; or that of
   *     the list by tag
   */
  private Map<String, JsonNode> listedInstead(
      Repository repository, String subject, Attempt attempt, RegistryException failure) {
    if (failure.type() == RegistryError.RATE_LIMITED) {
      throw failure;
    }
    Map<String, JsonNode> byTag = listedByTag(repository, subject, AccessScope.PULL);
    if (attempt.failedBefore() + 1 < LIST_ATTEMPTS) {
      listFailures.put(attempt.image(), attempt.failedBefore() + 1);
      throw failure;
    }
    log.warn("{}; the list by tag counts", failure.getMessage());
    return byTag;
  }

  private Map<String, JsonNode> listedByTag(
      Repository repository, String subject, AccessScope access) {
    Optional<Manifest> index = manifests.read(repository, tag(subject), access);
    if (index.isEmpty() || !MediaTypes.isIndex(index.get().mediaType())) {
      return new LinkedHashMap<>();
    }
    RegistryRequest request =
        new RegistryRequest(
            RequestKind.REFERRERS,
            "list the referrers of " + ManifestClient.name(repository, subject),
            repository.manifest(tag(subject)),
            repository,
            List.of());
    Map<String, JsonNode> found = new LinkedHashMap<>();
    ReferrersPage.parse(index.get().bytes(), Optional.empty(), request)
        .referrers()
        .forEach(node -> found.put(node.path("digest").asText(), node));
    return found;
  }

  /**
   * Writes the index that clients maintain where the registry does not ("Referrers Tag Schema").
   */
  private void listByTag(
      Repository target, String subject, Map<String, JsonNode> referrers, WriteGuard guard) {
    Map<String, JsonNode> all = listedByTag(target, subject, AccessScope.PUSH);
    if (all.keySet().containsAll(referrers.keySet())) {
      return;
    }
    all.putAll(referrers);
    ObjectNode index = JSON.createObjectNode();
    index.put("schemaVersion", 2).put("mediaType", MediaTypes.OCI_INDEX);
    ArrayNode entries = index.putArray("manifests");
    new ArrayList<>(all.values()).forEach(entries::add);
    try {
      byte[] bytes = JSON.writeValueAsBytes(index);
      Manifest manifest = ManifestParser.parse(bytes, MediaTypes.OCI_INDEX, Digests.sha256(bytes));
      var _ = writeTag(target, tag(subject), manifest, guard);
    } catch (JsonProcessingException | ManifestParser.InvalidManifestException e) {
      throw new RegistryException(
          RegistryError.REGISTRY_ERROR,
          "cannot write the list of referrers of %s: %s; check the referrers at the source"
              .formatted(ManifestClient.name(target, subject), e.getMessage()),
          FailureScope.READ,
          target.registry());
    }
  }

  /** {@code sha256-<hex>}, the base of the tags of cosign and of the specification. */
  private static String tag(String digest) {
    return digest.replace(':', '-');
  }
}
