package org.openshift.ci.mirror.activity.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.activity.check.TargetDigests;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The list of a run.
 *
 * @param claims in the order of tags
 * @param targets what is known of their destinations without asking for each
 * @param dated the digests that have a date tag at the target; empty where that is not known
 */
record SweepList(List<Claim> claims, TargetDigests targets, Optional<Set<String>> dated) {

  SweepList {
    claims = claims.stream().sorted(Comparator.comparing(Claim::tag)).toList();
  }

  /** Up to so many claims behind that tag, which need not be in the list; null is the start. */
  List<Claim> behind(TagReference after, int most) {
    return claims.stream()
        .filter(claim -> after == null || claim.tag().compareTo(after) > 0)
        .limit(most)
        .toList();
  }

  /** Whether nothing comes behind these claims, which are from {@link #behind}. */
  boolean endsWith(List<Claim> page) {
    return page.isEmpty() || page.getLast().tag().equals(claims.getLast().tag());
  }

  /** Whether the digest is known to have no date tag of any day. */
  boolean lacksDateTag(String digest) {
    return digest != null && dated.filter(known -> !known.contains(digest)).isPresent();
  }
}
