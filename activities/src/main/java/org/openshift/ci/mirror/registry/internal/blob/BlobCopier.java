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

/** Brings one blob from a source to a target repository. */
public final class BlobCopier {

  /** Registries end upload sessions that nothing comes in for; an older one is not relied on. */
  private static final Duration SESSION_IS_FRESH = Duration.ofSeconds(30);

  private final BlobClient client;
  private final ImageConfigs configs;

  public BlobCopier(BlobClient client, ImageConfigs configs) {
    this.client = client;
    this.configs = configs;
  }

  /**
   * Brings it there by the cheapest way.
   *
   * @param places one is taken while bytes flow; whether the blob is there is asked without one, so
   *     that an image that only needs to know never waits behind large layers
   */
  BlobTransfer.Outcome copy(
      Repository source,
      Repository target,
      Descriptor blob,
      AtomicLong bytesSent,
      TransferSlots places) {
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
    return places.in(
        source,
        target,
        () -> {
          boolean fresh = System.nanoTime() - started < SESSION_IS_FRESH.toNanos();
          transfer(source, target, blob, bytesSent, fresh ? first : restart(target, blob));
          return BlobTransfer.Outcome.COPIED;
        });
  }

  private void transfer(
      Repository source, Repository target, Descriptor blob, AtomicLong bytesSent, URI session) {
    try {
      send(source, target, blob, bytesSent, session);
    } catch (RegistryException e) {
      if (e.scope() != FailureScope.UPLOAD_SESSION) {
        throw e;
      }
      // A session cannot be gone on with safely: registries append what is sent again.
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
