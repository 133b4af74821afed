package org.openshift.ci.mirror.activity.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.activity.check.TargetDigests;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The list of a sweep.
 *
 * @param claims in the order of tags
 * @param targets digests of their destinations that were read in bulk
 * @param dated the digests that have a date tag at the target; empty when they are not known
 */
record SweepList(List<Claim> claims, TargetDigests targets, Optional<Set<String>> dated) {

  SweepList {
    claims = claims.stream().sorted(Comparator.comparing(Claim::tag)).toList();
  }

  /**
   * A page of the list.
   *
   * @param after the tag after which the page begins, in the list or not; null for the start
   * @param most the most claims that a page has
   */
  List<Claim> page(TagReference after, int most) {
    return claims.stream()
        .filter(claim -> after == null || claim.tag().compareTo(after) > 0)
        .limit(most)
        .toList();
  }

  /** Whether this is the last page. */
  boolean endsWith(List<Claim> page) {
    return page.isEmpty() || page.getLast().tag().equals(claims.getLast().tag());
  }

  /** Whether the digest is known to have no date tag of any day. */
  boolean lacksDateTag(String digest) {
    return digest != null && dated.filter(known -> !known.contains(digest)).isPresent();
  }
}
