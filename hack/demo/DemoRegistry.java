import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;

/** Pushes blobs and manifests to a registry, as the OCI distribution specification says. */
final class DemoRegistry {

  private final URI address;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  DemoRegistry(URI address) {
    this.address = address;
  }

  /** Uploads a blob unless it is there, and returns its digest. */
  String putBlob(String repository, byte[] content) throws IOException, InterruptedException {
    String digest = digest(content);
    String blobs = "/v2/" + repository + "/blobs/";
    HttpRequest.Builder head = HttpRequest.newBuilder(address.resolve(blobs + digest)).HEAD();
    if (exchange(head).statusCode() == 200) {
      return digest;
    }
    HttpRequest.Builder start =
        HttpRequest.newBuilder(address.resolve(blobs + "uploads/")).POST(BodyPublishers.noBody());
    HttpResponse<String> session = expect(202, start);
    String location = session.headers().firstValue("Location").orElseThrow();
    URI upload =
        address.resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest);
    expect(
        201,
        HttpRequest.newBuilder(upload)
            .header("Content-Type", "application/octet-stream")
            .PUT(BodyPublishers.ofByteArray(content)));
    return digest;
  }

  /** Puts a manifest under a tag or digest, and returns its digest. */
  String putManifest(String repository, String reference, String mediaType, byte[] manifest)
      throws IOException, InterruptedException {
    expect(
        201,
        HttpRequest.newBuilder(address.resolve("/v2/" + repository + "/manifests/" + reference))
            .header("Content-Type", mediaType)
            .PUT(BodyPublishers.ofByteArray(manifest)));
    return digest(manifest);
  }

  private HttpResponse<String> expect(int status, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> response = exchange(request);
    if (response.statusCode() != status) {
      throw new IOException(
          "%s %s answered %d instead of %d: %s"
              .formatted(
                  response.request().method(),
                  response.uri(),
                  response.statusCode(),
                  status,
                  response.body().strip()));
    }
    return response;
  }

  private HttpResponse<String> exchange(HttpRequest.Builder builder)
      throws IOException, InterruptedException {
    HttpRequest request = builder.timeout(Duration.ofSeconds(30)).build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IOException(
          "%s %s failed (%s); is the demonstration running?"
              .formatted(request.method(), request.uri(), e),
          e);
    }
  }

  /** The bytes of a text. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** The digest of the content. */
  static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
