package org.openshift.ci.mirror.registry.internal.copy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.engine.RegistryPair;
import org.openshift.ci.mirror.registry.engine.ScriptedPair;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.SeenRequest;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** Two copies of one image at once: their tags are written one after the other. */
class DigestLockIT {

  private static final String TARGET = "openshift/ci";
  private static final String DATED = "20261124_sha256_1";

  private final RegistryPair registries = new RegistryPair();
  private final ScriptedPair scripted = registries.scripted(TARGET);
  private final TestImage image = new TestImages(33).docker(List.of());
  private final CountDownLatch go = new CountDownLatch(1);
  private final FutureTask<CopyResult> first = copy("ns/first", "first");
  private final FutureTask<CopyResult> second = copy("ns/second", "second");
  private Thread waiting;

  /**
   * Holds the first copy in the PUT of its first tag, and waits until the second has got as far.
   */
  @BeforeEach
  void holdTheFirst() {
    registries.sourceAccess.push("ns/first", "v1", image);
    registries.sourceAccess.push("ns/second", "v1", image);
    scripted.target.onceAfter(go, "PUT", "/manifests/", new Answer.Forward());
    Thread.ofPlatform().start(first);
    await("the first puts its manifest", () -> puts().size() == 1);
    waiting = Thread.ofPlatform().start(second);
    await("the second waits, or puts too", () -> waitsForItsTurn() || puts().size() > 1);
  }

  @AfterEach
  void stop() {
    go.countDown();
    scripted.close();
    registries.close();
  }

  @Test
  void theSecondWaitsForTheFirst() throws Exception {
    assertEquals(1, puts().size());
    go.countDown();

    assertEquals(image.digest(), first.get(20, TimeUnit.SECONDS).digest());
    assertEquals(image.digest(), second.get(20, TimeUnit.SECONDS).digest());
    for (String tag : List.of(DATED, "first", "second")) {
      assertEquals(
          Optional.empty(), registries.targetAccess.differenceFrom(image, TARGET, tag), tag);
    }
  }

  @Test
  void aWaitingCopyCanBeCancelledAndBlocksNoOther() throws Exception {
    waiting.interrupt();

    ExecutionException e =
        assertThrows(ExecutionException.class, () -> second.get(20, TimeUnit.SECONDS));
    assertInstanceOf(CancellationException.class, e.getCause());
    go.countDown();
    assertEquals(image.digest(), first.get(20, TimeUnit.SECONDS).digest());
    assertEquals(
        image.digest(), scripted.copy("ns/second", image, CopyListener.NONE, "x").digest());
  }

  private FutureTask<CopyResult> copy(String repository, String floating) {
    return new FutureTask<>(
        () -> scripted.copy(repository, image, CopyListener.NONE, DATED, floating));
  }

  private boolean waitsForItsTurn() {
    return waiting.getState() == Thread.State.WAITING
        && Arrays.stream(waiting.getStackTrace())
            .anyMatch(frame -> frame.getClassName().equals(DigestLock.class.getName()));
  }

  private List<SeenRequest> puts() {
    return scripted.target.seen("PUT", "/manifests/");
  }

  private void await(String what, Supplier<Boolean> condition) {
    Await.until(what, Duration.ofSeconds(20), condition, this::puts);
  }
}
