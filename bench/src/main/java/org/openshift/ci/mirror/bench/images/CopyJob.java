package org.openshift.ci.mirror.bench.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.openshift.ci.mirror.model.DestinationTags;

/**
 * To bring every image of a set under two tags into one repository.
 *
 * @param set the images
 * @param source the registry that has them, {@code host:port}
 * @param target the registry that gets them, {@code host:port}
 * @param day the moment whose UTC day the date tags have
 * @param folder an empty folder for files of the contestant
 */
public record CopyJob(ImageSet set, String source, String target, Instant day, Path folder) {

  /** The repository at the target. */
  public static final String REPOSITORY = "openshift/ci";

  /** Pull spec of the target repository. */
  public String targetRepository() {
    return target + "/" + REPOSITORY;
  }

  /** Pull spec of an image at the source, by tag. */
  public String sourceByTag(BenchImage image) {
    return source + "/" + image.repository() + ":" + image.tag().tag();
  }

  /** Pull spec of an image at the source, by digest. */
  public String sourceByDigest(BenchImage image) {
    return source + "/" + image.repository() + "@" + image.digest();
  }

  /** Pull specs of an image's two tags at the target: date tag, floating tag. */
  public List<String> destinations(BenchImage image) {
    String floating = DestinationTags.floating(targetRepository(), image.tag());
    return List.of(DestinationTags.dated(floating, image.digest(), day), floating);
  }

  /** The two tags without the repository. */
  public List<String> tags(BenchImage image) {
    return destinations(image).stream()
        .map(pullSpec -> pullSpec.substring(targetRepository().length() + 1))
        .toList();
  }

  /** How many tags the target has in the end. */
  public long tagCount() {
    return 2L * set.images().size();
  }
}
