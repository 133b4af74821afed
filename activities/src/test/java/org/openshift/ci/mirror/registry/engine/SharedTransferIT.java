package org.openshift.ci.mirror.registry.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.Await;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestBlob;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** A blob that several copies share: how the failure or cancellation of one affects the others. */
class SharedTransferIT {

  private static final String TARGET = "openshift/ci";

  private final RegistryPair registries = new RegistryPair();
  private final ScriptedPair scripted = registries.scripted(TARGET);
  private final ScriptedServer source = scripted.source;
  private final ScriptedServer target = scripted.target;
  private final RegistryAccess sourceAccess = registries.sourceAccess;
  private final RegistryAccess targetAccess = registries.targetAccess;
  private final TestImages images = new TestImages(21);
  private final TestBlob shared = images.layer(2_000_000);
  private final TestImage first = images.docker(List.of(shared));
  private final TestImage second = images.docker(List.of(shared));
  private final CountDownLatch go = new CountDownLatch(1);

  @BeforeEach
  void push() {
    sourceAccess.push("ns/first", "v1", first);
    sourceAccess.push("ns/second", "v1", second);
  }

  @AfterEach
  void stop() {
    go.countDown();
    scripted.close();
    registries.close();
  }

  @Test
  void aBlobMissingInOneSourceIsTakenFromTheOther() throws Exception {
    source.onceAfter(
        go, "GET", "/blobs/" + shared.digest(), Answer.error(404, "BLOB_UNKNOWN", "blob unknown"));
    CompletableFuture<CopyResult> one = copyLater("ns/first", first, CopyListener.NONE);
    await(
        "the blob is asked for", () -> !source.seen("GET", "/blobs/" + shared.digest()).isEmpty());
    CompletableFuture<CopyResult> other = copyLater("ns/second", second, CopyListener.NONE);
    awaitOnlyTheSharedBlobOfTheSecond();
    go.countDown();
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> one.get(20, TimeUnit.SECONDS));
    assertInstanceOf(RegistryException.class, e.getCause());
    assertEquals(second.digest(), other.get(20, TimeUnit.SECONDS).digest());
    assertEquals(Optional.empty(), targetAccess.differenceFrom(second, TARGET, "ns_second"));
  }

  @Test
  void aCancelledCopyLeavesTheBlobToTheOthersWhoWait() throws Exception {
    source.onceAfter(go, "GET", "/blobs/" + shared.digest(), new Answer.Forward());
    IllegalStateException cancelled = new IllegalStateException("cancelled");
    CountDownLatch mayCancel = new CountDownLatch(1);
    CompletableFuture<CopyResult> one =
        copyLater(
            "ns/first",
            first,
            (done, total) -> {
              if (mayCancel.getCount() == 0) {
                throw cancelled;
              }
            });
    await(
        "the blob is asked for", () -> source.seen("GET", "/blobs/" + shared.digest()).size() == 1);
    CompletableFuture<CopyResult> other = copyLater("ns/second", second, CopyListener.NONE);
    awaitOnlyTheSharedBlobOfTheSecond();
    mayCancel.countDown();
    ExecutionException e =
        assertThrows(ExecutionException.class, () -> one.get(20, TimeUnit.SECONDS));
    assertEquals(cancelled, e.getCause());
    go.countDown();
    assertEquals(second.digest(), other.get(20, TimeUnit.SECONDS).digest());
    assertEquals(1, source.seen("GET", "/blobs/" + shared.digest()).size());
    assertEquals(1, target.seen("POST", shared.digest()).size());
  }

  @Test
  void theLastToBeCancelledEndsTheTransfer() throws Exception {
    source.once("GET", "/blobs/" + shared.digest(), new Answer.ForwardAndStall(1000));
    CompletableFuture<RuntimeException> thrown = new CompletableFuture<>();
    Thread caller =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    copy("ns/first", first, CopyListener.NONE);
                    thrown.complete(null);
                  } catch (RuntimeException e) {
                    thrown.complete(e);
                  }
                });
    await(
        "the blob is asked for", () -> !source.seen("GET", "/blobs/" + shared.digest()).isEmpty());
    caller.interrupt();
    assertInstanceOf(CancellationException.class, thrown.get(20, TimeUnit.SECONDS));
    // The cancelled transfer does not block a new one.
    assertEquals(first.digest(), copy("ns/first", first, CopyListener.NONE).digest());
  }

  /** Its config is at the target, so it can only be waiting for the shared blob. */
  private void awaitOnlyTheSharedBlobOfTheSecond() {
    String config = second.blobs().getFirst().digest();
    await("its config is at the target", () -> targetAccess.blobDigest(TARGET, config).isPresent());
  }

  private CompletableFuture<CopyResult> copyLater(
      String repository, TestImage image, CopyListener listener) {
    CompletableFuture<CopyResult> result = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            result.complete(copy(repository, image, listener));
          } catch (RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private CopyResult copy(String repository, TestImage image, CopyListener listener) {
    return scripted.copy(repository, image, listener, repository.replace('/', '_'));
  }

  private void await(String what, Supplier<Boolean> condition) {
    Await.until(what, Duration.ofSeconds(20), condition, source::seen);
  }
}
