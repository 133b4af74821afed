package org.openshift.ci.mirror.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Pushes to a registry and reads from it with nothing but the JDK's HTTP client, so that tests can
 * prove what the engine did without asking the engine.
 */
public final class RegistryAccess implements AutoCloseable {

  private static final String ACCEPT =
      String.join(
          ",",
          TestImages.DOCKER_MANIFEST,
          TestImages.DOCKER_LIST,
          TestImages.OCI_MANIFEST,
          TestImages.OCI_INDEX);

  private static final Duration LINK_IS_WRITTEN_WITHIN = Duration.ofSeconds(5);

  private final URI registry;
  private final String authorization;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RegistryAccess(URI registry, String authorization) {
    this.registry = registry;
    this.authorization = authorization;
  }

  /** Access to a registry that asks for no credentials. */
  public static RegistryAccess to(LocalRegistry registry) {
    return new RegistryAccess(registry.uri(), null);
  }

  /** Access by way of a server that may answer by itself. */
  static RegistryAccess to(ScriptedServer server) {
    return new RegistryAccess(server.uri(), null);
  }

  /** Access with user name and password. */
  public static RegistryAccess to(LocalRegistry registry, String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new RegistryAccess(registry.uri(), "Basic " + Base64.getEncoder().encodeToString(pair));
  }

  /** Pushes an image with all that belongs to it, children first, under this tag. */
  public void push(String repository, String tag, TestImage image) {
    image.allBlobs().forEach(blob -> pushBlob(repository, blob));
    image.children().forEach(child -> pushManifest(repository, child.digest(), child));
    pushManifest(repository, tag, image);
  }

  /** Pushes one blob; leaves it as it is when it is there. */
  public void pushBlob(String repository, TestBlob blob) {
    URI uri = registry.resolve("/v2/" + repository + "/blobs/" + blob.digest());
    if (send(request(uri).method("HEAD", BodyPublishers.noBody())).statusCode() == 200) {
      return;
    }
    URI uploads = registry.resolve("/v2/" + repository + "/blobs/uploads/");
    HttpResponse<InputStream> started = send(request(uploads).POST(BodyPublishers.noBody()));
    expect(started, 202);
    String location = started.headers().firstValue("Location").orElseThrow();
    URI target =
        URI.create(
            registry.resolve(location)
                + (location.contains("?") ? "&" : "?")
                + "digest="
                + blob.digest());
    HttpRequest.BodyPublisher body =
        BodyPublishers.fromPublisher(
            BodyPublishers.ofInputStream(blob.content()), Math.max(blob.size(), 1));
    if (blob.size() == 0) {
      body = BodyPublishers.noBody();
    }
    expect(send(request(target).header("Content-Type", "application/octet-stream").PUT(body)), 201);
  }

  /** Puts the manifest of an image under a tag or its digest; its blobs must be there. */
  public void pushManifest(String repository, String reference, TestImage image) {
    expect(
        send(
            request(manifestUri(repository, reference))
                .header("Content-Type", image.mediaType())
                .PUT(BodyPublishers.ofByteArray(image.bytes()))),
        201);
  }

  /** The bytes of a manifest, by tag or digest; empty when there is none. */
  public Optional<byte[]> manifest(String repository, String reference) {
    HttpResponse<InputStream> response =
        read(request(manifestUri(repository, reference)).header("Accept", ACCEPT));
    if (response.statusCode() == 404) {
      bytes(response);
      return Optional.empty();
    }
    expect(response, 200);
    return Optional.of(bytes(response));
  }

  /** What the registry itself lists of the referrers of a manifest; empty when it lists none. */
  public Optional<String> referrers(String repository, String digest) {
    HttpResponse<InputStream> response =
        read(request(registry.resolve("/v2/" + repository + "/referrers/" + digest)));
    String body = new String(bytes(response), StandardCharsets.UTF_8);
    return response.statusCode() == 200 ? Optional.of(body) : Optional.empty();
  }

  /** The digest of the manifest's bytes, computed here; empty when there is none. */
  public Optional<String> digest(String repository, String reference) {
    return manifest(repository, reference).map(TestBlob::sha256);
  }

  /** The digest of a blob's bytes, computed here; empty when there is no such blob. */
  public Optional<String> blobDigest(String repository, String digest) {
    HttpResponse<InputStream> response =
        read(request(registry.resolve("/v2/" + repository + "/blobs/" + digest)));
    try (InputStream body = response.body()) {
      if (response.statusCode() == 404) {
        return Optional.empty();
      }
      expect(response, 200);
      MessageDigest hash = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 * 1024];
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        hash.update(buffer, 0, read);
      }
      return Optional.of("sha256:" + HexFormat.of().formatHex(hash.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Whether the tag holds this image, whole: the same bytes of its manifest, of each child and of
   * each blob.
   *
   * @return what is missing or differs, in words; empty when nothing does
   */
  public Optional<String> differenceFrom(TestImage image, String repository, String tag) {
    Optional<String> found = digest(repository, tag);
    if (!found.equals(Optional.of(image.digest()))) {
      return Optional.of(
          repository + ":" + tag + " is " + found.orElse("missing") + ", not " + image.digest());
    }
    for (TestImage child : image.children()) {
      Optional<String> difference = differenceFrom(child, repository, child.digest());
      if (difference.isPresent()) {
        return difference;
      }
    }
    for (TestBlob blob : image.blobs()) {
      Optional<String> content = blobDigest(repository, blob.digest());
      if (!content.equals(Optional.of(blob.digest()))) {
        return Optional.of("blob " + blob.digest() + " is " + content.orElse("missing"));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    client.close();
  }

  private URI manifestUri(String repository, String reference) {
    return registry.resolve("/v2/" + repository + "/manifests/" + reference);
  }

  private HttpRequest.Builder request(URI uri) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri);
    if (authorization != null) {
      builder.header("Authorization", authorization);
    }
    return builder;
  }

  /** Reads once more while the registry writes what is read: distribution answers 500 then. */
  private HttpResponse<InputStream> read(HttpRequest.Builder request) {
    Instant deadline = Instant.now().plus(LINK_IS_WRITTEN_WITHIN);
    HttpResponse<InputStream> response = send(request);
    while (response.statusCode() == 500 && Instant.now().isBefore(deadline)) {
      bytes(response);
      response = send(request);
    }
    return response;
  }

  private HttpResponse<InputStream> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void expect(HttpResponse<InputStream> response, int status) {
    if (response.statusCode() != status) {
      throw new IllegalStateException(
          response.request().method()
              + " "
              + response.uri()
              + " gave "
              + response.statusCode()
              + ": "
              + new String(bytes(response), StandardCharsets.UTF_8));
    }
  }

  private static byte[] bytes(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
