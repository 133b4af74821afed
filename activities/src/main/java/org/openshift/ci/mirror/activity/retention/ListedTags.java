package org.openshift.ci.mirror.activity.retention;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.openshift.ci.mirror.model.DateTag;

/**
 * The tags of the target repository, all of them.
 *
 * @param dateTags the date tags that point to the digest in their names, as far as the list says
 * @param strangers tags that have the name of a date tag and point to another digest. Somebody else
 *     made them
 * @param used the digests to which any other tag points
 */
record ListedTags(SortedSet<String> dateTags, Set<String> strangers, Set<String> used) {

  /** Sorts tags as they are listed. Not thread safe. */
  static final class Builder {
    private final SortedSet<String> dateTags = new TreeSet<>();
    private final Set<String> strangers = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    /**
     * Adds a tag.
     *
     * @param digest null if the list does not say it, which is allowed for date tags only
     */
    void add(String tag, String digest) {
      Optional<DateTag> dateTag = DateTag.parse(tag);
      if (dateTag.isPresent() && (digest == null || digest.equals(dateTag.get().digest()))) {
        dateTags.add(tag);
        return;
      }
      if (dateTag.isPresent()) {
        strangers.add(tag);
      }
      used.add(digest);
    }

    /** Keeps what was seen to be in use, and forgets the tags, to list them once more. */
    void again() {
      dateTags.clear();
      strangers.clear();
    }

    ListedTags build() {
      return new ListedTags(dateTags, strangers, used);
    }
  }
}
