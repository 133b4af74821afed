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
 * Remembers the list of each run under way, so that it is read once and not for every page. A
 * worker that takes over a run in its middle reads the list anew, and goes on behind the last
 * entry.
 */
final class SweepLists {

  private static final class Place {
    private final ReentrantLock reading = new ReentrantLock();
    private Instant since;
    private List<TagReference> only;
    private SweepList list;
  }

  private final DestinationOwners owners;
  private final BulkDigests bulk;
  private final Map<SweepKind, Place> places = new EnumMap<>(SweepKind.class);

  SweepLists(DestinationOwners owners, BulkDigests bulk) {
    this.owners = owners;
    this.bulk = bulk;
    for (SweepKind kind : SweepKind.values()) {
      places.put(kind, new Place());
    }
  }

  /** The list of a run; several runs of one kind at once read it again and again. */
  SweepList of(SweepPageRequest request) {
    Place place = places.get(request.kind());
    place.reading.lock();
    try {
      if (!request.since().equals(place.since) || !request.only().equals(place.only)) {
        place.list = read(request);
        place.since = request.since();
        place.only = request.only();
      }
      return place.list;
    } finally {
      place.reading.unlock();
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

  /** The run is at its end. */
  void forget(SweepPageRequest request) {
    Place place = places.get(request.kind());
    place.reading.lock();
    try {
      if (request.since().equals(place.since)) {
        place.list = null;
        place.since = null;
        place.only = null;
      }
    } finally {
      place.reading.unlock();
    }
  }
}
