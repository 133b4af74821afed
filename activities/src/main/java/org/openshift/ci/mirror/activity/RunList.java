package org.openshift.ci.mirror.activity;

import java.util.Comparator;
import java.util.List;
import org.openshift.ci.mirror.model.TagReference;

/**
 * The list of a run.
 *
 * @param entries in the order of tags
 * @param targets what is known of their destinations without asking for each
 */
record RunList(List<RunEntry> entries, TargetDigests targets) {

  RunList {
    entries = entries.stream().sorted(Comparator.comparing(RunEntry::tag)).toList();
  }

  /** Up to so many entries behind that tag, which need not be in the list; null is the start. */
  List<RunEntry> behind(TagReference after, int most) {
    return entries.stream()
        .filter(entry -> after == null || entry.tag().compareTo(after) > 0)
        .limit(most)
        .toList();
  }

  /** Whether nothing comes behind these entries, which are from {@link #behind}. */
  boolean endsWith(List<RunEntry> page) {
    return page.isEmpty() || page.getLast().tag().equals(entries.getLast().tag());
  }
}
