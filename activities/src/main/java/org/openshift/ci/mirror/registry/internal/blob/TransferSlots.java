package org.openshift.ci.mirror.registry.internal.blob;

import java.util.function.Supplier;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/**
 * Limits blob transfers with bulkheads: for each source host, for each target host, and in all.
 *
 * <p>The permit of the source is acquired first, so a transfer holds no other permit while it waits
 * for a slow source, and such a source blocks no more than its own share. Three sources that use
 * all their permits leave a quarter of a target's permits to others.
 */
public final class TransferSlots {

  private static final int TARGET_TO_SOURCE = 4;
  private static final int ALL_TO_SOURCE = 5;
  private static final String ALL = "";

  private final HostBulkhead sources;
  private final HostBulkhead targets;
  private final HostBulkhead all;

  /**
   * Bulkheads for all transfers.
   *
   * @param perSource transfers at once from one source host; four times as many to one target host,
   *     and five times as many in all
   */
  public TransferSlots(int perSource) {
    sources = HostBulkhead.withoutTimeout(perSource);
    targets = HostBulkhead.withoutTimeout(TARGET_TO_SOURCE * perSource);
    all = HostBulkhead.withoutTimeout(ALL_TO_SOURCE * perSource);
  }

  /**
   * Runs work with the permits of its source and its target.
   *
   * @throws java.util.concurrent.CancellationException when the calling thread is interrupted while
   *     it waits
   */
  <T> T in(Repository source, Repository target, Supplier<T> work) {
    return sources.in(host(source), () -> targets.in(host(target), () -> all.in(ALL, work)));
  }

  private static String host(Repository repository) {
    return repository.base().getAuthority();
  }
}
