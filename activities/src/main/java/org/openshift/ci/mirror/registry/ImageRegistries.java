package org.openshift.ci.mirror.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operations on registries that mirroring needs. {@code RegistryEngine} performs them on real
 * registries, the simulation on models of them.
 *
 * <p>All methods block, in a virtual or a platform thread. They repeat a request only where that is
 * cheap and likely to help at once. After a {@link RegistryException} the caller decides when to
 * try again; the exception's type says whether that makes sense.
 */
public interface ImageRegistries {

  /**
   * The raw top-level digest of an image: for an index, that of the index itself and not of one of
   * its images. Always by sha256, even of an image that is named by another digest. Costs one HEAD
   * where the registry sends that digest with the answer.
   *
   * @return empty when there is no such image
   * @throws RegistryException when the registry does not answer, or with an error
   */
  Optional<String> digest(PullSpec image);

  /**
   * As {@link #digest}, by a GET of the manifest: some registries, such as those that fetch images
   * from others on demand, answer the HEAD of an image with 404 and its GET with the image.
   */
  Optional<String> digestByReading(PullSpec image);

  /**
   * When an image was created, according to its config. For an index, the linux/amd64 image counts,
   * or the first one if there is none. Cached by digest.
   *
   * @return empty when there is no such image, or its config has no time
   * @throws RegistryException when the registry does not answer, or with an error
   */
  Optional<Instant> created(PullSpec image);

  /**
   * Copies an image to tags, one after the other in the given order. Each tag is read back, and the
   * copy fails unless the bytes have the digest; a tag whose answer was lost counts as written when
   * it is read back with the digest. Where the target repository has the manifest already, only the
   * tags are written. Blobs uploaded before a failure stay at the target, so the next attempt
   * continues from there.
   *
   * @param source by digest, or by tag
   * @param expectedDigest the digest that the source must have; null for any
   * @param destinations at least one tag, all in one repository
   * @param progress may throw to cancel the copy
   * @param guard is asked before and during every write of a tag, and may throw to cancel the copy.
   *     When it no longer holds while the request is sent, the copy fails as {@link
   *     RegistryError#TIMEOUT}, and that tag is not written
   * @throws RegistryException when the image could not be copied, or a tag read back differs
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   * @throws IllegalArgumentException when there is no destination, one has no tag, or they differ
   *     in their repository
   */
  CopyResult copy(
      PullSpec source,
      String expectedDigest,
      List<PullSpec> destinations,
      CopyListener progress,
      WriteGuard guard);

  /**
   * Whether the registry of an image works at present. It does when it answers a request about the
   * repository, even with 401, 403 or 404. It does not when there is no answer within 5 seconds,
   * when the answer is a 5xx or a web page, or, for writing, when it accepts no uploads (405, as
   * quay.io in its read-only mode).
   *
   * @param writing true to try whether an upload can be started, which is then cancelled; false to
   *     try whether a manifest can be requested
   * @return false during an outage; an outage is never thrown
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
   */
  boolean serves(PullSpec image, boolean writing);

  /**
   * Up to 100 active tags of a repository with their digests, from the API that quay offers beside
   * the registry's. Tags may be pushed and deleted while pages are read, so a tag that is on no
   * page may still exist.
   *
   * @param image any image of the repository
   * @param containing asks for tags with this in their name; others may be returned as well. Empty
   *     for all
   * @param page number of the page, from 1
   * @throws RegistryException when the registry does not answer, or has no such API
   */
  TagPage tagPage(PullSpec image, String containing, int page, TagApiToken token);
}
