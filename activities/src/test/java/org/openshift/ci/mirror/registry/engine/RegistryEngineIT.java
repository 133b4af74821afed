package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.CopyWarning;
import org.openshift.ci.mirror.registry.EngineSettings;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The engine between two real registries; its results are read back without it. */
class RegistryEngineIT {

  private static final String TARGET = "openshift/ci";

  private static LocalRegistry source;
  private static LocalRegistry target;
  private static RegistryAccess sourceAccess;
  private static RegistryAccess targetAccess;
  private static RegistryEngine engine;
  private final TestImages images = new TestImages(System.nanoTime());

  @BeforeAll
  static void start() {
    source = LocalRegistry.start();
    target = LocalRegistry.start();
    sourceAccess = RegistryAccess.to(source);
    targetAccess = RegistryAccess.to(target);
    engine =
        RegistryEngine.create(
            EngineSettings.defaults()
                .withInsecureRegistry(source.host())
                .withInsecureRegistry(target.host()));
  }

  @AfterAll
  static void stop() {
    engine.close();
    sourceAccess.close();
    targetAccess.close();
    source.close();
    target.close();
  }

  @Test
  void copiesEveryFormatByteForByteToBothTags() {
    List<TestImage> formats =
        List.of(
            images.docker(300_000, 2_000, 5),
            images.dockerList(70_000),
            images.oci(100_000, 1),
            images.ociIndex(70_000));
    for (TestImage image : formats) {
      sourceAccess.push("ns/app", "v1", image);
      String dateTag = "20261124_" + image.digest().replace(':', '_');
      CopyResult result =
          engine.copy(
              from("ns/app@" + image.digest()),
              image.digest(),
              List.of(to(dateTag), to("ns_app_v1")),
              CopyListener.NONE);
      assertEquals(image.digest(), result.digest());
      assertEquals(image.allBlobs().size(), result.blobsCopied(), image.mediaType());
      assertEquals(Optional.empty(), targetAccess.differenceFrom(image, TARGET, dateTag));
      assertEquals(Optional.empty(), targetAccess.differenceFrom(image, TARGET, "ns_app_v1"));
      assertEquals(Optional.of(image.digest()), engine.digest(to("ns_app_v1")));
    }
  }

  @Test
  void countsTheBlobsThatTheTargetHad() {
    TestBlob shared = images.layer(1000);
    sourceAccess.push("ns/first", "v1", images.docker(List.of(shared)));
    sourceAccess.push("ns/second", "v1", images.docker(List.of(shared, images.layer(1000))));
    assertEquals(
        0,
        engine.copy(from("ns/first:v1"), null, List.of(to("a")), CopyListener.NONE).blobsPresent());
    CopyResult second =
        engine.copy(from("ns/second:v1"), null, List.of(to("b")), CopyListener.NONE);
    assertEquals(1, second.blobsPresent());
    assertEquals(2, second.blobsCopied());
  }

  @Test
  void copiesByTagToo() {
    TestImage image = images.docker(1000);
    sourceAccess.push("ns/by-tag", "latest", image);
    CopyResult result =
        engine.copy(from("ns/by-tag:latest"), null, List.of(to("by_tag")), CopyListener.NONE);
    assertEquals(image.digest(), result.digest());
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, TARGET, "by_tag"));
  }

  @Test
  void copiesNothingWhenTheSourceHasAnotherDigest() {
    TestImage image = images.docker(1000);
    sourceAccess.push("ns/moved", "latest", image);
    String other = images.docker(1).digest();
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () ->
                engine.copy(
                    from("ns/moved:latest"), other, List.of(to("moved")), CopyListener.NONE));
    assertEquals(RegistryError.CONTENT_CORRUPT, e.type());
    assertEquals(Optional.empty(), targetAccess.digest(TARGET, "moved"));
  }

  @Test
  void reportsProgress() {
    TestImage image = images.docker(4_000_000, 3_000_000);
    sourceAccess.push("ns/progress", "v1", image);
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    engine.copy(
        from("ns/progress:v1"),
        null,
        List.of(to("progress")),
        (bytesDone, bytesTotal) -> {
          done.add(bytesDone);
          totals.add(bytesTotal);
        });
    assertEquals(0, done.getFirst());
    assertEquals(image.totalSize(), done.getLast());
    assertTrue(totals.stream().allMatch(total -> total == image.totalSize()));
  }

  @Test
  void anExceptionOfTheListenerCancelsTheCopy() {
    TestImage image = images.docker(1000);
    sourceAccess.push("ns/cancelled", "v1", image);
    IllegalStateException cancelled = new IllegalStateException("cancelled");
    assertEquals(
        cancelled,
        assertThrows(
            IllegalStateException.class,
            () ->
                engine.copy(
                    from("ns/cancelled:v1"),
                    null,
                    List.of(to("cancelled")),
                    (done, total) -> {
                      throw cancelled;
                    })));
    assertEquals(Optional.empty(), targetAccess.digest(TARGET, "cancelled"));
  }

  @Test
  void aMissingImageHasNoDigestAndCannotBeCopied() {
    sourceAccess.push("ns/some", "v1", images.docker(10));
    assertEquals(Optional.empty(), engine.digest(from("ns/some:none")));
    assertEquals(Optional.empty(), engine.digest(from("ns/none:v1")));
    RegistryException e =
        assertThrows(
            RegistryException.class,
            () ->
                engine.copy(from("ns/some:none"), null, List.of(to("missing")), CopyListener.NONE));
    assertEquals(RegistryError.SOURCE_MISSING, e.type());
    assertTrue(e.getMessage().contains(source.host() + "/ns/some:none"), e.getMessage());
  }

  @Test
  void warnsOfALabelThatMakesQuayDeleteTheTags() {
    TestImage image = images.dockerLabelled("quay.expires-after", "2w", 1000);
    sourceAccess.push("ns/expiring", "v1", image);
    CopyResult result =
        engine.copy(from("ns/expiring:v1"), null, List.of(to("expiring")), CopyListener.NONE);
    assertExpiryWarning(result);
    // Another tag of it: the label holds for that as well.
    assertExpiryWarning(
        engine.copy(
            from("ns/expiring@" + image.digest()),
            image.digest(),
            List.of(to("expiring2")),
            CopyListener.NONE));
    sourceAccess.push("ns/expiring", "v2", images.dockerLabelled("other", "2w", 1000));
    assertEquals(
        List.of(),
        engine
            .copy(from("ns/expiring:v2"), null, List.of(to("expiring")), CopyListener.NONE)
            .warnings());
  }

  @Test
  void warnsOfTheLabelOfAnImageWhoseConfigNeedNotBeSent() {
    TestImage image = images.dockerLabelled("quay.expires-after", "2w", 1000);
    targetAccess.push("elsewhere/expiring", "v1", image);
    CopyResult result =
        engine.copy(
            PullSpec.parse(target.host() + "/elsewhere/expiring:v1"),
            null,
            List.of(to("mounted-expiring")),
            CopyListener.NONE);
    assertEquals(2, result.blobsMounted());
    assertExpiryWarning(result);
  }

  private static void assertExpiryWarning(CopyResult result) {
    assertEquals(
        List.of(CopyWarning.Kind.TAG_EXPIRES),
        result.warnings().stream().map(CopyWarning::kind).toList());
    assertTrue(result.warnings().getFirst().message().contains("quay.expires-after=2w"));
  }

  @Test
  void tellsAnObserverOfEveryRequest() {
    Queue<String> heard = new ConcurrentLinkedQueue<>();
    try (RegistryEngine own =
        RegistryEngine.create(
            EngineSettings.defaults().withInsecureRegistry(source.host()),
            (host, request, status, took) -> heard.add(host + " " + request + " " + status))) {
      own.digest(from("ns/none:v1"));
    }
    assertEquals(List.of(source.host() + " manifest_check 404"), List.copyOf(heard));
  }

  @Test
  void mountsBlobsWhereSourceAndTargetShareARegistry() {
    TestImage image = images.docker(500_000, 7);
    targetAccess.push("elsewhere/app", "v1", image);
    CopyResult result =
        engine.copy(
            PullSpec.parse(target.host() + "/elsewhere/app:v1"),
            null,
            List.of(to("mounted")),
            CopyListener.NONE);
    assertEquals(3, result.blobsMounted());
    assertEquals(0, result.blobsCopied());
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, TARGET, "mounted"));
  }

  @Test
  void readsTheCreationTimeOfImagesAndLists() {
    Instant created = Instant.parse("2025-03-04T05:06:07.123456789Z");
    sourceAccess.push("ns/created", "image", images.dockerCreated(created, 10));
    sourceAccess.push("ns/created", "index", images.ociIndex(10));
    assertEquals(Optional.of(created), engine.created(from("ns/created:image")));
    assertEquals(
        Optional.of(Instant.parse("2026-11-01T10:00:00Z")),
        engine.created(from("ns/created:index")));
    assertEquals(Optional.empty(), engine.created(from("ns/created:none")));
  }

  @Test
  void anUnreachableRegistryIsATemporaryFailureThatNamesIt() {
    try (LocalRegistry gone = LocalRegistry.start();
        RegistryEngine own =
            RegistryEngine.create(EngineSettings.defaults().withInsecureRegistry(gone.host()))) {
      gone.stop();
      RegistryException e =
          assertThrows(
              RegistryException.class, () -> own.digest(PullSpec.parse(gone.host() + "/a/b:c")));
      assertEquals(RegistryError.REGISTRY_UNREACHABLE, e.type());
      assertTrue(e.getMessage().contains(gone.host()), e.getMessage());
    }
  }

  private static PullSpec from(String image) {
    return PullSpec.parse(source.host() + "/" + image);
  }

  private static PullSpec to(String tag) {
    return new PullSpec(target.host(), TARGET, tag, null);
  }
}
