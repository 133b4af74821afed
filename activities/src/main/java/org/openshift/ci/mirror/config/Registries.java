package org.openshift.ci.mirror.config;

import java.util.Objects;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.PullSpec;

/**
 * The places that the entries of the configuration speak of without naming them.
 *
 * @param source host of the registry that serves the image streams ({@code --source-registry})
 * @param target the repository that gets the tags ({@code --target-repository}): the mirror
 */
public record Registries(String source, String target) {

  private static final String QCI = "quay.io/openshift/ci";

  /** Serves what {@link #QCI} holds, to those who are known to the cluster. */
  private static final String QCI_PROXY = "quay-proxy.ci.openshift.org/openshift/ci";

  public Registries {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
  }

  /** Pull spec of an image stream tag at the registry of the cluster. */
  String ofStreamTag(TagReference tag) {
    return source + "/" + tag;
  }

  /** Where a backfill entry takes its image from when it does not say. */
  String ofMirroredTag(TagReference tag) {
    return DestinationTags.floating(target.equals(QCI) ? QCI_PROXY : target, tag);
  }

  /** Whether the image is in the mirror's repository, under one of its names. */
  boolean isMirror(PullSpec image) {
    String repository = image.registry() + "/" + image.repository();
    return repository.equals(QCI)
        || repository.equals(QCI_PROXY)
        || repository.equalsIgnoreCase(target);
  }

  /** The places a backfill entry may name, for a message. */
  String mirrorNames() {
    String names = QCI + " or " + QCI_PROXY;
    return target.equals(QCI) || target.equals(QCI_PROXY) ? names : names + " or " + target;
  }

  /** One spelling for an image, whichever of its names was written. */
  String canonical(PullSpec image) {
    String text = image.toString();
    return text.startsWith(QCI_PROXY) && isMirror(image)
        ? QCI + text.substring(QCI_PROXY.length())
        : text;
  }
}
