package org.openshift.ci.mirror.release.index;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.model.TagReference;

class BuildRootsTest {

  private static final RepositoryBranch A = new RepositoryBranch("org", "a", "main");
  private static final RepositoryBranch B = new RepositoryBranch("org", "b", "main");
  private static final TagReference GO = TagReference.parse("openshift/release:go");
  private static final TagReference NEWER = TagReference.parse("openshift/release:newer");

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Deque<BuildRootAnswer> answers = new ArrayDeque<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final BuildRoots roots = new BuildRoots(this::ask, () -> now);

  private synchronized BuildRootAnswer ask(RepositoryBranch branch, String version) {
    asked.add(branch + " " + version);
    return answers.removeFirst();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void readsARootAgainAfterAnHour() {
    roots.want(Set.of(A));
    answers.add(new BuildRootAnswer.Named(GO, "v1"));
    assertTrue(roots.askDue());
    assertEquals(Map.of(A, GO), roots.roots());
    pass(Duration.ofMinutes(59));
    assertFalse(roots.isDue());
    pass(Duration.ofMinutes(31));
    answers.add(new BuildRootAnswer.Unchanged());
    assertFalse(roots.askDue());
    pass(Duration.ofMinutes(91));
    answers.add(new BuildRootAnswer.Named(NEWER, null));
    assertTrue(roots.askDue());
    assertEquals(Map.of(A, NEWER), roots.roots());
    assertEquals(List.of("org/a@main null", "org/a@main v1", "org/a@main v1"), asked);
    assertEquals(Map.of(), roots.problems());
  }

  @Test
  void theLastRootStaysInForceWhenNoneIsNamedAnyMore() {
    roots.want(Set.of(A));
    answers.add(new BuildRootAnswer.Named(GO, null));
    roots.askDue();
    pass(Duration.ofHours(2));
    answers.add(new BuildRootAnswer.Nothing("gone"));
    assertFalse(roots.askDue());
    assertEquals(Map.of(A, GO), roots.roots());
    assertEquals(
        Map.of("build root of org/a@main", "gone; openshift/release:go stays in force"),
        roots.problems());
    pass(Duration.ofMinutes(10));
    answers.add(new BuildRootAnswer.Named(GO, null));
    roots.askDue();
    assertEquals(Map.of(), roots.problems());
  }

  @Test
  void retriesForARepositoryThatNamesNoRootBecomeRarer() {
    roots.want(Set.of(A));
    for (int minutes : List.of(10, 20, 40, 80, 160, 320, 360, 360)) {
      answers.add(new BuildRootAnswer.Nothing("no such file"));
      roots.askDue();
      pass(Duration.ofMinutes(minutes).minusSeconds(1));
      assertFalse(roots.isDue(), minutes + " minutes");
      pass(Duration.ofSeconds(1));
      assertTrue(roots.isDue(), minutes + " minutes");
    }
  }

  @Test
  void noRepositoryIsReadWhileGitHubIsUnavailable() {
    Set<RepositoryBranch> many = new HashSet<>();
    for (int number = 0; number < 50; number++) {
      many.add(new RepositoryBranch("org", "r" + number, "main"));
    }
    roots.want(many);
    for (int number = 0; number < 50; number++) {
      answers.add(new BuildRootAnswer.Unavailable("429", Duration.ofMinutes(5)));
    }
    roots.askDue();
    // Requests under way when the first answer came.
    assertTrue(!asked.isEmpty() && asked.size() <= 4, asked::toString);
    assertFalse(roots.isDue());
    assertEquals(
        Map.of("build roots named by repositories", "429; 50 were not read yet"), roots.problems());
    pass(Duration.ofMinutes(5));
    assertTrue(roots.isDue());
    answers.clear();
    for (int number = 0; number < 50; number++) {
      answers.add(new BuildRootAnswer.Named(GO, null));
    }
    assertTrue(roots.askDue());
    assertEquals(50, roots.roots().size());
    assertEquals(Map.of(), roots.problems());
  }

  @Test
  void pausesGrowWhenGitHubAsksForNone() {
    roots.want(Set.of(A));
    for (int seconds : List.of(30, 60, 120, 240, 480, 900, 900)) {
      answers.add(new BuildRootAnswer.Unavailable("no connection", null));
      roots.askDue();
      pass(Duration.ofSeconds(seconds).minusMillis(1));
      assertFalse(roots.isDue(), seconds + " seconds");
      pass(Duration.ofMillis(1));
      assertTrue(roots.isDue(), seconds + " seconds");
    }
  }

  @Test
  void aRootThatIsNotWantedAnyMoreIsForgotten() {
    roots.want(Set.of(A, B));
    answers.add(new BuildRootAnswer.Named(GO, null));
    answers.add(new BuildRootAnswer.Named(GO, null));
    roots.askDue();
    roots.want(Set.of(B));
    assertEquals(Map.of(B, GO), roots.roots());
    assertFalse(roots.isDue());
  }
}
