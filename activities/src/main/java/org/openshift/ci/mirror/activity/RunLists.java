package org.openshift.ci.mirror.activity;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.openshift.ci.mirror.contract.RunPageRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.ownership.DestinationOwners;

/**
 * Remembers the list of each run under way, so that it is read once and not for every page. A
 * worker that takes over a run in its middle reads the list anew, and goes on behind the last
 * entry.
 */
final class RunLists {

  private static final class Place {
    private final ReentrantLock reading = new ReentrantLock();
    private Instant since;
    private List<TagReference> only;
    private RunList list;
  }

  private final DestinationOwners owners;
  private final BulkDigests bulk;
  private final Map<RunKind, Place> places = new EnumMap<>(RunKind.class);

  RunLists(DestinationOwners owners, BulkDigests bulk) {
    this.owners = owners;
    this.bulk = bulk;
    for (RunKind kind : RunKind.values()) {
      places.put(kind, new Place());
    }
  }

  /** The list of a run; several runs of one kind at once read it again and again. */
  RunList of(RunPageRequest request) {
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

  private RunList read(RunPageRequest request) {
    Set<TagReference> only = Set.copyOf(request.only());
    List<Claim> claims =
        owners.list(request.kind()).stream()
            .filter(claim -> only.isEmpty() || only.contains(claim.tag()))
            .toList();
    if (request.kind() == RunKind.BACKFILL) {
      return new RunList(claims, TargetDigests.none(), Optional.empty());
    }
    Optional<Set<String>> dated =
        request.kind() == RunKind.RESYNC && !claims.isEmpty()
            ? bulk.dated(claims.getFirst().destination())
            : Optional.empty();
    return new RunList(claims, bulk.read(claims), dated);
  }

  /** The run is at its end. */
  void forget(RunPageRequest request) {
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
