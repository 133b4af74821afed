package org.openshift.ci.mirror.imagestreams.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.imagestreams.Samples.inShort;
import static org.openshift.ci.mirror.imagestreams.Samples.tags;
import static org.openshift.ci.mirror.imagestreams.Samples.watching;
import static org.openshift.ci.mirror.imagestreams.cluster.ClusterSamples.imageStream;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.model.TagReference;

class ClusterTagInventoryTest {

  private static final Predicate<TagReference> OCP = watching("ocp")::watches;

  private final ScriptedCluster cluster = new ScriptedCluster();
  private final TagInventory inventory = new ClusterTagInventory(cluster.client());

  @AfterEach
  void close() {
    inventory.close();
    cluster.close();
  }

  @Test
  void listsTheWantedTagsOfAllPagesInOrder() {
    cluster
        .page(null, "more", "7", imageStream("ocp/b", "3", "y=a", "x=ba"))
        .page("more", null, "7", imageStream("ci/z", "4", "t=a"), imageStream("ocp/a", "5", "w"));
    assertEquals(
        List.of("!ocp/a:w SourceTagEmpty", "ocp/b:x=b", "ocp/b:y=a"), inShort(inventory.list(OCP)));
  }

  @Test
  void aListThatTookTooLongBeginsAgain() {
    cluster
        .page(null, "more", "7", imageStream("ocp/old", "3", "x=a"))
        .pageFails("more", 410)
        .list("9", imageStream("ocp/a", "3", "x=b"));
    assertEquals(List.of("ocp/a:x=b"), inShort(inventory.list(OCP)));
  }

  @Test
  void readsEachStreamOnceAndKnowsWhatIsGone() throws InterruptedException {
    cluster.stream(imageStream("ocp/a", "3", "x=a"));
    assertEquals(List.of("ocp/a:x=a"), inShort(inventory.look(tags("ocp/a:x"))));
    cluster.stream(imageStream("ocp/a", "3", "x=a", "y=b"));
    assertEquals(
        List.of("ocp/a:y=b", "-ocp/gone:x", "ocp/a:x=a", "-ocp/a:z"),
        inShort(inventory.look(tags("ocp/a:y", "ocp/gone:x", "ocp/a:x", "ocp/a:z"))));
    assertEquals(3, cluster.requests().size());
  }

  /** It answers "not found" to every request, as when the wrong cluster was configured. */
  @Test
  void aClusterWithoutImageStreamsDoesNotMakeTagsRemoved() {
    assertTrue(failure(() -> inventory.look(tags("ocp/gone:x"))).contains("has no image streams"));
  }

  @Test
  void aSecondLookSeesWhatChangedSinceTheFirst() throws InterruptedException {
    cluster.stream(imageStream("ocp/a", "3", "x=a"));
    assertEquals(List.of("ocp/a:x=a"), inShort(inventory.look(tags("ocp/a:x"))));
    cluster.stream(imageStream("ocp/a", "4", "x=b"));
    assertEquals(List.of("ocp/a:x=b"), inShort(inventory.look(tags("ocp/a:x"))));
    assertEquals(2, cluster.requests().size());
  }

  /** A person may have typed them, and a request with them could have another meaning. */
  @Test
  void namesThatCannotExistCountAsRemovedWithoutARequest() throws InterruptedException {
    List<TagReference> odd =
        List.of(
            new TagReference("..", "a", "x"),
            new TagReference("ocp", "..", "x"),
            new TagReference("OCP", "a", "x"),
            new TagReference("ocp", "A", "x"),
            new TagReference("a_b", "c", "x"),
            new TagReference("ocp", "a?limit=1", "x"),
            new TagReference("ocp", "%2e%2e", "x"),
            new TagReference(" ", "a\n", "x"));
    assertTrue(inventory.look(odd).stream().allMatch(TagChange::removed));
    assertEquals(List.of(), cluster.requests());
  }

  @Test
  void saysWhatToDoWhenWaitingWillNotHelp() {
    cluster.pageFails(null, 403).streamFails("ocp/a", 500).streamFails("ocp/b", 403);
    assertTrue(failure(() -> inventory.list(OCP)).contains("permission is missing"));
    assertTrue(failure(() -> inventory.look(tags("ocp/a:x"))).contains("scripted failure 500"));
    assertTrue(failure(() -> inventory.look(tags("ocp/b:x"))).contains("permission is missing"));
  }

  @Test
  void aFailureOfOneStreamIsNotKept() {
    cluster.stream(imageStream("ocp/a", "3", "x=a")).streamFails("ocp/b", 500);
    assertTrue(
        failure(() -> inventory.look(tags("ocp/a:x", "ocp/b:x"))).contains("scripted failure 500"));
    cluster.stream(imageStream("ocp/a", "3", "x=a"));
    assertEquals(List.of("ocp/a:x=a"), inShort(inventory.look(tags("ocp/a:x"))));
    cluster.stream(imageStream("ocp/b", "3", "x=b"));
    assertEquals(List.of("ocp/b:x=b"), inShort(inventory.look(tags("ocp/b:x"))));
  }

  /**
   * As when the machine at the other end vanished: each dead connection fails one call, in time.
   */
  @Test
  void connectionsWhoseOtherEndVanishedAreGivenUp() throws IOException {
    try (Relay relay = Relay.to(cluster.port());
        TagInventory relayed = new ClusterTagInventory(cluster.client(relay.port()))) {
      cluster.stream(imageStream("ocp/a", "3", "x=a"));
      assertEquals(List.of("ocp/a:x=a"), inShort(relayed.look(tags("ocp/a:x"))));
      relay.freeze();
      failInTime(relayed);
      relay.thaw();
      cluster.stream(imageStream("ocp/b", "3", "x=b"));
      int dead = relay.connections();
      for (int failures = 0; !isReadable(relayed, "ocp/b:x"); failures++) {
        assertTrue(failures < dead, failures + " calls failed, of " + dead + " dead connections");
      }
    }
  }

  @Test
  void anOddImageStreamOrTagLeavesTheOthersAlone() {
    cluster.list(
        "7",
        imageStream("ocp/a\u001b[31m\nforged", "3", "x=a"),
        imageStream("ocp/b", "3", "x\u001b=a", "y=b"));
    assertEquals(List.of("ocp/b:y=b"), inShort(inventory.list(OCP)));
  }

  @Test
  void theTokenIsNotInAMessageThatRepeatsIt() {
    for (int code : List.of(500, 403)) {
      cluster.pageFails(code, "'%s'\u001b\nis refused".formatted(ScriptedCluster.TOKEN));
      TagInventoryException failure =
          assertThrows(TagInventoryException.class, () -> inventory.list(OCP));
      assertTrue(failure.getMessage().contains("'(credential)' is refused"), failure.getMessage());
      assertNull(failure.getCause(), "a cause would be stored with its message");
    }
  }

  private static void failInTime(TagInventory inventory) {
    long begin = System.nanoTime();
    failure(() -> inventory.look(tags("ocp/b:x")));
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    assertTrue(taken.compareTo(ImageStreamCluster.LONGEST_GET.plusSeconds(5)) < 0, "took " + taken);
  }

  private static boolean isReadable(TagInventory inventory, String tag) {
    try {
      return !inventory.look(tags(tag)).isEmpty();
    } catch (TagInventoryException e) {
      return false;
    }
  }

  private static String failure(Runnable call) {
    return assertThrows(TagInventoryException.class, call::run).getMessage();
  }
}
