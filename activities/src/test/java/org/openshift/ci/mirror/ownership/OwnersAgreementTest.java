package org.openshift.ci.mirror.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * Lists and single claims agree for random configurations, rules and image streams. Many of the
 * tags share a floating tag.
 */
class OwnersAgreementTest {

  private static final int WORLDS = 500;

  private static final List<TagReference> TAGS = tags();

  private static List<TagReference> tags() {
    List<TagReference> tags = new ArrayList<>();
    for (String namespace : List.of("m", "n")) {
      for (String name : List.of("a", "a_b", "a_b_c", "b")) {
        for (String tag : List.of("x", "b_x", "b_c_x", "c_x")) {
          tags.add(new TagReference(namespace, name, tag));
        }
      }
    }
    return tags;
  }

  @Test
  void listsAndSingleClaimsAgree() {
    Map<SweepKind, Integer> owned = new EnumMap<>(SweepKind.class);
    Map<MirrorErrorType, Integer> problems = new EnumMap<>(MirrorErrorType.class);
    int ignoredListed = 0;
    for (int seed = 0; seed < WORLDS; seed++) {
      String world = "seed " + seed;
      Random random = new Random(seed);
      MirroringConfig config = config(random);
      WatchRules rules = rules(random);
      MemoryInventory inventory = inventory(random);
      DestinationOwners owners =
          new DestinationOwners(() -> config, () -> rules, inventory, Worlds.ENDPOINTS);

      Set<Claim> listed = new HashSet<>();
      for (SweepKind kind : SweepKind.values()) {
        List<Claim> list = owners.list(kind);
        assertEquals(list.size(), new HashSet<>(list).size(), world + ": twice in " + kind);
        for (Claim claim : list) {
          Destination destination = Destination.of(kind.owner(), claim.tag());
          assertEquals(claim, owners.claimOf(destination), world + ", " + kind);
          if (claim.owned()) {
            assertEquals(kind.owner(), claim.owner(), world);
            owned.merge(kind, 1, Integer::sum);
          } else {
            assertEquals(MirrorErrorType.IGNORED, claim.problem().type(), world);
            ignoredListed++;
          }
        }
        listed.addAll(list);
      }

      for (TagReference tag : TAGS) {
        for (Destination destination :
            List.of(Destination.mirror(tag), Destination.backfill(tag))) {
          Claim claim = owners.claimOf(destination);
          if (claim.problem() != null) {
            problems.merge(claim.problem().type(), 1, Integer::sum);
            assertEquals(1, claim.problem().message().lines().count(), world);
          }
          if (claim.owned()) {
            assertTrue(listed.contains(claim), world + ": in no list: " + claim);
          }
        }
        assertOneOwner(world, owners, tag);
      }
    }
    assertEquals(Set.of(SweepKind.values()), owned.keySet(), owned::toString);
    assertEquals(
        Set.of(
            MirrorErrorType.DESTINATION_CONFLICT,
            MirrorErrorType.IGNORED,
            MirrorErrorType.NOT_WATCHED,
            MirrorErrorType.SOURCE_GONE,
            MirrorErrorType.SOURCE_TAG_EMPTY),
        problems.keySet());
    assertTrue(ignoredListed > 0);
  }

  /** All tags that share a floating tag get the same answer: an image, a conflict, or no owner. */
  private static void assertOneOwner(String world, DestinationOwners owners, TagReference tag) {
    Claim claim = owners.claimOf(Destination.mirror(tag));
    for (TagReference name : TagConflicts.candidates(tag)) {
      Claim other = owners.claimOf(Destination.mirror(name));
      assertEquals(claim.owned(), other.owned(), world + ": " + tag + " and " + name);
      if (claim.owned()) {
        assertEquals(claim.problem(), other.problem(), world);
        assertEquals(claim.destination(), other.destination(), world);
        assertEquals(claim.digest(), other.digest(), world);
      }
    }
  }

  private static MemoryInventory inventory(Random random) {
    MemoryInventory inventory = new MemoryInventory();
    for (TagReference tag : TAGS) {
      switch (random.nextInt(4)) {
        case 0 -> inventory.putEmpty(tag.toString());
        case 1, 2 -> inventory.put(tag.toString(), (char) ('0' + random.nextInt(10)));
        default -> {
          // It does not exist.
        }
      }
    }
    return inventory;
  }

  private static WatchRules rules(Random random) {
    return WatchRules.builder()
        .ignoreTags(some(random, 3, TAGS.stream()))
        .additionalTags(some(random, 3, TAGS.stream()))
        .additionalNamespaces(some(random, 2, Stream.of("n", "unused")))
        .additionalStreams(some(random, 2, TAGS.stream().map(TagReference::stream)))
        .build()
        .withTestInputs(
            new Worlds.Inputs(
                some(random, 2, TAGS.stream()).stream()
                    .map(TagReference::parse)
                    .collect(Collectors.toSet()),
                some(random, 1, TAGS.stream().map(TagReference::stream)).stream()
                    .map(StreamReference::parse)
                    .collect(Collectors.toSet())));
  }

  private static MirroringConfig config(Random random) {
    if (random.nextInt(10) == 0) {
      return MirroringConfig.empty();
    }
    Optional<MirroringConfig> config;
    do {
      config = read(yaml(random));
    } while (config.isEmpty());
    return config.get();
  }

  /** Empty when two entries have the same target. */
  private static Optional<MirroringConfig> read(String yaml) {
    try {
      return Optional.of(Worlds.read(yaml));
    } catch (MirroringConfigException e) {
      return Optional.empty();
    }
  }

  private static String yaml(Random random) {
    StringBuilder yaml = new StringBuilder("supplementalCIImages:\n");
    List<String> sources = List.of("one", "two", "three");
    for (String target : some(random, 3, TAGS.stream())) {
      yaml.append("  %s: {image: \"quay.io/e/%s:v\"}\n".formatted(target, pick(random, sources)));
    }
    yaml.append("qciToAppCIImages:\n");
    for (String target : some(random, 3, TAGS.stream())) {
      yaml.append("  %s: {}\n".formatted(target));
    }
    yaml.append("artImages:\n");
    for (String name : some(random, 2, Stream.of("^a$", "b", "_c", "^b"))) {
      yaml.append(
          "- {namespace: %s, name: \"%s\"".formatted(pick(random, List.of("m", "n")), name));
      yaml.append(random.nextBoolean() ? ", tag: \"c_x$\"}\n" : "}\n");
    }
    yaml.append("ignoredSources:\n");
    for (String source : some(random, 2, sources.stream())) {
      yaml.append("- {image: \"quay.io/e/%s:v\", reason: bad}\n".formatted(source));
    }
    for (String tag : some(random, 3, TAGS.stream())) {
      TagReference parts = TagReference.parse(tag);
      yaml.append(
          random.nextBoolean()
              ? "- {namespace: %s, name: %s, tag: %s, reason: bad}\n"
                  .formatted(parts.namespace(), parts.name(), parts.tag())
              : "- {image: \"quay.io/openshift/ci:%s\", reason: bad}\n"
                  .formatted(parts.floatingTag()));
    }
    return yaml.toString();
  }

  private static List<String> some(Random random, int most, Stream<?> all) {
    String[] texts = all.map(Object::toString).distinct().toArray(String[]::new);
    Set<String> some = new HashSet<>();
    for (int count = random.nextInt(most + 1); count > 0; count--) {
      some.add(pick(random, Arrays.asList(texts)));
    }
    return some.stream().sorted().toList();
  }

  private static String pick(Random random, List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
