package org.openshift.ci.mirror.registry.internal.blob;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;

/**
 * Transfers blobs to target repositories. Copies that need the same blob at the same time share one
 * transfer, and {@link TransferSlots} limits the number of transfers.
 */
public final class BlobTransfers implements AutoCloseable {

  private final BlobCopier copier;
  private final KnownBlobs known;
  private final TransferSlots slots;
  private final Map<BlobKey, BlobTransfer> running = new ConcurrentHashMap<>();

  public BlobTransfers(BlobCopier copier, KnownBlobs known, TransferSlots slots) {
    this.copier = copier;
    this.known = known;
    this.slots = slots;
  }

  /** How a blob got to the target, and whether this caller started its transfer. */
  record Arrival(BlobTransfer.Outcome outcome, boolean own) {}

  /**
   * Waits until a blob is at the target, and transfers it if necessary.
   *
   * @param onStart receives the transfer that is waited for
   * @throws RegistryException when it cannot be transferred
   */
  Arrival ensureAtTarget(
      Repository source, Repository target, Descriptor blob, Consumer<BlobTransfer> onStart)
      throws InterruptedException {
    BlobKey key = new BlobKey(target, blob.digest());
    if (known.contains(key)) {
      return new Arrival(BlobTransfer.Outcome.PRESENT, false);
    }
    boolean shared = true;
    while (true) {
      BlobTransfer mine = new BlobTransfer(source);
      BlobTransfer transfer =
          running.merge(key, mine, (present, fresh) -> present.join() ? present : fresh);
      boolean own = transfer == mine;
      if (own) {
        start(key, mine, blob);
      }
      onStart.accept(transfer);
      try {
        return new Arrival(transfer.await(), own);
      } catch (RegistryException e) {
        // The failure may be that of another copy's source: then tries once from this one.
        boolean theirSource =
            !own && e.scope() == FailureScope.READ && !transfer.source().equals(source);
        if (!theirSource || !shared) {
          throw e;
        }
        shared = false;
      } finally {
        transfer.leave();
      }
    }
  }

  /** Forgets what the target was believed to have, and how blobs came there without a transfer. */
  public void distrust(Repository source, Repository target, List<Descriptor> blobs) {
    known.forget(target, blobs);
    copier.distrustMounts(target, source);
  }

  @Override
  public void close() {
    running.values().forEach(BlobTransfer::abandon);
  }

  private void start(BlobKey key, BlobTransfer transfer, Descriptor blob) {
    Thread thread =
        Thread.ofVirtual().name("blob-transfer").unstarted(() -> run(key, transfer, blob));
    transfer.runOn(thread);
    thread.start();
  }

  private void run(BlobKey key, BlobTransfer transfer, Descriptor blob) {
    try {
      BlobTransfer.Outcome outcome =
          copier.copy(transfer.source(), key.target(), blob, transfer.bytesSent(), slots);
      known.add(key);
      running.remove(key, transfer);
      transfer.outcome().complete(outcome);
    } catch (Throwable e) {
      running.remove(key, transfer);
      transfer.outcome().completeExceptionally(e);
    }
  }
}
