package org.openshift.ci.mirror.activity.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.DateTag;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.registry.ImageRegistries;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.TagApiToken;
import org.openshift.ci.mirror.registry.TagPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads digests at the target in bulk from quay's tag-list API, where that is cheaper than one HEAD
 * per tag. Quay allows 50 HEADs and 5 pages a second, so a page pays off when it has ten of the
 * wanted tags. Tags are listed by namespace ({@code filter_tag_name=like:ocp_}), which leaves out
 * the date tags. A listing that has too few of the wanted tags is abandoned.
 *
 * <p>When the API fails (no quay, not public, down), no digest is known, and every tag is read by
 * its own HEAD.
 */
public final class BulkDigests {

  private static final Logger log = LoggerFactory.getLogger(BulkDigests.class);

  /** Quay allows an address 50 manifest and 5 API requests a second (its conf/nginx). */
  static final int HEADS_A_PAGE_COSTS = 10;

  /** The fewest tags of a namespace to be listed; fewer take less than half a second by HEAD. */
  static final int FEWEST = 2 * HEADS_A_PAGE_COSTS;

  /** How many pages are read before the listing may be abandoned, and judged together. */
  private static final int TRIAL_PAGES = 5;

  private static final int CONCURRENT_LISTINGS = 4;

  /** A hundred thousand tags; finding a few missing date tags is not worth reading more. */
  private static final int MOST_DATE_PAGES = 1_000;

  private final ImageRegistries registries;
  private final Settings settings;
  private final Fanout reading = new Fanout(CONCURRENT_LISTINGS);

  /**
   * Whether and how the API is used.
   *
   * @param enabled whether the target has the API
   * @param token for repositories that are not public
   */
  public record Settings(boolean enabled, TagApiToken token) {

    /** The API is not used. */
    public static Settings off() {
      return new Settings(false, TagApiToken.none());
    }
  }

  public BulkDigests(ImageRegistries registries, Settings settings) {
    this.registries = registries;
    this.settings = settings;
  }

  /** Reads the digests at the destinations of these claims, where reading in bulk pays off. */
  public TargetDigests read(Collection<Claim> claims) {
    Map<TagReference, String> destinations = new HashMap<>();
    claims.stream()
        .filter(claim -> claim.owned() && claim.problem() == null)
        .forEach(claim -> destinations.put(claim.tag(), claim.destination()));
    return new TargetDigests(read(destinations));
  }

  /**
   * The digests that have a date tag of any day.
   *
   * @param destination pull spec of any tag of the target repository
   * @return empty when they cannot be read in bulk
   */
  public Optional<Set<String>> dated(String destination) {
    if (!settings.enabled()) {
      return Optional.empty();
    }
    PullSpec any = PullSpec.parse(destination);
    Set<String> digests = new HashSet<>();
    try {
      boolean last = false;
      for (int page = 1; !last && page <= MOST_DATE_PAGES; page++) {
        TagPage tags = registries.tagPage(any, DateTag.MIDDLE, page, settings.token());
        tags.digests()
            .forEach(
                (tag, digest) -> {
                  if (DateTag.isOf(tag, digest)) {
                    digests.add(digest);
                  }
                });
        last = tags.last();
      }
      return last ? Optional.of(digests) : Optional.empty();
    } catch (RegistryException e) {
      log.warn(
          "cannot list the date tags of {}, so missing ones are not added: {}",
          destination,
          e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Reads the digests of those destinations for which reading in bulk pays off.
   *
   * @param destinations pull specs of floating tags, by image stream tag
   * @return digests by destination, for some of them
   */
  public Map<String, String> read(Map<TagReference, String> destinations) {
    if (!settings.enabled()) {
      return Map.of();
    }
    List<List<TagReference>> worthwhile =
        destinations.keySet().stream()
            .collect(Collectors.groupingBy(TagReference::namespace))
            .values()
            .stream()
            .filter(group -> group.size() >= FEWEST)
            .toList();
    Map<String, String> found = new ConcurrentHashMap<>();
    reading.forEach(worthwhile, group -> found.putAll(readGroup(group, destinations)));
    if (!worthwhile.isEmpty()) {
      log.info(
          "read {} of {} digests at the target in bulk; the others are read one by one",
          found.size(),
          destinations.size());
    }
    return found;
  }

  private Map<String, String> readGroup(
      List<TagReference> group, Map<TagReference, String> destinations) {
    Map<String, String> missing = new HashMap<>();
    group.forEach(tag -> missing.put(tag.floatingTag(), destinations.get(tag)));
    Map<String, String> found = new HashMap<>();
    PullSpec any = PullSpec.parse(destinations.get(group.getFirst()));
    String prefix = group.getFirst().namespace() + "_";
    List<Integer> brought = new ArrayList<>();
    try {
      boolean last = false;
      while (!last && !missing.isEmpty() && isWorthwhile(brought)) {
        TagPage page = registries.tagPage(any, prefix, brought.size() + 1, settings.token());
        int before = missing.size();
        page.digests()
            .forEach(
                (tag, digest) -> {
                  String destination = missing.remove(tag);
                  if (destination != null) {
                    found.put(destination, digest);
                  }
                });
        brought.add(before - missing.size());
        last = page.last();
      }
    } catch (RegistryException e) {
      log.warn(
          "cannot list the tags {}* at the target, so their digests are read one by one: {}",
          prefix,
          e.getMessage());
    }
    return found;
  }

  /** Judged by the last pages only, as the wanted tags may be anywhere in the list. */
  private static boolean isWorthwhile(List<Integer> brought) {
    if (brought.size() < TRIAL_PAGES) {
      return true;
    }
    int lately =
        brought.subList(brought.size() - TRIAL_PAGES, brought.size()).stream()
            .mapToInt(Integer::intValue)
            .sum();
    return lately >= TRIAL_PAGES * HEADS_A_PAGE_COSTS;
  }
}
