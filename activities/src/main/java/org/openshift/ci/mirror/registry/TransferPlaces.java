package org.openshift.ci.mirror.registry;

import java.util.function.Supplier;
import org.openshift.ci.mirror.places.HostPlaces;

/**
 * Places for blobs under way: for each source host, for each target host and for all together.
 *
 * <p>A place at the source is waited for first, and none is held meanwhile, so that a source that
 * only drips keeps no more than its own share from others. Shares are such that three sources with
 * all their places taken leave one to others at the same target.
 */
final class TransferPlaces {

  private static final int TARGET_TO_SOURCE = 4;
  private static final int ALL_TO_SOURCE = 5;
  private static final String ALL = "";

  private final HostPlaces sources;
  private final HostPlaces targets;
  private final HostPlaces all;

  /**
   * Places.
   *
   * @param perSource blobs under way at once from one source host; four times as many to one target
   *     host, and five times in all
   */
  TransferPlaces(int perSource) {
    sources = HostPlaces.patient(perSource);
    targets = HostPlaces.patient(TARGET_TO_SOURCE * perSource);
    all = HostPlaces.patient(ALL_TO_SOURCE * perSource);
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
