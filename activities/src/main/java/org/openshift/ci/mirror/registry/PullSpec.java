package org.openshift.ci.mirror.registry;

import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.openshift.ci.mirror.registry.internal.syntax.Digests;
import org.openshift.ci.mirror.registry.internal.syntax.DockerHub;
import org.openshift.ci.mirror.registry.internal.syntax.LogSanitizer;
import org.openshift.ci.mirror.registry.internal.syntax.PullSpecFaults;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * The reference of an image: {@code registry/repository[:tag][@digest]}.
 *
 * @param registry host, with the port where it has one; {@code docker.io} for Docker Hub
 * @param repository the repository's name at that registry
 * @param tag null when the image is named by digest alone
 * @param digest {@code sha256:…} or {@code sha512:…}; null when the image is named by tag alone
 */
public record PullSpec(String registry, String repository, String tag, String digest) {

  /** 253 characters for a host name (RFC 1035, 2.3.4), and its port. */
  private static final int LONGEST_REGISTRY = 259;

  /** The limit of many registries (OCI distribution specification, "Pulling manifests"). */
  private static final int LONGEST_REPOSITORY = 255;

  private static final int LONGEST_SHOWN = 300;

  /** No pull spec is longer, and matching a much longer text would overflow the stack. */
  private static final int LONGEST_TEXT = 1_000;

  public PullSpec {
    Objects.requireNonNull(registry, "registry");
    Objects.requireNonNull(repository, "repository");
    if (registry.length() > LONGEST_REGISTRY || repository.length() > LONGEST_REPOSITORY) {
      throw new IllegalArgumentException("its registry or repository is too long");
    }
    if (!ImageReference.isValidRegistry(registry) || !isServer(registry)) {
      throw new IllegalArgumentException(
          "'" + registry + "' is not a registry (host or host:port)");
    }
    if (!ImageReference.isValidRepository(repository)) {
      throw new IllegalArgumentException(
          "'" + repository + "' is not a repository (lower case letters, digits, '.', '_', '-')");
    }
    if (tag != null && !ImageReference.isValidTag(tag)) {
      throw new IllegalArgumentException(
          "'" + tag + "' is not a tag (at most 128 letters, digits, '_', '.', '-')");
    }
    if (digest != null && !Digests.isValid(digest)) {
      throw new IllegalArgumentException(
          "'"
              + digest
              + "' is not a digest (sha256: and 64, or sha512: and 128, hexadecimal digits in lower"
              + " case)");
    }
    if (tag == null && digest == null) {
      throw new IllegalArgumentException("neither tag nor digest given for " + repository);
    }
  }

  /**
   * Parses a pull spec as docker does: the default registry is {@code docker.io}, and the default
   * tag, where there is no digest either, is {@code latest}.
   *
   * @throws IllegalArgumentException when it is not a pull spec; the message quotes it and says
   *     what is expected
   */
  public static PullSpec parse(String text) {
    Objects.requireNonNull(text, "pull spec");
    if (text.length() > LONGEST_TEXT) {
      throw invalid(text, "it is too long");
    }
    // First, since jib-core cuts off a line break at the end, and takes a host with an underscore
    // for a part of the repository.
    Optional<String> fault = PullSpecFaults.find(text);
    if (fault.isPresent()) {
      throw invalid(text, fault.get());
    }
    int at = text.indexOf('@');
    String digest = at < 0 ? null : text.substring(at + 1);
    try {
      ImageReference reference = ImageReference.parse(at < 0 ? text : text.substring(0, at));
      if (reference.isScratch()) {
        throw new IllegalArgumentException("'scratch' is not an image that can be pulled");
      }
      String tag = reference.getTag().orElse(null);
      if (digest != null && !text.substring(0, at).endsWith(":" + tag)) {
        // Jib adds the tag "latest" where there is none.
        tag = null;
      }
      return new PullSpec(
          dockerHubByName(reference.getRegistry()), reference.getRepository(), tag, digest);
    } catch (InvalidImageReferenceException e) {
      throw invalid(text, "expected registry/repository:tag or registry/repository@sha256:…");
    } catch (IllegalArgumentException e) {
      throw invalid(text, e.getMessage());
    }
  }

  /** The image with this digest in the same repository, without a tag. */
  public PullSpec withDigest(String newDigest) {
    return new PullSpec(registry, repository, null, newDigest);
  }

  /**
   * The digest, if it is by sha256. Tags are compared by sha256, and date tags contain it, so the
   * sha256 of an image that is named by another digest must be read.
   */
  public Optional<String> sha256Digest() {
    return Optional.ofNullable(digest).filter(Digests::isSha256);
  }

  /**
   * The same image under the one name that compares equal: Docker Hub has several names, and
   * repositories there without a slash are in {@code library}.
   */
  public PullSpec canonical() {
    if (!DockerHub.isName(registry)) {
      return this;
    }
    String name = repository.contains("/") ? repository : "library/" + repository;
    return new PullSpec(DockerHub.NAME, name, tag, digest);
  }

  /** The last part of its manifest's URL: the digest if there is one, else the tag. */
  public String reference() {
    return digest == null ? tag : digest;
  }

  @Override
  public String toString() {
    return registry
        + "/"
        + repository
        + (tag == null ? "" : ":" + tag)
        + (digest == null ? "" : "@" + digest);
  }

  /**
   * Some names match the pattern and are not hosts, such as one whose last part begins with a
   * digit.
   */
  private static boolean isServer(String registry) {
    try {
      return UrlPolicy.isServer(new URI("https://" + registry));
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static String dockerHubByName(String registry) {
    String lower = registry.toLowerCase(Locale.ROOT);
    // Jib-core puts the host in the place of the name.
    return lower.equals(DockerHub.SERVER) ? DockerHub.NAME : lower;
  }

  private static IllegalArgumentException invalid(String text, String why) {
    // Who writes a password into a pull spec should not find it in logs.
    String shown = text.substring(PullSpecFaults.endOfCredential(text));
    return new IllegalArgumentException(
        "'%s%s' is not a pull spec: %s"
            .formatted(
                shown.length() < text.length() ? "(credential)@" : "",
                LogSanitizer.oneLine(shown, LONGEST_SHOWN),
                why));
  }
}
