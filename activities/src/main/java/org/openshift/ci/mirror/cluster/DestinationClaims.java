package org.openshift.ci.mirror.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.config.WatchFlag;
import org.openshift.ci.mirror.model.DestinationTags;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Which watched tags claim which tag at the target: {@code a/b_c:d} and {@code a/b:c_d} both become
 * {@code a_b_c_d}.
 *
 * <p>As long as two watched tags exist for one destination, neither is mirrored: a choice between
 * them would depend on what happened to be seen first, and could put now one image and now the
 * other at the destination.
 */
final class DestinationClaims {

  private final Map<String, SortedSet<TagReference>> claims = new HashMap<>();

  /**
   * Whether another tag could have the same destination. The three parts are joined by two {@code
   * _}: without a further one the destination can be taken apart in one way only.
   */
  static boolean ambiguous(TagReference tag) {
    return tag.floatingTag().chars().filter(character -> character == '_').count() > 2;
  }

  /**
   * The tags that would have the same destination as this one, whether they exist or not. All are
   * of the same namespace, as the name of a namespace holds no {@code _} (RFC 1123 label).
   */
  static List<TagReference> rivals(TagReference tag) {
    String rest = tag.name() + "_" + tag.tag();
    List<TagReference> rivals = new ArrayList<>();
    for (int at = rest.indexOf('_', 1);
        at >= 0 && at < rest.length() - 1;
        at = rest.indexOf('_', at + 1)) {
      if (at != tag.name().length()) {
        rivals.add(
            new TagReference(tag.namespace(), rest.substring(0, at), rest.substring(at + 1)));
      }
    }
    return rivals;
  }

  /** The tag claims its destination; says who else does. */
  Set<TagReference> claim(TagReference tag) {
    if (!ambiguous(tag)) {
      return Set.of();
    }
    SortedSet<TagReference> claimants =
        claims.computeIfAbsent(tag.floatingTag(), destination -> new TreeSet<>());
    claimants.add(tag);
    return without(claimants, tag);
  }

  /** The tag gives its destination up; says who else claims it. */
  Set<TagReference> release(TagReference tag) {
    SortedSet<TagReference> claimants = claims.get(tag.floatingTag());
    if (claimants == null) {
      return Set.of();
    }
    claimants.remove(tag);
    if (claimants.isEmpty()) {
      claims.remove(tag.floatingTag());
    }
    return without(claimants, tag);
  }

  /** The conflict this tag is in, if any; the same words for each tag that is in it. */
  Optional<Problem> conflictOf(TagReference tag) {
    if (!ambiguous(tag)) {
      return Optional.empty();
    }
    SortedSet<TagReference> claimants = claims.get(tag.floatingTag());
    if (claimants == null || claimants.size() < 2) {
      return Optional.empty();
    }
    String names = claimants.stream().map(Object::toString).collect(Collectors.joining(" and "));
    return Optional.of(
        new Problem(
            MirrorErrorType.DESTINATION_CONFLICT,
            "%s have the same tag at the target, %s, so none of them is mirrored; rename all but one, or leave them out with %s"
                .formatted(names, tag.floatingTag(), WatchFlag.IGNORED_TAG)));
  }

  private static Set<TagReference> without(Set<TagReference> all, TagReference one) {
    Set<TagReference> others = new TreeSet<>(all);
    others.remove(one);
    return others;
  }

  /** A watched tag as it is told of: as seen, unless its destination is invalid or contested. */
  TagState toTell(TagReference tag, TagState seen) {
    return DestinationTags.problemOf(tag)
        .or(() -> conflictOf(tag))
        .map(seen::withProblem)
        .orElse(seen);
  }
}
