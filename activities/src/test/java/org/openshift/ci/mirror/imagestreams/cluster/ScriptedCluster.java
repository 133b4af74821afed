package org.openshift.ci.mirror.imagestreams.cluster;

import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.openshift.api.model.ImageStream;
import io.fabric8.openshift.api.model.ImageStreamListBuilder;
import io.fabric8.openshift.client.OpenShiftClient;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.watchrules.StreamReference;

/** A cluster that answers each request once, as a test scripted it, and else with 404. */
final class ScriptedCluster implements AutoCloseable {

  private static final String ROOT = "/apis/image.openshift.io/v1/";
  private static final String STREAMS = ROOT + "imagestreams";
  private static final String FIRST_PAGE = STREAMS + "?limit=500";

  /** What clients show. */
  static final String TOKEN = "the-token-of-this-worker";

  private final KubernetesMockServer server = new KubernetesMockServer(false);

  ScriptedCluster() {
    server.init();
  }

  /** A client that does not retry requests itself. */
  OpenShiftClient client() {
    return client(server.getPort());
  }

  /** As {@link #client()}, but connects to another port of this machine. */
  OpenShiftClient client(int port) {
    return server
        .createClient(
            builder ->
                builder
                    .editOrNewConfig()
                    .withMasterUrl("http://localhost:" + port)
                    .withOauthToken(TOKEN)
                    .withRequestRetryBackoffLimit(0)
                    .endConfig())
        .adapt(OpenShiftClient.class);
  }

  int port() {
    return server.getPort();
  }

  /** Answers the next list with one page. */
  ScriptedCluster list(String resourceVersion, ImageStream... streams) {
    return page(null, null, resourceVersion, streams);
  }

  /** Answers the next request for a page; {@code asked} is null for the first page. */
  ScriptedCluster page(String asked, String next, String resourceVersion, ImageStream... streams) {
    String path = asked == null ? FIRST_PAGE : STREAMS + "?continue=" + asked + "&limit=500";
    answer(
        path,
        200,
        new ImageStreamListBuilder()
            .withMetadata(
                new ListMetaBuilder()
                    .withResourceVersion(resourceVersion)
                    .withContinue(next)
                    .build())
            .withItems(streams)
            .build());
    return this;
  }

  /** Fails the next request for a page; {@code asked} is null for the first page. */
  ScriptedCluster pageFails(String asked, int code) {
    String path = asked == null ? FIRST_PAGE : STREAMS + "?continue=" + asked + "&limit=500";
    answer(path, code, status(code));
    return this;
  }

  /** Fails the next request for the first page with a message of the cluster. */
  ScriptedCluster pageFails(int code, String message) {
    answer(
        FIRST_PAGE,
        code,
        new StatusBuilder().withStatus("Failure").withCode(code).withMessage(message).build());
    return this;
  }

  /** Answers the next request for an image stream. */
  ScriptedCluster stream(ImageStream stream) {
    answer(
        streamPath(
            new StreamReference(
                stream.getMetadata().getNamespace(), stream.getMetadata().getName())),
        200,
        stream);
    return this;
  }

  /** Fails the next request for an image stream. */
  ScriptedCluster streamFails(String stream, int code) {
    answer(streamPath(StreamReference.parse(stream)), code, status(code));
    return this;
  }

  /**
   * Answers the next watch from a resource version with an event, and closes it. Only one event, as
   * the mock server may close before it sends a second one.
   */
  ScriptedCluster watchThatCloses(String from, WatchEvent event) {
    server
        .expect()
        .get()
        .withPath(watchPath(from))
        .andUpgradeToWebSocket()
        .open(event)
        .done()
        .once();
    return this;
  }

  /** Answers the next watch from a resource version with events, and keeps it open. */
  ScriptedCluster watchThatStays(String from, WatchEvent... events) {
    server
        .expect()
        .get()
        .withPath(watchPath(from))
        .andUpgradeToWebSocket()
        .open((Object[]) events)
        .expect("a message that never comes")
        .andEmit("an answer to it")
        .always()
        .done()
        .once();
    return this;
  }

  /** Refuses the next watch from a resource version. */
  ScriptedCluster watchFails(String from, int code) {
    answer(watchPath(from), code, status(code));
    return this;
  }

  /** The paths of all requests, without their common start. */
  List<String> requests() throws InterruptedException {
    List<String> paths = new ArrayList<>();
    int count = server.getRequestCount();
    for (int number = 0; number < count; number++) {
      paths.add(server.takeRequest().getPath().replace(ROOT, ""));
    }
    return paths;
  }

  static WatchEvent event(String type, ImageStream stream) {
    return new WatchEvent(stream, type);
  }

  /** A bookmark has nothing but a resource version. */
  static WatchEvent bookmark(String resourceVersion) {
    ImageStream empty = new ImageStream();
    empty.setMetadata(new ObjectMetaBuilder().withResourceVersion(resourceVersion).build());
    return new WatchEvent(empty, "BOOKMARK");
  }

  static WatchEvent gone() {
    return new WatchEvent(status(410), "ERROR");
  }

  @Override
  public void close() {
    server.destroy();
  }

  private void answer(String path, int code, Object body) {
    server.expect().get().withPath(path).andReturn(code, body).once();
  }

  private static Status status(int code) {
    return new StatusBuilder()
        .withStatus("Failure")
        .withCode(code)
        .withMessage("scripted failure " + code)
        .build();
  }

  private static String streamPath(StreamReference stream) {
    return ROOT + "namespaces/" + stream.namespace() + "/imagestreams/" + stream.name();
  }

  private static String watchPath(String from) {
    return STREAMS + "?allowWatchBookmarks=true&resourceVersion=" + from + "&watch=true";
  }
}
