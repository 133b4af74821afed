package org.openshift.ci.mirror.bench.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.util.Timeout;
import org.openshift.ci.mirror.bench.trial.BenchException;
import org.openshift.ci.mirror.testing.TestImages;

/**
 * A client of registries over plain HTTP with one connection pool: no credentials, no retries, no
 * decisions. Any unexpected answer is a {@link BenchException}.
 */
public final class BareRegistryClient implements AutoCloseable {

  private static final int CONNECTIONS_PER_HOST = 128;
  private static final Timeout TIMEOUT = Timeout.ofMinutes(5);
  private static final String ACCEPT =
      String.join(
          ",",
          TestImages.DOCKER_MANIFEST,
          TestImages.DOCKER_LIST,
          TestImages.OCI_MANIFEST,
          TestImages.OCI_INDEX);

  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(CONNECTIONS_PER_HOST)
                  .setMaxConnTotal(2 * CONNECTIONS_PER_HOST)
                  .setDefaultConnectionConfig(
                      ConnectionConfig.custom()
                          .setConnectTimeout(TIMEOUT)
                          .setSocketTimeout(TIMEOUT)
                          .build())
                  .build())
          .disableAutomaticRetries()
          .disableContentCompression()
          .disableCookieManagement()
          .disableRedirectHandling()
          .disableAuthCaching()
          .build();

  /** The digest that the registry returns for a tag, by HEAD. */
  public String digest(String host, String repository, String tag) throws IOException {
    HttpHead request = new HttpHead(manifestUri(host, repository, tag));
    request.setHeader("Accept", ACCEPT);
    return execute(request, 200, response -> header(request, response, "Docker-Content-Digest"));
  }

  /** Whether a tag exists, by HEAD. */
  public boolean exists(String host, String repository, String tag) throws IOException {
    HttpHead request = new HttpHead(manifestUri(host, repository, tag));
    request.setHeader("Accept", ACCEPT);
    return client.execute(request, response -> response.getCode() == 200);
  }

  /** The bytes of a manifest. */
  public byte[] manifest(String host, String repository, String reference) throws IOException {
    HttpGet request = new HttpGet(manifestUri(host, repository, reference));
    request.setHeader("Accept", ACCEPT);
    return execute(request, 200, response -> EntityUtils.toByteArray(response.getEntity()));
  }

  /** Puts a manifest under a tag. */
  public void putManifest(
      String host, String repository, String tag, String mediaType, byte[] manifest)
      throws IOException {
    HttpPut request = new HttpPut(manifestUri(host, repository, tag));
    request.setEntity(new ByteArrayEntity(manifest, ContentType.create(mediaType)));
    execute(request, 201, BareRegistryClient::discard);
  }

  /** Streams a blob from one registry to another and verifies its digest. */
  public void copyBlob(RemoteBlob from, RemoteBlob to) throws IOException {
    HttpGet request =
        new HttpGet(from.base().resolve("/v2/" + from.repository() + "/blobs/" + from.digest()));
    execute(
        request,
        200,
        response -> {
          long size = response.getEntity().getContentLength();
          putBlob(to, size, response.getEntity().getContent());
          return null;
        });
  }

  /** Uploads a blob with one POST and one PUT, and verifies its digest. */
  public void putBlob(RemoteBlob to, long size, InputStream content) throws IOException {
    HttpPost begin = new HttpPost(to.base().resolve("/v2/" + to.repository() + "/blobs/uploads/"));
    String location = execute(begin, 202, response -> location(begin, response));
    URI upload = to.base().resolve(location);
    HttpPut request =
        new HttpPut(
            URI.create(upload + (upload.getQuery() == null ? "?" : "&") + "digest=" + to.digest()));
    HashingEntity entity = new HashingEntity(content, size);
    request.setEntity(entity);
    execute(request, 201, BareRegistryClient::discard);
    if (!entity.digest().equals(to.digest())) {
      throw new BenchException(
          "the blob %s has the digest %s".formatted(to.digest(), entity.digest()));
    }
  }

  /** Mounts a blob from another repository of the same registry. */
  public void mountBlob(RemoteBlob to, String fromRepository) throws IOException {
    HttpPost request =
        new HttpPost(
            to.base()
                .resolve(
                    "/v2/%s/blobs/uploads/?mount=%s&from=%s"
                        .formatted(to.repository(), to.digest(), fromRepository)));
    execute(request, 201, BareRegistryClient::discard);
  }

  @Override
  public void close() {
    client.close(org.apache.hc.core5.io.CloseMode.GRACEFUL);
  }

  private static URI manifestUri(String host, String repository, String reference) {
    return URI.create("http://" + host + "/v2/" + repository + "/manifests/" + reference);
  }

  private <T> T execute(
      ClassicHttpRequest request, int expected, HttpClientResponseHandler<T> handler)
      throws IOException {
    return client.execute(
        request,
        response -> {
          if (response.getCode() != expected) {
            throw new BenchException(
                "%s %s: expected status %d, got %d %s"
                    .formatted(
                        request.getMethod(),
                        request.getRequestUri(),
                        expected,
                        response.getCode(),
                        response.getEntity() == null
                            ? ""
                            : EntityUtils.toString(response.getEntity(), 1000)));
          }
          return handler.handleResponse(response);
        });
  }

  private static Void discard(ClassicHttpResponse response) {
    EntityUtils.consumeQuietly(response.getEntity());
    return null;
  }

  private static String location(ClassicHttpRequest request, ClassicHttpResponse response) {
    String location = header(request, response, "Location");
    discard(response);
    return location;
  }

  private static String header(
      ClassicHttpRequest request, ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    if (header == null) {
      throw new BenchException(
          "%s %s: the answer has no %s"
              .formatted(request.getMethod(), request.getRequestUri(), name));
    }
    return header.getValue();
  }
}
