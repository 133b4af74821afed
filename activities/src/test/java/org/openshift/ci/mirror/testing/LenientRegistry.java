package org.openshift.ci.mirror.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry in memory with one repository, {@code ns/app}. It stores any bytes as a manifest,
 * under any name, and knows content by sha512 as well, which real registries do only in part.
 */
public final class LenientRegistry implements AutoCloseable {

  /** The repository. */
  public static final String REPOSITORY = "ns/app";

  private static final Pattern MANIFEST = Pattern.compile("/v2/ns/app/manifests/(.+)");
  private static final Pattern BLOB = Pattern.compile("/v2/ns/app/blobs/(sha\\d+:.+)");
  private static final String UPLOADS = "/v2/ns/app/blobs/uploads/";

  private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
  private final Map<String, String> mediaTypes = new ConcurrentHashMap<>();
  private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
  private final HttpServer server;

  private LenientRegistry(HttpServer server) {
    this.server = server;
  }

  /** Starts an empty registry. */
  public static LenientRegistry start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      LenientRegistry registry = new LenientRegistry(server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", registry::handle);
      server.start();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port, as in a pull spec. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Stores bytes as a manifest under a tag or digest. */
  public void putManifest(String reference, String mediaType, byte[] bytes) {
    mediaTypes.put(reference, mediaType);
    manifests.put(reference, bytes);
  }

  /** Stores bytes as a blob under this digest, which is not checked. */
  public void putBlob(String digest, byte[] bytes) {
    blobs.put(digest, bytes);
  }

  /** The bytes of a manifest; empty when there is none. */
  public Optional<byte[]> manifest(String reference) {
    return Optional.ofNullable(manifests.get(reference));
  }

  /** The bytes of a blob; empty when there is none. */
  public Optional<byte[]> blob(String digest) {
    return Optional.ofNullable(blobs.get(digest));
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String path = exchange.getRequestURI().getPath();
      Matcher manifest = MANIFEST.matcher(path);
      Matcher blob = BLOB.matcher(path);
      if (manifest.matches()) {
        manifest(exchange, manifest.group(1), body);
      } else if (blob.matches()) {
        read(exchange, blob(blob.group(1)), "application/octet-stream");
      } else if (path.startsWith(UPLOADS)) {
        upload(exchange, body);
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void manifest(HttpExchange exchange, String reference, byte[] body) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      putManifest(reference, exchange.getRequestHeaders().getFirst("Content-Type"), body);
      exchange.sendResponseHeaders(201, -1);
      return;
    }
    Optional<byte[]> bytes = manifest(reference);
    if (bytes.isPresent()) {
      String digest = reference.contains(":") ? reference : TestBlob.sha256(bytes.get());
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    }
    read(exchange, bytes, mediaTypes.get(reference));
  }

  private static void read(HttpExchange exchange, Optional<byte[]> bytes, String mediaType)
      throws IOException {
    if (bytes.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", mediaType);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(200, -1);
    } else {
      exchange.sendResponseHeaders(200, bytes.get().length == 0 ? -1 : bytes.get().length);
      exchange.getResponseBody().write(bytes.get());
    }
  }

  private void upload(HttpExchange exchange, byte[] body) throws IOException {
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    if (exchange.getRequestMethod().equals("PUT")) {
      putBlob(query.replaceFirst(".*digest=", ""), body);
      exchange.sendResponseHeaders(201, -1);
      return;
    }
    String mounted = query.replaceFirst("mount=([^&]+).*", "$1");
    exchange.getResponseHeaders().set("Location", UPLOADS + "session");
    exchange.sendResponseHeaders(blobs.containsKey(mounted) ? 201 : 202, -1);
  }
}
