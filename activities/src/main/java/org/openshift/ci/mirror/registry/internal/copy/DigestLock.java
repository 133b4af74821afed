package org.openshift.ci.mirror.registry.internal.copy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.openshift.ci.mirror.registry.internal.http.CancelledException;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/**
 * A lock for each digest of a repository.
 *
 * <p>Several image stream tags often name the same image, so several tasks write tags of one digest
 * at once, among them the same date tag. Registries have answered this with errors (quay.io;
 * docker-registry 2.8 with 500). The lock works only within this process: of two workers, the one
 * that gets the error checks whether the tag was written anyway ({@link TagWriter}).
 */
final class DigestLock {

  private record Key(Repository repository, String digest) {}

  private static final class Holder {
    final ReentrantLock lock = new ReentrantLock(true);
    int users;
  }

  private final Map<Key, Holder> holders = new HashMap<>();

  /**
   * Runs the work with the lock, in the order of arrival.
   *
   * @throws CancelledException when the calling thread is interrupted while it waits
   */
  void with(Repository repository, String digest, Runnable work) {
    Key key = new Key(repository, digest);
    Holder holder = join(key);
    try {
      holder.lock.lockInterruptibly();
      try {
        work.run();
      } finally {
        holder.lock.unlock();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted();
    } finally {
      leave(key, holder);
    }
  }

  private synchronized Holder join(Key key) {
    Holder holder = holders.computeIfAbsent(key, absent -> new Holder());
    holder.users++;
    return holder;
  }

  private synchronized void leave(Key key, Holder holder) {
    holder.users--;
    if (holder.users == 0) {
      holders.remove(key);
    }
  }
}
