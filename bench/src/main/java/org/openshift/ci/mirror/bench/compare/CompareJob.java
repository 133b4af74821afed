package org.openshift.ci.mirror.bench.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.trial.BenchException;

/**
 * The job to verify that every tag at the target has the digest of its source.
 *
 * @param source registry of the sources, {@code host:port}
 * @param target registry of the targets, {@code host:port}
 * @param pairs the tags to compare
 * @param folder a folder for the tool's files
 */
public record CompareJob(String source, String target, List<Pair> pairs, Path folder) {

  public CompareJob {
    pairs = List.copyOf(pairs);
  }

  /**
   * A tag at the source and its tag at the target.
   *
   * @param repository the repository at the source
   * @param tag the tag at the source
   * @param targetTag the tag in {@link CopyJob#REPOSITORY} at the target
   * @param digest the digest of the source
   */
  public record Pair(String repository, String tag, String targetTag, String digest) {}

  /** The pull spec of a pair's source. */
  String source(Pair pair) {
    return source + "/" + pair.repository() + ":" + pair.tag();
  }

  /** The pull spec of a pair's target. */
  String target(Pair pair) {
    return target + "/" + CopyJob.REPOSITORY + ":" + pair.targetTag();
  }

  /** The first {@code count} pairs, or all if there are fewer. */
  List<Pair> sample(int count) {
    return pairs.subList(0, Math.min(count, pairs.size()));
  }

  /**
   * Verifies the digests that a tool found for a pair; all pairs of the job are equal.
   *
   * @throws BenchException if the digests differ, or one is missing
   */
  void requireEqual(Pair pair, Optional<String> sourceDigest, Optional<String> targetDigest) {
    if (sourceDigest.isEmpty() || !sourceDigest.equals(targetDigest)) {
      throw new BenchException(
          "%s has the digest %s, its source %s"
              .formatted(target(pair), targetDigest.orElse("none"), sourceDigest.orElse("none")));
    }
  }
}
