package org.openshift.ci.mirror.registry;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Brings one blob from a source to a target repository. */
final class BlobCopier {

  private final BlobClient client;

  BlobCopier(BlobClient client) {
    this.client = client;
  }

  /**
   * Brings it there by the cheapest way.
   *
   * @param places one is taken while bytes flow
   */
  BlobTransfer.Outcome copy(
      Repository source,
      Repository target,
      Descriptor blob,
      AtomicLong bytesSent,
      Semaphore places) {
    if (client.exists(target, blob.digest())) {
      return BlobTransfer.Outcome.PRESENT;
    }
    try {
      places.acquire();
    } catch (InterruptedException e) {
      throw CancelledException.interrupted();
    }
    try {
      return transfer(source, target, blob, bytesSent);
    } catch (RegistryException e) {
      if (e.scope() != FailureScope.UPLOAD_SESSION) {
        throw e;
      }
      // A session cannot be gone on with safely: registries append what is sent again.
      return transfer(source, target, blob, bytesSent);
    } finally {
      places.release();
    }
  }

  private BlobTransfer.Outcome transfer(
      Repository source, Repository target, Descriptor blob, AtomicLong bytesSent) {
    bytesSent.set(0);
    Optional<URI> session =
        client.start(target, blob.digest(), source.sameRegistry(target) ? source : null);
    if (session.isEmpty()) {
      return BlobTransfer.Outcome.MOUNTED;
    }
    try (BlobStream stream = new BlobStream(client, source, blob, bytesSent)) {
      client.upload(target, session.get(), blob.digest(), stream);
    }
    return BlobTransfer.Outcome.COPIED;
  }
}
