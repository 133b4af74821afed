package org.openshift.ci.mirror.registry.internal.blob;

import java.util.function.Supplier;
import org.openshift.ci.mirror.bulkhead.HostBulkhead;
import org.openshift.ci.mirror.registry.internal.http.Repository;

/**
 * Places for blobs under way: for each source host, for each target host and for all together.
 *
 * <p>A place at the source is waited for first, and none is held meanwhile, so that a source that
 * only drips keeps no more than its own share from others. Shares are such that three sources with
 * all their places taken leave one to others at the same target.
 */
public final class TransferSlots {

  private static final int TARGET_TO_SOURCE = 4;
  private static final int ALL_TO_SOURCE = 5;
  private static final String ALL = "";

  private final HostBulkhead sources;
  private final HostBulkhead targets;
  private final HostBulkhead all;

  /**
   * Places.
   *
   * @param perSource blobs under way at once from one source host; four times as many to one target
   *     host, and five times in all
   */
  public TransferSlots(int perSource) {
    sources = HostBulkhead.patient(perSource);
    targets = HostBulkhead.patient(TARGET_TO_SOURCE * perSource);
    all = HostBulkhead.patient(ALL_TO_SOURCE * perSource);
  }

  /**
   * Runs work when it has a place at its source and at its target.
   *
   * @throws java.util.concurrent.CancellationException when interrupted while it waits
   */
  <T> T in(Repository source, Repository target, Supplier<T> work) {
    return sources.in(host(source), () -> targets.in(host(target), () -> all.in(ALL, work)));
  }

  private static String host(Repository repository) {
    return repository.base().getAuthority();
  }
}
