package org.openshift.ci.mirror.activity.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.activity.FakeRegistries;
import org.openshift.ci.mirror.model.RetentionSummary;

/** What holds for every target, with and without changes while it is swept. */
class RetentionPropertyTest {

  private static final int TARGETS = 3_000;
  private static final LocalDate TODAY = LocalDate.ofInstant(RetentionRun.NOW, ZoneOffset.UTC);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");

  /** A target by chance, and a sweep over it. */
  private static final class Case {
    private final Random dice;
    private final FakeTarget target = new FakeTarget();
    private final RetentionRun run = new RetentionRun(target);
    private int pushes;

    Case(long seed) {
      dice = new Random(seed);
      target.pageSize = 1 + dice.nextInt(4);
      run.tagApi = dice.nextBoolean();
      run.days = 1 + dice.nextInt(40);
      for (int i = dice.nextInt(16); i > 0; i--) {
        putByChance();
      }
      if (dice.nextInt(4) == 0) {
        run.configured.add(digest());
      }
    }

    private String digest() {
      return FakeRegistries.digest("abcd".charAt(dice.nextInt(4)));
    }

    /** Often around the day that decides. */
    private LocalDate day() {
      return switch (dice.nextInt(4)) {
        case 0 -> TODAY.minusDays(dice.nextInt(400));
        case 1 -> TODAY.plusDays(dice.nextInt(5));
        default -> TODAY.minusDays(run.days + dice.nextInt(5) - 2);
      };
    }

    private void putByChance() {
      String digest = digest();
      switch (dice.nextInt(8)) {
        case 0, 1 -> target.put("ns_app_" + dice.nextInt(4), digest);
        case 2 -> target.put(dateTag(day(), digest()), digest);
        default -> target.put(dateTag(day(), digest), digest);
      }
    }

    /** As mirror tasks do: the date tag of the day, then the floating tag. */
    private void push() {
      String digest = digest();
      target.put(dateTag(TODAY, digest), digest);
      target.put("ns_app_" + pushes++ % 4, digest);
    }

    private void deleteByChance() {
      var tags = new ArrayList<>(target.tags().keySet());
      if (!tags.isEmpty()) {
        target.delete(tags.get(dice.nextInt(tags.size())));
      }
    }
  }

  private static String dateTag(LocalDate day, String digest) {
    return DAY.format(day) + "_" + digest.replace(':', '_');
  }

  private static boolean isDateTag(String tag) {
    return tag.matches("[0-9]{8}_sha256_[0-9a-f]{64}");
  }

  /** A date tag that says what it is. */
  private static boolean isTrue(String tag, String digest) {
    return isDateTag(tag) && tag.endsWith(digest.replace(':', '_'));
  }

  private static boolean isOld(String tag, int days) {
    return LocalDate.parse(tag.substring(0, 8), DAY).plusDays(days).isBefore(TODAY);
  }

  private static Set<String> used(Map<String, String> tags) {
    Set<String> used = new TreeSet<>();
    tags.forEach(
        (tag, digest) -> {
          if (!isDateTag(tag)) {
            used.add(digest);
          }
        });
    return used;
  }

  private static Optional<String> newest(Map<String, String> tags, String digest) {
    return tags.entrySet().stream()
        .filter(entry -> entry.getValue().equals(digest) && isTrue(entry.getKey(), digest))
        .map(Map.Entry::getKey)
        .max(String::compareTo);
  }

  @Test
  void exactlyTheOldTagsThatNobodyNeedsAreRemoved() {
    for (long seed = 0; seed < TARGETS; seed++) {
      Case one = new Case(seed);
      Map<String, String> before = one.target.tags();
      RetentionSummary summary = one.run.sweep();
      Map<String, String> expected = new TreeMap<>(before);
      Set<String> used = used(before);
      before.forEach(
          (tag, digest) -> {
            boolean newestOfUsed =
                used.contains(digest) && newest(before, digest).equals(Optional.of(tag));
            if (isTrue(tag, digest)
                && isOld(tag, one.run.days)
                && !newestOfUsed
                && !one.run.configured.contains(digest)) {
              expected.remove(tag);
            }
          });
      boolean strangersKeepMore = !expected.equals(one.target.tags());
      if (strangersKeepMore) {
        assertTrue(hasStrangers(before), "seed " + seed + ": " + before + " → " + summary);
        assertTrue(one.target.tags().entrySet().containsAll(expected.entrySet()), "seed " + seed);
      }
      assertAddsUp(summary, before, "seed " + seed);
      assertEquals(one.target.removed.size(), summary.removed(), "seed " + seed);
    }
  }

  /** Somebody's tag with the name of a date tag may keep more than needed, and never less. */
  private static boolean hasStrangers(Map<String, String> tags) {
    return tags.entrySet().stream()
        .anyMatch(entry -> isDateTag(entry.getKey()) && !isTrue(entry.getKey(), entry.getValue()));
  }

  private static void assertAddsUp(
      RetentionSummary summary, Map<String, String> before, String seed) {
    assertEquals(
        before.keySet().stream().filter(RetentionPropertyTest::isDateTag).count(),
        summary.lookedAt(),
        seed);
    int kept = summary.kept().values().stream().mapToInt(Integer::intValue).sum();
    assertEquals(summary.lookedAt(), kept + summary.removed() + summary.wouldRemove(), seed);
  }

  @Test
  void aDryRunSaysWhatARealRunDoes() {
    for (long seed = 0; seed < TARGETS / 3; seed++) {
      Case planned = new Case(seed);
      planned.run.remove = false;
      if (hasStrangers(planned.target.tags())) {
        continue;
      }
      Map<String, String> before = planned.target.tags();
      RetentionSummary plan = planned.run.sweep();
      assertEquals(before, planned.target.tags(), "seed " + seed);
      RetentionSummary done = new Case(seed).run.sweep();
      assertEquals(plan.wouldRemove(), done.removed(), "seed " + seed);
      assertEquals(plan.kept(), done.kept(), "seed " + seed);
    }
  }

  /**
   * While mirror tasks push and others delete, no removal takes the last protection of an image
   * that a tag needs.
   */
  @Test
  void noRemovalTakesTheLastProtection() {
    int removals = 0;
    for (long seed = 0; seed < TARGETS; seed++) {
      Case one = new Case(seed);
      one.target.beforePage = () -> change(one);
      String name = "seed " + seed;
      one.target.beforeRemoval =
          () -> {
            if (one.dice.nextInt(3) == 0) {
              one.push();
            }
          };
      one.target.afterRemoval = tag -> assertProtected(one, tag, name);
      try {
        one.run.sweep();
      } catch (TagLists.IncompleteException e) {
        assertEquals(0, one.target.removed.size(), name);
      }
      removals += one.target.removed.size();
    }
    assertTrue(removals > TARGETS / 3, "only " + removals);
  }

  /** The target removes an image with any of its tags: what was to stay is there, or was missed. */
  @Test
  void noTagThatStaysIsLostUnnoticed() {
    int losses = 0;
    for (long seed = 0; seed < TARGETS; seed++) {
      Case one = new Case(seed);
      one.target.removesImages = true;
      Map<String, String> before = one.target.tags();
      if (hasStrangers(before)) {
        continue;
      }
      try {
        one.run.sweep();
      } catch (DateTagRemover.ImageLostException e) {
        losses++;
        continue;
      }
      Map<String, String> expected = new TreeMap<>(before);
      expected.keySet().removeIf(tag -> isDateTag(tag) && isOld(tag, one.run.days));
      used(before)
          .forEach(digest -> newest(before, digest).ifPresent(t -> expected.put(t, digest)));
      assertTrue(
          one.target.tags().entrySet().containsAll(expected.entrySet()),
          "seed " + seed + ": " + before + " → " + one.target.tags());
    }
    assertTrue(losses > TARGETS / 30, "only " + losses);
  }

  private static void change(Case one) {
    switch (one.dice.nextInt(6)) {
      case 0 -> one.push();
      case 1, 2 -> one.deleteByChance();
      default -> {
        // A page without a change before it.
      }
    }
  }

  private static void assertProtected(Case one, String removed, String name) {
    String digest = "sha256:" + removed.substring(removed.length() - 64);
    Map<String, String> now = one.target.tags();
    assertTrue(isDateTag(removed) && isOld(removed, one.run.days), name + " removed " + removed);
    assertFalse(
        used(now).contains(digest) && newest(now, digest).isEmpty(),
        name + " removed " + removed + " of " + now);
  }
}
