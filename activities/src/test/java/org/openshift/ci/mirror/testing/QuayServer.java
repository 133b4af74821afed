package org.openshift.ci.mirror.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A registry that has nothing but tags and their digests, and answers like quay: HEAD of a
 * manifest, and pages of tags from its own API, the newest first. On demand it limits requests as
 * quay's web server does, and answers those above the limit with 429 and without {@code
 * Retry-After}.
 */
public final class QuayServer implements AutoCloseable {

  private static final int PAGE = 100;
  private static final String MANIFESTS = "/manifests/";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final RequestLimit manifestLimit;
  private final RequestLimit apiLimit;
  private final AtomicInteger heads = new AtomicInteger();
  private final AtomicInteger pages = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();
  private final List<String> removed = new CopyOnWriteArrayList<>();
  private volatile String writeToken = "";

  private QuayServer(RequestLimit manifestLimit, RequestLimit apiLimit) {
    this.manifestLimit = manifestLimit;
    this.apiLimit = apiLimit;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  /** A server without limits. */
  public static QuayServer start() {
    return new QuayServer(RequestLimit.none(), RequestLimit.none());
  }

  /** A server with the limits that quay.io has for one address over HTTP/1 (conf/nginx). */
  public static QuayServer withLimits() {
    return new QuayServer(new RequestLimit(50, 10), new RequestLimit(5, 25));
  }

  /** Host and port, as in a pull spec. */
  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** Puts a tag, which then is the newest. */
  public void put(String tag, String digest) {
    synchronized (tags) {
      tags.remove(tag);
      tags.put(tag, digest);
    }
  }

  /** Lets this OAuth token remove tags; nobody may otherwise. */
  public void allowRemoval(String token) {
    writeToken = token;
  }

  /** The tags as they are. */
  public Map<String, String> tags() {
    synchronized (tags) {
      return Map.copyOf(tags);
    }
  }

  /** The tags that were removed, in order. */
  public List<String> removed() {
    return List.copyOf(removed);
  }

  /** HEAD requests that were answered. */
  public int heads() {
    return heads.get();
  }

  /** Pages of tags that were given. */
  public int pages() {
    return pages.get();
  }

  /** Requests above a limit. */
  public int refused() {
    return refused.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      boolean api = path.startsWith("/api/");
      if (!(api ? apiLimit : manifestLimit).admits()) {
        refused.incrementAndGet();
        exchange.sendResponseHeaders(429, -1);
      } else if (api && exchange.getRequestMethod().equals("DELETE")) {
        remove(exchange, path.substring(path.lastIndexOf('/') + 1));
      } else if (api) {
        page(exchange);
      } else if (path.contains(MANIFESTS)) {
        head(exchange, path.substring(path.indexOf(MANIFESTS) + MANIFESTS.length()));
      } else {
        exchange.sendResponseHeaders(404, -1);
      }
    }
  }

  private void head(HttpExchange exchange, String tag) throws IOException {
    String digest;
    synchronized (tags) {
      digest = tags.get(tag);
    }
    heads.incrementAndGet();
    if (digest != null) {
      exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
    }
    exchange.sendResponseHeaders(digest == null ? 404 : 200, -1);
  }

  private void remove(HttpExchange exchange, String tag) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (writeToken.isEmpty() || !("Bearer " + writeToken).equals(authorization)) {
      exchange.sendResponseHeaders(403, -1);
      return;
    }
    boolean known;
    synchronized (tags) {
      known = tags.remove(tag) != null;
    }
    if (known) {
      removed.add(tag);
    }
    exchange.sendResponseHeaders(known ? 204 : 404, -1);
  }

  private void page(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String containing = query.getOrDefault("filter_tag_name", "like:").substring("like:".length());
    List<String> matching = new ArrayList<>();
    synchronized (tags) {
      tags.forEach(
          (tag, digest) -> {
            if (tag.contains(containing)) {
              matching.addFirst(json(tag, digest));
            }
          });
    }
    int number = Integer.parseInt(query.get("page"));
    int from = Math.min(matching.size(), (number - 1) * PAGE);
    int to = Math.min(matching.size(), from + PAGE);
    pages.incrementAndGet();
    byte[] body =
        "{\"tags\": [%s], \"page\": %d, \"has_additional\": %s}"
            .formatted(String.join(", ", matching.subList(from, to)), number, to < matching.size())
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String json(String tag, String digest) {
    return """
        {"name": "%s", "reversion": false, "start_ts": 1717680780, "manifest_digest": "%s",\
         "is_manifest_list": false, "size": 2275314,\
         "last_modified": "Thu, 06 Jun 2024 13:33:00 -0000"}"""
        .formatted(tag, digest);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : raw.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }
}
