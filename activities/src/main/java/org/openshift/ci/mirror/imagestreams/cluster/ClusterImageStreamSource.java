package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.openshift.client.OpenShiftClient;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.openshift.ci.mirror.imagestreams.ImageStreamSink;
import org.openshift.ci.mirror.imagestreams.ImageStreamSource;
import org.openshift.ci.mirror.imagestreams.ImageStreamSourceException;
import org.openshift.ci.mirror.imagestreams.index.TagIndex;
import org.openshift.ci.mirror.model.WatchPosition;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * Image streams of an OpenShift cluster: listed in pages, then watched from the list's resource
 * version (Kubernetes API concepts, "Efficient detection of changes").
 *
 * <ul>
 *   <li>A watch from the start passes on every watched tag, and those that vanished since an
 *       earlier watch of this source.
 *   <li>A watch from a position does not list while the cluster still has the events since that
 *       position. Otherwise (410 Gone) it lists, and passes on the tags that differ from what it
 *       knew and those that vanished.
 *   <li>When the server closes the watch, another one continues from what was last passed on.
 *       Transient failures are retried for ever, with growing pauses.
 *   <li>Refused credentials, a missing permission and a cluster without image streams end the watch
 *       with an {@link ImageStreamSourceException} that says what to do.
 * </ul>
 */
public final class ClusterImageStreamSource implements ImageStreamSource {

  /** The index of an ended watch, for one that continues from the same position. */
  private record Known(WatchPosition position, TagIndex index) {}

  private final OpenShiftClient client;
  private final ImageStreamCluster cluster;
  private final Supplier<WatchRules> rules;
  private final Duration longestSilence;
  private final AtomicReference<Known> known = new AtomicReference<>();

  /**
   * Watches all namespaces of a cluster.
   *
   * @param client is closed with this source
   * @param rules supplies the rules in force: the same object as long as they are the same. Other
   *     rules apply within a second.
   */
  public ClusterImageStreamSource(OpenShiftClient client, Supplier<WatchRules> rules) {
    this(client, rules, ClusterWatch.LONGEST_SILENCE);
  }

  ClusterImageStreamSource(
      OpenShiftClient client, Supplier<WatchRules> rules, Duration longestSilence) {
    this.client = client;
    this.cluster = new ImageStreamCluster(client);
    this.rules = rules;
    this.longestSilence = longestSilence;
  }

  @Override
  public WatchPosition watch(WatchPosition from, ImageStreamSink sink) throws InterruptedException {
    // Taken out, so that two watches that overlap never share an index.
    TagIndex index = indexFor(from, known.getAndSet(null));
    ClusterWatch watch = new ClusterWatch(cluster, rules, sink, index, from, longestSilence);
    WatchPosition reached = watch.run();
    if (watch.indexIsCurrent()) {
      known.set(new Known(reached, index));
    }
    return reached;
  }

  private TagIndex indexFor(WatchPosition from, Known before) {
    if (before != null && from.resourceVersion() == null) {
      before.index().forgetStates();
      return before.index();
    }
    return before != null && isSame(before.position(), from)
        ? before.index()
        : new TagIndex(rules.get());
  }

  /** The receiver of the tags does not matter here. */
  private static boolean isSame(WatchPosition one, WatchPosition other) {
    return Objects.equals(one.resourceVersion(), other.resourceVersion())
        && Objects.equals(one.rules(), other.rules());
  }

  @Override
  public void close() {
    client.close();
  }
}
