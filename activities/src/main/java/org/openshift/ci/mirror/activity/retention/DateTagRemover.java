package org.openshift.ci.mirror.activity.retention;

import java.util.Locale;
import java.util.Optional;
import org.openshift.ci.mirror.activity.RegistryErrors;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.model.RetentionSummary;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.RepositoryTags;
import org.openshift.ci.mirror.registry.WriteGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes one date tag, after a look at what it and its image's newest date tag are by now. */
final class DateTagRemover {

  private static final Logger log = LoggerFactory.getLogger(DateTagRemover.class);

  private final ImageRegistries registries;
  private final RepositoryTags repository;
  private final RetentionTarget target;

  DateTagRemover(ImageRegistries registries, RepositoryTags repository, RetentionTarget target) {
    this.registries = registries;
    this.repository = repository;
    this.target = target;
  }

  /** What became of a tag. */
  sealed interface Outcome {

    /** It was removed. */
    record Removed() implements Outcome {}

    /** It stays. */
    record Kept(String reason) implements Outcome {}

    /** The target refused. */
    record Refused(String reason, String note) implements Outcome {}
  }

  /** The target removed an image together with a tag, so nothing more may be removed there. */
  static final class ImageLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImageLostException(String message) {
      super(message);
    }
  }

  /**
   * Removes a tag.
   *
   * @param protector the date tag of the same image that stays; empty if none does
   * @param guard is asked before the tag is removed
   * @throws RegistryException when the target does not serve, so that it may be tried again
   * @throws ImageLostException when {@code protector} was removed too
   */
  Outcome remove(String tag, Optional<String> protector, WriteGuard guard) {
    String digest = DateTag.parse(tag).orElseThrow().digest();
    Optional<String> now = registries.digest(target.tag(tag));
    if (now.isEmpty()) {
      return new Outcome.Kept(RetentionSummary.GONE);
    }
    if (!now.get().equals(digest)) {
      return new Outcome.Kept(RetentionSummary.OTHER_DIGEST);
    }
    if (protector.isPresent() && !holds(protector.get(), digest)) {
      return new Outcome.Kept(RetentionSummary.NEWEST_MISSING);
    }
    try {
      removeTag(target.tag(tag), guard);
    } catch (RegistryException e) {
      if (isRefusal(e)) {
        return refused(e);
      }
      throw e;
    }
    if (protector.isPresent() && !holds(protector.get(), digest)) {
      throw new ImageLostException(
          "%s lost the image %s with the date tag %s, so no more date tags are removed there: floating tags that point to it are pushed again by the next resync; set --date-tag-retention=0"
              .formatted(target, digest, tag));
    }
    log.info("removed date tag {}:{}", target, tag);
    return new Outcome.Removed();
  }

  private boolean holds(String tag, String digest) {
    return registries.digest(target.tag(tag)).filter(digest::equals).isPresent();
  }

  private void removeTag(PullSpec tag, WriteGuard guard) {
    try {
      boolean known =
          target.removesByApi()
              ? repository.removeTagByApi(tag, target.token(), guard)
              : repository.removeTag(tag, guard);
      if (!known) {
        requireGone(tag);
      }
    } catch (RegistryException e) {
      if (isRefusal(e) || registries.digest(tag).isPresent()) {
        throw e;
      }
      // Only the answer was lost.
    }
  }

  /** The registry had the tag a moment ago. */
  private void requireGone(PullSpec tag) {
    if (registries.digest(tag).isPresent()) {
      throw new RegistryException(
          RegistryError.ACCESS_DENIED,
          "cannot remove the tag %s: the registry has it, but answered 404; give the token of --target-tag-api-token the scope repo:write"
              .formatted(tag),
          FailureScope.WRITE,
          tag.registry());
    }
  }

  /** Whether the target would answer the same again. */
  private static boolean isRefusal(RegistryException e) {
    return e.scope() == FailureScope.METHOD || !e.type().mayPass();
  }

  private Outcome refused(RegistryException e) {
    boolean unsupported = e.scope() == FailureScope.METHOD;
    String reason =
        unsupported ? "not_supported" : RegistryErrors.typeOf(e).name().toLowerCase(Locale.ROOT);
    String note =
        unsupported
            ? "%s does not remove tags (%s): use quay's tag API with --target-tag-api=yes and --target-tag-api-token, enable deletion at the registry, or set --date-tag-retention=0"
                .formatted(target, e.getMessage())
            : e.getMessage();
    log.warn("{}", note);
    return new Outcome.Refused(reason, note);
  }
}
