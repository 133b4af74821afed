package org.openshift.ci.mirror.bench.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.model.FloatingTag;

/**
 * The job to copy every image of a set to one repository, with two tags each.
 *
 * @param set the images
 * @param source the registry that has the images, {@code host:port}
 * @param target the registry to copy to, {@code host:port}
 * @param day an instant of the UTC day for the date tags
 * @param folder an empty folder for the tool's files
 */
public record CopyJob(ImageSet set, String source, String target, Instant day, Path folder) {

  /** The repository at the target. */
  public static final String REPOSITORY = "openshift/ci";

  /** The target repository, with its registry. */
  public String targetRepository() {
    return target + "/" + REPOSITORY;
  }

  /** The pull spec of an image at the source, by tag. */
  public String sourceByTag(BenchImage image) {
    return source + "/" + image.repository() + ":" + image.tag().tag();
  }

  /** The pull spec of an image at the source, by digest. */
  public String sourceByDigest(BenchImage image) {
    return source + "/" + image.repository() + "@" + image.digest();
  }

  /** The pull specs of an image's two tags at the target: the date tag, then the floating tag. */
  public List<String> destinations(BenchImage image) {
    String floating = FloatingTag.pullSpec(targetRepository(), image.tag());
    return List.of(DateTag.pullSpec(floating, image.digest(), day), floating);
  }

  /** The two tags without the repository. */
  public List<String> tags(BenchImage image) {
    return destinations(image).stream()
        .map(pullSpec -> pullSpec.substring(targetRepository().length() + 1))
        .toList();
  }

  /** The number of tags that the target has in the end. */
  public long tagCount() {
    return 2L * set.images().size();
  }
}
