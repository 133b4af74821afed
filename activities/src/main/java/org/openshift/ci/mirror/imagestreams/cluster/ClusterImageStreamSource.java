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
 *   <li>A watch from the start hands on every watched tag, and those that vanished since an earlier
 *       watch of this source.
 *   <li>A watch that goes on from a position does not list, as long as the cluster still knows what
 *       happened since. Otherwise (410 Gone) it lists again, and hands on what differs from what it
 *       knew and what vanished meanwhile.
 *   <li>A watch that the server closes is taken up again from what was handed on last; transient
 *       failures are tried again without end, with growing pauses.
 *   <li>Refused credentials, a missing permission and a cluster without image streams end the watch
 *       with an {@link ImageStreamSourceException} that says what to do.
 * </ul>
 */
public final class ClusterImageStreamSource implements ImageStreamSource {

  /** What an ended watch knew, for one that goes on from exactly there. */
  private record Known(WatchPosition position, TagIndex index) {}

  private final OpenShiftClient client;
  private final ImageStreamCluster cluster;
  private final Supplier<WatchRules> rules;
  private final Duration longestSilence;
  private final AtomicReference<Known> known = new AtomicReference<>();

  /**
   * A source that watches all namespaces of a cluster.
   *
   * @param client becomes this source's own, and is closed with it
   * @param rules gives the rules in force: the same object as long as they are the same; when it
   *     gives another, that applies within a second
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
    // Taken out: should two watches be alive at once, each has an index of its own.
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

  /** To whom it was handed on does not matter here. */
  private static boolean isSame(WatchPosition one, WatchPosition other) {
    return Objects.equals(one.resourceVersion(), other.resourceVersion())
        && Objects.equals(one.rules(), other.rules());
  }

  @Override
  public void close() {
    client.close();
  }
}
