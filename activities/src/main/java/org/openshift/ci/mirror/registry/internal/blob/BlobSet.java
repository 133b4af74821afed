package org.openshift.ci.mirror.registry.internal.blob;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.openshift.ci.mirror.registry.CopyListener;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.CancelledException;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;

/**
 * Copies the blobs of one image, several at once. After a failure, no further blob is started;
 * those in progress are completed, so that the next attempt finds them at the target.
 */
public final class BlobSet {

  private static final long PROGRESS_MILLIS = 100;

  private final BlobTransfers transfers;
  private final Repository source;
  private final Repository target;
  private final List<Item> items = new ArrayList<>();
  private final Queue<Item> queue = new ConcurrentLinkedQueue<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  public BlobSet(
      BlobTransfers transfers, Repository source, Repository target, List<Descriptor> blobs) {
    this.transfers = transfers;
    this.source = source;
    this.target = target;
    blobs.forEach(blob -> items.add(new Item(blob)));
    queue.addAll(items);
  }

  private static final class Item {
    private final Descriptor blob;
    private volatile BlobTransfer transfer;
    private volatile BlobTransfers.Arrival arrival;

    Item(Descriptor blob) {
      this.blob = blob;
    }

    long bytesDone() {
      if (arrival != null) {
        return blob.size();
      }
      BlobTransfer current = transfer;
      return current == null ? 0 : Math.min(current.bytesSent().get(), blob.size());
    }
  }

  /**
   * Copies all blobs, and reports progress in the calling thread until they are at the target.
   *
   * @throws RegistryException the first failure
   */
  public void transferAll(int atOnce, CopyListener progress) {
    long total = items.stream().mapToLong(item -> item.blob.size()).sum();
    progress.progress(0, total);
    int count = Math.min(atOnce, items.size());
    CountDownLatch ended = new CountDownLatch(count);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofVirtual().name("image-blobs").start(() -> work(ended)));
    }
    try {
      while (!ended.await(PROGRESS_MILLIS, TimeUnit.MILLISECONDS)) {
        progress.progress(bytesDone(), total);
      }
    } catch (InterruptedException e) {
      threads.forEach(Thread::interrupt);
      throw CancelledException.interrupted();
    } catch (RuntimeException | Error e) {
      threads.forEach(Thread::interrupt);
      throw e;
    }
    throwFailure();
    progress.progress(total, total);
  }

  /** Bytes of the blobs that this copy sent, and did not share with another copy that sent them. */
  public long bytesCopied() {
    return items.stream()
        .filter(item -> isOwn(item, BlobTransfer.Outcome.COPIED))
        .mapToLong(item -> item.blob.size())
        .sum();
  }

  /** How many blobs this copy, and not another one, brought to the target in this way. */
  public int count(BlobTransfer.Outcome outcome) {
    return (int) items.stream().filter(item -> isOwn(item, outcome)).count();
  }

  /** How many blobs did not need this copy: they were there, or another copy brought them. */
  public int present() {
    return items.size() - count(BlobTransfer.Outcome.COPIED) - count(BlobTransfer.Outcome.MOUNTED);
  }

  private long bytesDone() {
    return items.stream().mapToLong(Item::bytesDone).sum();
  }

  private void work(CountDownLatch ended) {
    try {
      for (Item item = queue.poll(); item != null && failure.get() == null; item = queue.poll()) {
        Item current = item;
        current.arrival =
            transfers.ensureAtTarget(
                source, target, item.blob, transfer -> current.transfer = transfer);
      }
    } catch (InterruptedException e) {
      failure.compareAndSet(null, CancelledException.interrupted());
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      ended.countDown();
    }
  }

  private void throwFailure() {
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException e) {
      throw e;
    }
    if (thrown instanceof Error e) {
      throw e;
    }
  }

  private static boolean isOwn(Item item, BlobTransfer.Outcome outcome) {
    return item.arrival != null && item.arrival.own() && item.arrival.outcome() == outcome;
  }
}
