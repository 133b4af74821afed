package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.openshift.client.OpenShiftClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.openshift.ci.mirror.imagestreams.ImageStreamSourceException;
import org.openshift.ci.mirror.imagestreams.TagChange;
import org.openshift.ci.mirror.imagestreams.TagInventory;
import org.openshift.ci.mirror.imagestreams.TagInventoryException;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.watchrules.StreamReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tags of an OpenShift cluster, listed in pages. */
public final class ClusterTagInventory implements TagInventory {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterTagInventory.class);

  /** Attempts at a list, whose next page expires after some minutes (410 Gone). */
  private static final int LISTS = 3;

  /** Concurrent requests for single streams, few enough for an API server not to throttle. */
  private static final int READS_AT_ONCE = 8;

  /** A caller waits for the read that is under way, and then for its own. */
  private static final Duration LONGEST_WAIT = ImageStreamCluster.LONGEST_GET.multipliedBy(3);

  private final OpenShiftClient client;
  private final ImageStreamCluster cluster;
  private final SharedReads<StreamReference, Optional<StreamState>> reads;

  /**
   * The tags of all namespaces.
   *
   * @param client is closed with this inventory
   */
  public ClusterTagInventory(OpenShiftClient client) {
    this.client = client;
    this.cluster = new ImageStreamCluster(client);
    this.reads = new SharedReads<>(this::get, READS_AT_ONCE, LONGEST_WAIT);
  }

  @Override
  public List<TagChange> list(Predicate<TagReference> wanted) {
    for (int attempt = 1; ; attempt++) {
      try {
        return listOnce(wanted);
      } catch (KubernetesClientException e) {
        if (!ClusterFailures.isGone(e) || attempt == LISTS) {
          throw failure("list image streams", e);
        }
        LOGGER.info(
            "listing image streams of {} took too long, and its next page expired: listing again",
            cluster.address());
      }
    }
  }

  private List<TagChange> listOnce(Predicate<TagReference> wanted) {
    Map<TagReference, TagChange> tags = new TreeMap<>();
    String next = null;
    do {
      ImageStreamCluster.Page page = cluster.page(next);
      page.streams().forEach(stream -> stream.addTo(tags, wanted));
      next = page.next();
    } while (next != null);
    return List.copyOf(tags.values());
  }

  @Override
  public List<TagChange> look(Collection<TagReference> tags) {
    Set<StreamReference> streams = new LinkedHashSet<>();
    tags.stream()
        .map(StreamReference::of)
        .filter(StreamReference::couldExist)
        .forEach(streams::add);
    Map<StreamReference, SharedReads.Outcome<Optional<StreamState>>> outcomes = read(streams);
    outcomes.values().stream()
        .filter(outcome -> outcome.failure() != null)
        .findFirst()
        .ifPresent(
            outcome -> {
              throw outcome.failure();
            });
    List<TagChange> found = new ArrayList<>();
    for (TagReference tag : tags) {
      SharedReads.Outcome<Optional<StreamState>> outcome = outcomes.get(StreamReference.of(tag));
      Optional<StreamState> stream = outcome == null ? Optional.empty() : outcome.value();
      found.add(stream.map(state -> state.look(tag)).orElseGet(() -> TagChange.removed(tag)));
    }
    return found;
  }

  private Map<StreamReference, SharedReads.Outcome<Optional<StreamState>>> read(
      Set<StreamReference> streams) {
    try {
      return reads.of(streams);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TagInventoryException("interrupted while image streams were read", e);
    }
  }

  private Optional<StreamState> get(StreamReference stream) {
    try {
      return cluster.get(stream);
    } catch (KubernetesClientException e) {
      throw failure("read image stream " + stream, e);
    }
  }

  private RuntimeException failure(String what, KubernetesClientException e) {
    try {
      ClusterFailures.requireTransient(what, cluster.address(), cluster.describe(e), e);
    } catch (ImageStreamSourceException advice) {
      return new TagInventoryException(advice.getMessage(), null);
    }
    return new TagInventoryException(
        "cannot %s at %s: %s".formatted(what, cluster.address(), cluster.describe(e)), null);
  }

  @Override
  public void close() {
    client.close();
  }
}
