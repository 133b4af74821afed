package org.openshift.ci.mirror.activity.sweep;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.openshift.ci.mirror.activity.check.BulkDigests;
import org.openshift.ci.mirror.activity.check.TargetDigests;
import org.openshift.ci.mirror.contract.SweepPageRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.SweepKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.DestinationOwners;

/**
 * Caches the list of each sweep under way, so that it is not read for every page. A worker that
 * takes over a sweep reads the list anew and goes on after the last entry.
 */
final class SweepLists {

  private static final class Slot {
    private final ReentrantLock reading = new ReentrantLock();
    private Instant since;
    private List<TagReference> only;
    private SweepList list;
  }

  private final DestinationOwners owners;
  private final BulkDigests bulk;
  private final Map<SweepKind, Slot> slots = new EnumMap<>(SweepKind.class);

  SweepLists(DestinationOwners owners, BulkDigests bulk) {
    this.owners = owners;
    this.bulk = bulk;
    for (SweepKind kind : SweepKind.values()) {
      slots.put(kind, new Slot());
    }
  }

  /** The list of a sweep. Concurrent sweeps of one kind evict each other's list. */
  SweepList of(SweepPageRequest request) {
    Slot slot = slots.get(request.kind());
    slot.reading.lock();
    try {
      if (!request.since().equals(slot.since) || !request.only().equals(slot.only)) {
        slot.list = read(request);
        slot.since = request.since();
        slot.only = request.only();
      }
      return slot.list;
    } finally {
      slot.reading.unlock();
    }
  }

  private SweepList read(SweepPageRequest request) {
    Set<TagReference> only = Set.copyOf(request.only());
    List<Claim> claims =
        owners.list(request.kind()).stream()
            .filter(claim -> only.isEmpty() || only.contains(claim.tag()))
            .toList();
    if (request.kind() == SweepKind.BACKFILL) {
      return new SweepList(claims, TargetDigests.none(), Optional.empty());
    }
    Optional<Set<String>> dated =
        request.kind() == SweepKind.RESYNC && !claims.isEmpty()
            ? bulk.dated(claims.getFirst().destination())
            : Optional.empty();
    return new SweepList(claims, bulk.read(claims), dated);
  }

  /** Drops the list of a sweep that has ended. */
  void forget(SweepPageRequest request) {
    Slot slot = slots.get(request.kind());
    slot.reading.lock();
    try {
      if (request.since().equals(slot.since)) {
        slot.list = null;
        slot.since = null;
        slot.only = null;
      }
    } finally {
      slot.reading.unlock();
    }
  }
}
