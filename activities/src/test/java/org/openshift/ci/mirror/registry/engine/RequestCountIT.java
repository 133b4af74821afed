package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.SeenRequest;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** How many requests reach the target. */
class RequestCountIT {

  private static final String TARGET = "openshift/ci";

  private final RegistryPair registries = new RegistryPair();
  private final ScriptedPair scripted = registries.scripted(TARGET);
  private final ScriptedServer target = scripted.target;
  private final RegistryAccess sourceAccess = registries.sourceAccess;
  private final RegistryAccess targetAccess = registries.targetAccess;
  private final RegistryEngine engine = scripted.engine;
  private final TestImages images = new TestImages(3);

  @AfterEach
  void stop() {
    scripted.close();
    registries.close();
  }

  @Test
  void anotherTagOfAnImageAsksForNoBlob() {
    TestImage image = images.docker(100_000, 50_000);
    sourceAccess.push("ns/app", "v1", image);
    targetAccess.push(TARGET, "old", image);
    CopyResult result = copy(image, "date", "floating");
    assertEquals(List.of(), target.seen("*", "/blobs/"));
    // The manifest by digest, then each tag written and read back.
    assertEquals(5, target.seen().size());
    assertEquals(0, result.blobsCopied());
    assertEquals(Optional.of(image.digest()), targetAccess.digest(TARGET, "floating"));
  }

  @Test
  void aTagWithTheRightDigestCostsOneHead() {
    TestImage image = images.docker(10);
    targetAccess.push(TARGET, "v1", image);
    engine.digest(new PullSpec(target.host(), TARGET, "v1", null));
    assertEquals(1, target.seen().size());
    assertEquals("HEAD", target.seen().getFirst().method());
  }

  @Test
  void sharedLayersAreAskedForAndUploadedOnceHoweverManyImagesWantThem() {
    List<TestBlob> base = List.of(images.layer(3_000_000), images.layer(500_000));
    List<TestImage> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      List<TestBlob> layers = new ArrayList<>(base);
      layers.add(images.layer(10_000 + i));
      TestImage image = images.docker(layers);
      sourceAccess.push("ns/app" + i, "v1", image);
      all.add(image);
    }
    List<CopyResult> copies =
        IntStream.range(0, all.size())
            .boxed()
            .gather(
                Gatherers.mapConcurrent(
                    all.size(),
                    i ->
                        scripted.copy(
                            "ns/app" + i, all.get(i), CopyListener.NONE, "date" + i, "tag" + i)))
            .toList();
    assertEquals(all.size(), copies.size());

    for (int i = 0; i < all.size(); i++) {
      assertEquals(Optional.empty(), targetAccess.differenceFrom(all.get(i), TARGET, "tag" + i));
    }
    int unique = 2 + 20 * 2;
    Map<String, Long> uploads =
        target.seen("PUT", "/blobs/uploads/").stream()
            .collect(Collectors.groupingBy(RequestCountIT::digestIn, Collectors.counting()));
    assertEquals(unique, uploads.size());
    assertTrue(uploads.values().stream().allMatch(count -> count == 1), uploads.toString());
    Map<String, Long> asked =
        target.seen("*", "/blobs/(sha256:|uploads/\\?mount=)").stream()
            .collect(Collectors.groupingBy(RequestCountIT::digestIn, Collectors.counting()));
    assertTrue(asked.values().stream().allMatch(count -> count == 1), asked.toString());
  }

  @Test
  void theSecondImageAsksForNothingItSharesWithTheFirst() {
    List<TestBlob> base = List.of(images.layer(5000));
    TestImage first = images.docker(base);
    TestImage second = images.docker(base);
    sourceAccess.push("ns/app", "v1", first);
    sourceAccess.push("ns/app", "v2", second);
    copy(first, "a", "b");
    target.clearSeen();
    copy(second, "c", "d");
    assertEquals(List.of(), target.seen("*", base.getFirst().digest()));
    assertEquals(1, target.seen("PUT", "/blobs/uploads/").size());
  }

  @Test
  void blobsThatTheTargetLostAreBroughtAgain() {
    TestImage image = images.docker(5000, 3000);
    sourceAccess.push("ns/app", "v1", image);
    copy(image, "a");
    target.clearSeen();
    // What the engine has cached about the target's blobs is outdated, and the manifest is gone.
    target.once("GET", "/manifests/sha256:", Answer.error(404, "MANIFEST_UNKNOWN", "gone"));
    target.once("PUT", "/manifests/b", Answer.error(400, "MANIFEST_BLOB_UNKNOWN", "blob unknown"));
    CopyResult result = copy(image, "b");
    assertEquals(image.digest(), result.digest());
    assertEquals(2, target.seen("PUT", "/manifests/b").size());
    assertEquals(3, target.seen("*", "/blobs/(sha256:|uploads/\\?mount=)").size());
  }

  @Test
  void connectionsAreKept() {
    TestImage image = images.docker(10, 20, 30);
    sourceAccess.push("ns/app", "v1", image);
    for (int i = 0; i < 50; i++) {
      engine.digest(new PullSpec(target.host(), TARGET, "none", null));
    }
    assertEquals(1, target.connectionsOpened());
    copy(image, "a", "b");
    assertTrue(target.connectionsOpened() <= 6, target.connectionsOpened() + " connections");
  }

  private CopyResult copy(TestImage image, String... tags) {
    return scripted.copy(image, tags);
  }

  private static String digestIn(SeenRequest request) {
    int at = request.target().indexOf("sha256:");
    return request.target().substring(at, at + 71);
  }
}
