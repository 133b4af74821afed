package org.openshift.ci.mirror.api.check;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagCheck;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * What a tag's destination should hold, and what it holds.
 *
 * @param checkedAt when that was read
 * @param watched whether any rule claims the destination; null when that could not be read
 * @param owner the rule: {@link MirrorOwner}; null for none
 * @param source pull spec of the source; null while it is not known
 * @param sourceDigest its digest; null while it is not known
 * @param targetDigest the digest at the target; empty when the target has no image, null when it
 *     was not read
 * @param equal whether both are equal; null when one is not known
 * @param errorType why it is not mirrored, or could not be read; null for no reason
 * @param reason the same in words
 */
public record CheckEntry(
    @JsonProperty("checked_at") Instant checkedAt,
    @JsonProperty("watched") Boolean watched,
    @JsonProperty("owner") String owner,
    @JsonProperty("source") String source,
    @JsonProperty("source_digest") String sourceDigest,
    @JsonProperty("target_digest") String targetDigest,
    @JsonProperty("equal") Boolean equal,
    @JsonProperty("error_type") String errorType,
    @JsonProperty("reason") String reason) {

  /** The entry of a check that was made at this time. */
  static CheckEntry of(TagCheck check, Instant now) {
    Optional<Claim> claim = Optional.ofNullable(check.claim());
    Optional<Problem> problem =
        Optional.ofNullable(check.failure()).or(() -> claim.map(Claim::problem));
    Optional<String> source = claim.map(Claim::digest);
    Optional<String> target = Optional.ofNullable(check.target()).map(TargetImage::digest);
    return new CheckEntry(
        now,
        claim.map(Claim::owned).orElse(null),
        claim.map(Claim::owner).map(MirrorOwner::wireName).orElse(null),
        claim.map(Claim::source).orElse(null),
        source.orElse(null),
        target.orElse(null),
        source.flatMap(digest -> target.map(digest::equals)).orElse(null),
        problem.map(found -> found.type().wireName()).orElse(null),
        problem.map(Problem::message).orElse(null));
  }
}
