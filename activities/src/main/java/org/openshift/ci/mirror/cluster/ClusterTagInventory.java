package org.openshift.ci.mirror.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.openshift.client.OpenShiftClient;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.openshift.ci.mirror.config.StreamReference;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tags of an OpenShift cluster, listed in pages, each reduced to what is wanted at once. */
public final class ClusterTagInventory implements TagInventory {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterTagInventory.class);

  /** A cluster forgets after some minutes what a list goes on from (410 Gone). */
  private static final int LISTS = 3;

  private final OpenShiftClient client;
  private final ImageStreamCluster cluster;
  private final Clock clock;

  /**
   * The tags of all namespaces.
   *
   * @param client becomes this inventory's own, and is closed with it
   */
  public ClusterTagInventory(OpenShiftClient client, Clock clock) {
    this.client = client;
    this.cluster = new ImageStreamCluster(client);
    this.clock = clock;
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
        LOGGER.info("the list of image streams took too long for {}: again", cluster.address());
      }
    }
  }

  private List<TagChange> listOnce(Predicate<TagReference> wanted) {
    InventoryBuilder inventory = new InventoryBuilder(wanted, clock.instant());
    String next = null;
    do {
      ImageStreamCluster.Page page = cluster.page(next);
      page.streams().forEach(inventory::add);
      next = page.next();
    } while (next != null);
    return inventory.build();
  }

  @Override
  public List<TagChange> look(Collection<TagReference> tags) {
    Instant observedAt = clock.instant();
    Set<StreamReference> streams = new LinkedHashSet<>();
    tags.forEach(tag -> streams.add(StreamReference.of(tag)));
    Map<StreamReference, StreamState> present = new HashMap<>();
    for (StreamReference stream : streams) {
      read(() -> cluster.get(stream)).ifPresent(state -> present.put(stream, state));
    }
    return InventoryBuilder.look(tags, present, observedAt);
  }

  private <T> T read(Supplier<T> request) {
    try {
      return request.get();
    } catch (KubernetesClientException e) {
      throw failure("read image streams", e);
    }
  }

  private RuntimeException failure(String what, KubernetesClientException e) {
    try {
      ClusterFailures.requireTransient(what, cluster.address(), e);
    } catch (ImageStreamSourceException advice) {
      return new TagInventoryException(advice.getMessage(), e);
    }
    return new TagInventoryException(
        "cannot %s at %s: %s".formatted(what, cluster.address(), ClusterFailures.oneLine(e)), e);
  }

  @Override
  public void close() {
    client.close();
  }
}
