package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.openshift.api.model.ImageStream;
import io.fabric8.openshift.api.model.ImageStreamList;
import io.fabric8.openshift.client.OpenShiftClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** The requests that are made of the cluster; each blocks, and throws the client's exceptions. */
final class ImageStreamCluster {

  /** Streams a page: what API servers and their clients are used to. */
  private static final long PAGE_LIMIT = 500;

  /** Those who wait for the answer hold a place, and try again. */
  static final Duration LONGEST_GET = Duration.ofSeconds(5);

  /**
   * A page of the list of all image streams.
   *
   * @param resourceVersion what the list as a whole shows, the same for all its pages
   * @param next asks for the next page; null for the last one
   */
  record Page(List<StreamState> streams, String resourceVersion, String next) {}

  private final OpenShiftClient client;
  private final OpenShiftClient watching;
  private final OpenShiftClient looking;

  /** It was seen that this cluster knows image streams. */
  private volatile boolean hasImageStreams;

  ImageStreamCluster(OpenShiftClient client) {
    this.client = client;
    // The watch is taken up again here, where its failures are counted and logged, and from what
    // was handed on; the client would do it from what it received.
    this.watching = with(requests -> requests.withWatchReconnectLimit(0));
    this.looking =
        with(
            requests ->
                requests
                    .withRequestTimeout((int) LONGEST_GET.toMillis())
                    .withRequestRetryBackoffLimit(0));
  }

  private OpenShiftClient with(UnaryOperator<RequestConfigBuilder> settings) {
    return client
        .newClient(
            settings
                .apply(new RequestConfigBuilder(client.getConfiguration().getRequestConfig()))
                .build())
        .adapt(OpenShiftClient.class);
  }

  /** The address of the API server. */
  String address() {
    return client.getConfiguration().getMasterUrl();
  }

  /**
   * Asks for a page.
   *
   * @param next {@link Page#next()} of the page before; null for the first
   */
  Page page(String next) {
    ListOptions options = new ListOptionsBuilder().withLimit(PAGE_LIMIT).withContinue(next).build();
    ImageStreamList list = client.imageStreams().inAnyNamespace().list(options);
    String following = list.getMetadata().getContinue();
    return new Page(
        list.getItems().stream().map(ImageStreamStates::of).toList(),
        list.getMetadata().getResourceVersion(),
        following == null || following.isEmpty() ? null : following);
  }

  /**
   * The present state of one image stream; empty when there is none. One attempt, which fails when
   * the answer does not come in time.
   */
  Optional<StreamState> get(StreamReference stream) {
    ImageStream found =
        looking.imageStreams().inNamespace(stream.namespace()).withName(stream.name()).get();
    if (found == null) {
      requireImageStreams();
    } else {
      hasImageStreams = true;
    }
    return Optional.ofNullable(found).map(ImageStreamStates::of);
  }

  /** A cluster without image streams answers every question with "not found", as a wrong one. */
  private void requireImageStreams() {
    if (!hasImageStreams) {
      var _ =
          looking
              .imageStreams()
              .inAnyNamespace()
              .list(new ListOptionsBuilder().withLimit(1L).build());
      hasImageStreams = true;
    }
  }

  /** Begins to watch from here; the caller closes the result. */
  Watch watch(String resourceVersion, ClusterEventQueue events) {
    ListOptions options =
        new ListOptionsBuilder()
            .withResourceVersion(resourceVersion)
            .withAllowWatchBookmarks(true)
            .build();
    return watching.imageStreams().inAnyNamespace().watch(options, events);
  }
}
