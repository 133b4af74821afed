package org.openshift.ci.mirror.activity.retention;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.RepositoryTags;
import org.openshift.ci.mirror.registry.TagNames;
import org.openshift.ci.mirror.registry.TagPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all tags of the target with the digests of those that are no date tags: from quay's own API
 * if the target has it, else their names from the registry's, and their digests one by one.
 *
 * <p>Quay lists the newest tags first, page by page, while tags are pushed, moved and deleted. Only
 * a deletion on a page that was read already makes the next page begin too late, and skip a tag. So
 * the list is read until nothing of the reading before was deleted. A tag that is pushed or moved
 * meanwhile pushes others to later pages, and may itself be missed; but whoever points a floating
 * tag to an image gives that image a date tag of the day first.
 */
final class TagLists {

  private static final Logger log = LoggerFactory.getLogger(TagLists.class);

  private static final int MOST_READINGS = 4;
  private static final int CONCURRENT_READS = 8;

  private final ImageRegistries registries;
  private final RepositoryTags repository;
  private final RetentionTarget target;
  private final Fanout reading = new Fanout(CONCURRENT_READS);

  TagLists(ImageRegistries registries, RepositoryTags repository, RetentionTarget target) {
    this.registries = registries;
    this.repository = repository;
    this.target = target;
  }

  /** The list changed while it was read, or cannot be what it says. Another reading may do. */
  static final class IncompleteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IncompleteException(String message) {
      super(message);
    }
  }

  /**
   * Reads the whole list.
   *
   * @throws IncompleteException when it kept changing
   * @throws org.openshift.ci.mirror.registry.RegistryException when a page or a digest cannot be
   *     read
   */
  ListedTags read() {
    ListedTags.Builder tags = new ListedTags.Builder();
    Set<String> before = list(tags);
    for (int readings = 1; readings < MOST_READINGS; readings++) {
      tags.again();
      Set<String> now = list(tags);
      before.removeAll(now);
      if (addMoved(List.copyOf(before), tags)) {
        if (!target.tagApi()) {
          readDigests(now, tags);
        }
        return tags.build();
      }
      log.info("tags of {} were deleted while they were listed; listing again", target);
      before = now;
    }
    throw new IncompleteException(
        "no date tag was removed: tags of %s were deleted during each of %d readings of the list, so it may lack some"
            .formatted(target, MOST_READINGS));
  }

  private Set<String> list(ListedTags.Builder tags) {
    return target.tagApi() ? listByApi(tags) : listByRegistry();
  }

  /**
   * Adds the tags that are missing in the last reading.
   *
   * @return false if one of them was deleted
   */
  private boolean addMoved(List<String> missing, ListedTags.Builder tags) {
    List<Optional<String>> digests = digests(missing);
    for (int i = 0; i < missing.size(); i++) {
      if (digests.get(i).isEmpty()) {
        return false;
      }
      tags.add(missing.get(i), digests.get(i).get());
    }
    return true;
  }

  private Set<String> listByApi(ListedTags.Builder tags) {
    Set<String> names = new HashSet<>();
    boolean last = false;
    for (int number = 1; !last; number++) {
      TagPage page = registries.tagPage(target.tag("any"), "", number, target.token());
      if (!page.last() && page.digests().isEmpty() && page.others().isEmpty()) {
        throw incomplete("page %d is empty, and there are more".formatted(number));
      }
      page.digests().forEach(tags::add);
      names.addAll(page.digests().keySet());
      names.addAll(page.others());
      readDigests(page.others(), tags);
      last = page.last();
    }
    return names;
  }

  private Set<String> listByRegistry() {
    Set<String> names = new HashSet<>();
    Set<URI> seen = new HashSet<>();
    Optional<URI> next = Optional.empty();
    do {
      TagNames page = repository.tagNames(target.tag("any"), next.orElse(null));
      names.addAll(page.names());
      next = page.next();
      if (next.isPresent() && !seen.add(next.get())) {
        throw incomplete("its pages are in a circle");
      }
    } while (next.isPresent());
    return names;
  }

  /** Reads the digests of tags that are no date tags; those of date tags are in their names. */
  private void readDigests(Set<String> names, ListedTags.Builder tags) {
    List<String> others = new ArrayList<>();
    for (String name : names) {
      if (DateTag.parse(name).isPresent()) {
        tags.add(name, null);
      } else {
        others.add(name);
      }
    }
    List<Optional<String>> digests = digests(others);
    for (int i = 0; i < others.size(); i++) {
      String name = others.get(i);
      // A tag that is gone by now points to nothing.
      digests.get(i).ifPresent(digest -> tags.add(name, digest));
    }
  }

  private List<Optional<String>> digests(List<String> names) {
    return reading.map(names, name -> registries.digest(target.tag(name)));
  }

  private IncompleteException incomplete(String why) {
    return new IncompleteException(
        "no date tag was removed: the list of tags of %s is not complete: %s"
            .formatted(target, why));
  }
}
