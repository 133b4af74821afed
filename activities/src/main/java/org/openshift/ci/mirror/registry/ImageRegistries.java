package org.openshift.ci.mirror.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;

/**
 * What a mirror asks of registries. {@link RegistryEngine} does it with real ones; a simulation
 * puts models in their place.
 *
 * <p>Its methods block, in a virtual or a platform thread. They repeat a request only where that is
 * cheap and can be expected to help at once; whoever calls decides when to try again after a {@link
 * RegistryException}, whose type says whether that makes sense.
 */
public interface ImageRegistries {

  /**
   * The raw top-level digest of an image: that of a list itself, not of one of its images. Costs
   * one HEAD where the registry gives the digest with it.
   *
   * @return empty when there is no such image
   * @throws RegistryException when the registry does not say
   */
  Optional<String> digest(PullSpec image);

  /**
   * When an image was created, as its config says; for a list the linux/amd64 image counts, else
   * the first. Remembered by digest.
   *
   * @return empty when there is no such image, or it does not say
   * @throws RegistryException when the registry does not answer as it should
   */
  Optional<Instant> created(PullSpec image);

  /**
   * Copies an image to tags, in their order, one after the other. Each is read back, and counts
   * only when its bytes have the digest; one whose answer was lost counts when it is found there.
   * Where the target repository has the manifest already, only the tags are set. What was uploaded
   * before a failure stays at the target, so the next attempt goes on from there.
   *
   * @param source by digest, or by tag
   * @param expectedDigest the digest the source is known to have; null when it is not known
   * @param destinations tags of one repository; at least one
   * @param progress may throw to cancel
   * @param guard is asked around every write of a tag, and may throw to cancel. Where it does not
   *     hold any more when the bytes go out, the copy fails as {@link
   *     org.openshift.ci.mirror.model.RegistryError#TIMEOUT}, and that tag is not written
   * @throws RegistryException when it could not be copied, or what is read back differs
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   * @throws IllegalArgumentException when destinations are missing, lack a tag, or differ in their
   *     repository
   */
  CopyResult copy(
      PullSpec source,
      String expectedDigest,
      List<PullSpec> destinations,
      CopyListener progress,
      WriteGuard guard);

  /**
   * Whether the registry of an image serves at present: a look on behalf of all who wait for its
   * return. It serves when it answers about the repository, if only with 401, 403 or 404; it does
   * not when nothing answers within 5 seconds, or with 5xx or with a web page, and, for writing,
   * when it takes no uploads (405, as quay.io in its read-only mode).
   *
   * @param writing whether an upload can be started is asked, which is ended again; else whether
   *     manifests can be asked for
   * @return false for an outage, which is never thrown
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   */
  boolean serves(PullSpec image, boolean writing);

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
  TagPage tagPage(PullSpec image, String containing, int page, TagApiToken token);
}
