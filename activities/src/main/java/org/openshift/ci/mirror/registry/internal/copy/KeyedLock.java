package org.openshift.ci.mirror.registry.internal.copy;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.openshift.ci.mirror.registry.internal.http.CancelledException;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/**
 * Lets one piece of work at a time have a digest of a repository.
 *
 * <p>Image stream tags often name one image, so that several tasks set tags on one digest at once,
 * the same date tag among them. Registries have answered that with errors (quay.io; docker-registry
 * 2.8 with 500). Only this process is kept in order: of two workers, the one that gets the error
 * looks whether the tag is set all the same ({@link TagWriter}).
 */
final class KeyedLock {

  private record Key(Repository repository, String digest) {}

  private static final class Turn {
    final ReentrantLock lock = new ReentrantLock(true);
    int users;
  }

  private final Map<Key, Turn> turns = new HashMap<>();

  /**
   * Does the work when its turn has come.
   *
   * @throws CancelledException when the calling thread is interrupted while it waits
   */
  void inTurn(Repository repository, String digest, Runnable work) {
    Key key = new Key(repository, digest);
    Turn turn = join(key);
    try {
      turn.lock.lockInterruptibly();
      try {
        work.run();
      } finally {
        turn.lock.unlock();
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted();
    } finally {
      leave(key, turn);
    }
  }

  private synchronized Turn join(Key key) {
    Turn turn = turns.computeIfAbsent(key, absent -> new Turn());
    turn.users++;
    return turn;
  }

  private synchronized void leave(Key key, Turn turn) {
    turn.users--;
    if (turn.users == 0) {
      turns.remove(key);
    }
  }
}
