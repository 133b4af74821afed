package org.openshift.ci.mirror.bench.compare;

import java.nio.file.Path;
import java.util.List;
import org.openshift.ci.mirror.bench.images.CopyJob;

/**
 * To find out that every tag at the target has its source's digest.
 *
 * @param source registry of the sources, {@code host:port}
 * @param target registry of the targets, {@code host:port}
 * @param pairs what is compared
 * @param folder a folder for files of the contestant
 */
public record CompareJob(String source, String target, List<Pair> pairs, Path folder) {

  public CompareJob {
    pairs = List.copyOf(pairs);
  }

  /**
   * A tag at the source and one at the target.
   *
   * @param repository of the source
   * @param tag of the source
   * @param targetTag in {@link CopyJob#REPOSITORY}
   * @param digest of the source's image
   */
  public record Pair(String repository, String tag, String targetTag, String digest) {}

  /** Pull spec of a pair's source. */
  String source(Pair pair) {
    return source + "/" + pair.repository() + ":" + pair.tag();
  }

  /** Pull spec of a pair's target. */
  String target(Pair pair) {
    return target + "/" + CopyJob.REPOSITORY + ":" + pair.targetTag();
  }

  /** So many of the pairs, or all where there are fewer. */
  List<Pair> sample(int count) {
    return pairs.subList(0, Math.min(count, pairs.size()));
  }
}
