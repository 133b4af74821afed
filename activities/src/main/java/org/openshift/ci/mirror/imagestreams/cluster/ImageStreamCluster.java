package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.openshift.api.model.ImageStream;
import io.fabric8.openshift.api.model.ImageStreamList;
import io.fabric8.openshift.client.OpenShiftClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.openshift.ci.mirror.imagestreams.index.StreamState;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** The requests to the cluster; each blocks, and throws the exceptions of the client. */
final class ImageStreamCluster {

  /** Streams in a page, as {@code kubectl} and {@code oc} ask for. */
  private static final long PAGE_LIMIT = 500;

  /** Short, as callers hold a slot while they wait, and try again. */
  static final Duration LONGEST_GET = Duration.ofSeconds(5);

  /**
   * A page of the list of all image streams.
   *
   * @param resourceVersion that of the whole list, the same in all its pages
   * @param next the token for the next page; null in the last one
   */
  record Page(List<StreamState> streams, String resourceVersion, String next) {}

  private final OpenShiftClient client;
  private final OpenShiftClient watchClient;
  private final OpenShiftClient readClient;

  /** Whether the cluster is known to have image streams. */
  private volatile boolean hasImageStreams;

  ImageStreamCluster(OpenShiftClient client) {
    this.client = client;
    // ClusterWatch reconnects itself: it counts and logs failures, and continues from what was
    // passed on, while the client would continue from what it received.
    this.watchClient = with(requests -> requests.withWatchReconnectLimit(0));
    this.readClient =
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

  /** Why a request failed, in one line; the token is not in it, even if the cluster repeats it. */
  String describe(Throwable e) {
    Config config = client.getConfiguration();
    List<String> secrets =
        Stream.of(config.getOauthToken(), config.getAutoOAuthToken(), config.getPassword())
            .filter(secret -> secret != null && !secret.isBlank())
            .toList();
    return ClusterFailures.oneLine(e, secrets);
  }

  /**
   * Lists a page.
   *
   * @param next {@link Page#next()} of the previous page; null for the first
   */
  Page page(String next) {
    ListOptions options = new ListOptionsBuilder().withLimit(PAGE_LIMIT).withContinue(next).build();
    ImageStreamList list = client.imageStreams().inAnyNamespace().list(options);
    String following = list.getMetadata().getContinue();
    return new Page(
        list.getItems().stream().map(ImageStreamStates::of).flatMap(Optional::stream).toList(),
        list.getMetadata().getResourceVersion(),
        following == null || following.isEmpty() ? null : following);
  }

  /**
   * Reads one image stream; empty when there is none. Makes one attempt, which fails after {@link
   * #LONGEST_GET}.
   */
  Optional<StreamState> get(StreamReference stream) {
    ImageStream found =
        readClient.imageStreams().inNamespace(stream.namespace()).withName(stream.name()).get();
    if (found == null) {
      requireImageStreams();
    } else {
      hasImageStreams = true;
    }
    return Optional.ofNullable(found).flatMap(ImageStreamStates::of);
  }

  /** Tells a missing stream from a cluster without image streams, which is also "not found". */
  private void requireImageStreams() {
    if (!hasImageStreams) {
      var _ =
          readClient
              .imageStreams()
              .inAnyNamespace()
              .list(new ListOptionsBuilder().withLimit(1L).build());
      hasImageStreams = true;
    }
  }

  /** Begins a watch from a resource version; the caller closes the result. */
  Watch watch(String resourceVersion, ClusterEventQueue events) {
    ListOptions options =
        new ListOptionsBuilder()
            .withResourceVersion(resourceVersion)
            .withAllowWatchBookmarks(true)
            .build();
    return watchClient.imageStreams().inAnyNamespace().watch(options, events);
  }
}
