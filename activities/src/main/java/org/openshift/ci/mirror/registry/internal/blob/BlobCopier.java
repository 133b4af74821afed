package org.openshift.ci.mirror.registry.internal.blob;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.manifest.Descriptor;

/** Copies one blob from a source to a target repository. */
public final class BlobCopier {

  /** Registries end idle upload sessions; an older one is replaced before use. */
  private static final Duration SESSION_IS_FRESH = Duration.ofSeconds(30);

  private final BlobClient client;
  private final ImageConfigs configs;

  public BlobCopier(BlobClient client, ImageConfigs configs) {
    this.client = client;
    this.configs = configs;
  }

  /**
   * Copies the blob in the cheapest way.
   *
   * @param slots limit the transfers; the check whether the target has the blob needs no slot, so
   *     it never waits for other transfers
   */
  BlobTransfer.Outcome copy(
      Repository source,
      Repository target,
      Descriptor blob,
      AtomicLong bytesSent,
      TransferSlots slots) {
    Optional<URI> session;
    if (source.sameRegistry(target)) {
      if (client.exists(target, blob.digest())) {
        return BlobTransfer.Outcome.PRESENT;
      }
      session = client.startOrMount(target, blob.digest(), source);
      if (session.isEmpty()) {
        return BlobTransfer.Outcome.MOUNTED;
      }
    } else {
      session = client.startUnlessPresent(target, blob.digest());
      if (session.isEmpty()) {
        return BlobTransfer.Outcome.PRESENT;
      }
    }
    URI first = session.get();
    long started = System.nanoTime();
    return slots.in(
        source,
        target,
        () -> {
          boolean fresh = System.nanoTime() - started < SESSION_IS_FRESH.toNanos();
          transfer(source, target, blob, bytesSent, fresh ? first : restart(target, blob));
          return BlobTransfer.Outcome.COPIED;
        });
  }

  /** See {@link BlobClient#distrustMounts}. */
  void distrustMounts(Repository target, Repository from) {
    client.distrustMounts(target, from);
  }

  private void transfer(
      Repository source, Repository target, Descriptor blob, AtomicLong bytesSent, URI session) {
    try {
      send(source, target, blob, bytesSent, session);
    } catch (RegistryException e) {
      if (e.scope() != FailureScope.UPLOAD_SESSION) {
        throw e;
      }
      // An interrupted session cannot be continued safely: registries append what is sent again.
      send(source, target, blob, bytesSent, restart(target, blob));
    }
  }

  private void send(
      Repository source, Repository target, Descriptor blob, AtomicLong bytesSent, URI session) {
    bytesSent.set(0);
    ByteArrayOutputStream copy = configs.wants(blob) ? new ByteArrayOutputStream() : null;
    try (BlobStream stream = new BlobStream(client, source, blob, bytesSent, copy)) {
      client.upload(target, session, blob.digest(), stream);
    }
    if (copy != null) {
      configs.seen(blob.digest(), copy.toByteArray());
    }
  }

  private URI restart(Repository target, Descriptor blob) {
    return client.start(target, blob.digest());
  }
}
