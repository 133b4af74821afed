package org.openshift.ci.mirror.config;

import java.util.Objects;
import org.openshift.ci.mirror.model.FloatingTag;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * The two ends of the mirror.
 *
 * @param sourceRegistry host of the registry that serves image streams ({@code --source-registry}),
 *     such as {@code registry.ci.openshift.org}
 * @param targetRepository repository that gets the tags ({@code --target-repository}), such as
 *     {@code quay.io/openshift/ci}
 */
public record Endpoints(String sourceRegistry, String targetRepository) {

  private static final String QCI_REGISTRY = "quay.io";
  private static final String QCI_REPOSITORY = "openshift/ci";
  private static final String QCI = QCI_REGISTRY + "/" + QCI_REPOSITORY;

  /** Serves the images of {@link #QCI} to clients with credentials of the cluster. */
  private static final String QCI_PROXY = "quay-proxy.ci.openshift.org/openshift/ci";

  public Endpoints {
    Objects.requireNonNull(sourceRegistry, "sourceRegistry");
    Objects.requireNonNull(targetRepository, "targetRepository");
  }

  /** Pull spec, by tag, of an image stream tag at the source registry. */
  public String sourceByTag(TagReference tag) {
    return sourceRegistry + "/" + tag;
  }

  /** Pull spec, by digest, of an image stream tag at the source registry. */
  public String sourceByDigest(TagReference tag, String digest) {
    return sourceRegistry + "/" + tag.stream() + "@" + digest;
  }

  /** Pull spec of the tag's floating tag at the target. */
  public String destination(TagReference tag) {
    return FloatingTag.pullSpec(targetRepository, tag);
  }

  /** Pull spec of the source of a backfill entry that names none. */
  String defaultBackfillSource(TagReference target) {
    return FloatingTag.pullSpec(
        targetRepository.equals(QCI) ? QCI_PROXY : targetRepository, target);
  }

  /** Whether the image is in the target repository, or in QCI under either of its names. */
  boolean isMirror(PullSpec image) {
    String repository = repository(image);
    return repository.equals(QCI)
        || repository.equals(QCI_PROXY)
        || repository.equalsIgnoreCase(targetRepository);
  }

  /** The repositories that a backfill entry may name, for a message. */
  String mirrorNames() {
    String names = QCI + " or " + QCI_PROXY;
    return targetRepository.equals(QCI) || targetRepository.equals(QCI_PROXY)
        ? names
        : names + " or " + targetRepository;
  }

  /** One spelling for an image of QCI or Docker Hub, whichever of the names was written. */
  PullSpec canonical(PullSpec image) {
    return repository(image).equals(QCI_PROXY)
        ? new PullSpec(QCI_REGISTRY, QCI_REPOSITORY, image.tag(), image.digest())
        : image.canonical();
  }

  private static String repository(PullSpec image) {
    return image.registry() + "/" + image.repository();
  }
}
