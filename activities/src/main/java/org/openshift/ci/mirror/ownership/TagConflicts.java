package org.openshift.ci.mirror.ownership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.Problem;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.WatchFlag;

/**
 * The image stream tags that share a floating tag: {@code a/b_c:d} and {@code a/b:c_d} both become
 * {@code a_b_c_d}.
 *
 * <p>While two of them exist and should be mirrored, neither is: a choice between them would depend
 * on which was seen first, and the floating tag could change between their images.
 */
final class TagConflicts {

  private TagConflicts() {}

  /**
   * The tags that share this tag's floating tag, whether they exist or not; this one first. All are
   * of one namespace, because the name of a namespace has no {@code _} (RFC 1123 label).
   */
  static List<TagReference> candidates(TagReference tag) {
    List<TagReference> candidates = new ArrayList<>();
    candidates.add(tag);
    String floating = tag.floatingTag();
    int namespaceEnd = floating.indexOf('_');
    if (namespaceEnd < 1) {
      return candidates;
    }
    String namespace = floating.substring(0, namespaceEnd);
    String rest = floating.substring(namespaceEnd + 1);
    for (int at = rest.indexOf('_', 1);
        at >= 0 && at < rest.length() - 1;
        at = rest.indexOf('_', at + 1)) {
      TagReference other =
          new TagReference(namespace, rest.substring(0, at), rest.substring(at + 1));
      if (!other.equals(tag)) {
        candidates.add(other);
      }
    }
    return candidates;
  }

  /** The conflict between these tags; the message does not depend on their order. */
  static Problem conflict(Collection<TagReference> claimants) {
    String names =
        claimants.stream().sorted().map(Object::toString).collect(Collectors.joining(" and "));
    return new Problem(
        MirrorErrorType.DESTINATION_CONFLICT,
        "%s have the same tag at the target, %s, so none of them is mirrored; rename all but one, or leave them out with %s"
            .formatted(names, claimants.iterator().next().floatingTag(), WatchFlag.IGNORED_TAG));
  }
}
