package org.openshift.ci.mirror.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openshift.ci.mirror.cluster.ClusterSamples.imageStream;
import static org.openshift.ci.mirror.cluster.Samples.NOW;
import static org.openshift.ci.mirror.cluster.Samples.inShort;
import static org.openshift.ci.mirror.cluster.Samples.watching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/** All tags at a moment, of a cluster and of files. */
class TagInventoryTest {

  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Predicate<TagReference> OCP = watching("ocp")::watches;

  @Test
  void listsTheWantedTagsOfAllPagesInOrder() {
    try (ScriptedCluster cluster = new ScriptedCluster();
        TagInventory inventory = new ClusterTagInventory(cluster.client(), CLOCK)) {
      cluster
          .page(null, "more", "7", imageStream("ocp/b", "3", "y=a", "x=ba"))
          .page("more", null, "7", imageStream("ci/z", "4", "t=a"), imageStream("ocp/a", "5", "w"));

      List<TagChange> tags = inventory.list(OCP);
      assertEquals(List.of("!ocp/a:w SourceTagEmpty", "ocp/b:x=b", "ocp/b:y=a"), inShort(tags));
      assertTrue(tags.stream().allMatch(tag -> tag.observedAt().equals(NOW)));
    }
  }

  @Test
  void tellsOfConflictsAsTheWatchDoes() {
    try (ScriptedCluster cluster = new ScriptedCluster();
        TagInventory inventory = new ClusterTagInventory(cluster.client(), CLOCK)) {
      cluster.list("7", imageStream("ocp/a_b", "3", "c=a"), imageStream("ocp/a", "3", "b_c=b"));
      assertEquals(
          List.of("!ocp/a:b_c DestinationConflict", "!ocp/a_b:c DestinationConflict"),
          inShort(inventory.list(OCP)));
    }
  }

  @Test
  void aListThatTookTooLongBeginsAgain() {
    try (ScriptedCluster cluster = new ScriptedCluster();
        TagInventory inventory = new ClusterTagInventory(cluster.client(), CLOCK)) {
      cluster
          .page(null, "more", "7", imageStream("ocp/old", "3", "x=a"))
          .pageFails("more", 410)
          .list("9", imageStream("ocp/a", "3", "x=b"));
      assertEquals(List.of("ocp/a:x=b"), inShort(inventory.list(OCP)));
    }
  }

  @Test
  void looksUpStreamsOnceAndTellsWhatIsGone() throws InterruptedException {
    try (ScriptedCluster cluster = new ScriptedCluster();
        TagInventory inventory = new ClusterTagInventory(cluster.client(), CLOCK)) {
      cluster.stream(imageStream("ocp/a", "3", "x=a", "y=b"));
      assertEquals(
          List.of("ocp/a:y=b", "-ocp/gone:x", "ocp/a:x=a", "-ocp/a:z"),
          inShort(inventory.look(tags("ocp/a:y", "ocp/gone:x", "ocp/a:x", "ocp/a:z"))));
      assertEquals(2, cluster.requests().size());
    }
  }

  @Test
  void saysWhatToDoWhereWaitingDoesNotHelp() {
    try (ScriptedCluster cluster = new ScriptedCluster();
        TagInventory inventory = new ClusterTagInventory(cluster.client(), CLOCK)) {
      cluster.pageFails(null, 403).streamFails("ocp/a", 500);
      assertTrue(
          assertThrows(TagInventoryException.class, () -> inventory.list(OCP))
              .getMessage()
              .contains("permission is missing"));
      assertTrue(
          assertThrows(TagInventoryException.class, () -> inventory.look(tags("ocp/a:x")))
              .getMessage()
              .contains("scripted failure 500"));
    }
  }

  @Test
  void readsFilesAsTheWatchOfThemDoes(@TempDir Path folder) throws IOException {
    write(folder.resolve("1.yaml"), "ocp", "a", "x", 'a');
    write(folder.resolve("2.yaml"), "ocp", "a", "ignored", 'b');
    write(folder.resolve("3.yaml"), "ci", "z", "x", 'c');
    Files.writeString(folder.resolve("broken.yaml"), "kind: [");
    try (TagInventory inventory = new FileTagInventory(folder, CLOCK)) {
      assertEquals(List.of("ocp/a:x=a"), inShort(inventory.list(OCP)));
      write(folder.resolve("1.yaml"), "ocp", "a", "x", 'd');
      assertEquals(
          List.of("-ocp/b:x", "ocp/a:x=d"), inShort(inventory.look(tags("ocp/b:x", "ocp/a:x"))));
    }
  }

  @Test
  void aFolderThatIsMissingIsNotTakenForEmpty(@TempDir Path folder) {
    try (TagInventory inventory = new FileTagInventory(folder.resolve("unmounted"), CLOCK)) {
      assertThrows(TagInventoryException.class, () -> inventory.list(OCP));
    }
  }

  private static List<TagReference> tags(String... tags) {
    return List.of(tags).stream().map(TagReference::parse).toList();
  }

  private static void write(Path file, String namespace, String name, String tag, char digit)
      throws IOException {
    Files.writeString(
        file,
        """
        apiVersion: image.openshift.io/v1
        kind: ImageStream
        metadata: {namespace: "%s", name: "%s"}
        status:
          tags:
          - tag: "%s"
            items:
            - image: %s
        """
            .formatted(namespace, name, tag, Samples.digest(digit)));
  }
}
