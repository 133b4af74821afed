package org.openshift.ci.mirror.worker.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.openshift.ci.mirror.worker.settings.CommandException;

/**
 * Serves {@code /metrics} to Prometheus, and {@code /healthz} and {@code /readyz} to probes. One
 * thread serves everybody, and each connection is for one request and ends soon; so clients,
 * however many and slow, cost little memory and do not keep each other waiting.
 */
public final class MetricsServer implements AutoCloseable {

  /** Each takes some 10 KiB of memory. */
  private static final int MAX_CONNECTIONS = 1_000;

  /** From the connection's start to the end of its answer. */
  private static final Duration LIFETIME = Duration.ofSeconds(5);

  private static final int OK = 200;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;
  private static final int UNAVAILABLE = 503;

  private final Vertx vertx = Vertx.vertx(options());
  private final BoundedConnections connections;
  private final SharedScrape scrape;
  private final BooleanSupplier ready;
  private final Supplier<Optional<String>> trouble;
  private final HttpServer server;

  /**
   * Starts the server.
   *
   * @param host the IP address to listen on
   * @param port the port, or 0 for a free one
   * @param ready whether the worker polls its task queues; must not wait
   * @param trouble a problem that a person should know of, but that must not fail the probes; it is
   *     added to their answers; must not wait
   * @throws CommandException if the address or the port cannot be used
   */
  public MetricsServer(
      String host,
      int port,
      PrometheusMeterRegistry registry,
      BooleanSupplier ready,
      Supplier<Optional<String>> trouble) {
    this(host, port, MAX_CONNECTIONS, LIFETIME, registry, ready, trouble);
  }

  MetricsServer(
      String host,
      int port,
      int maxConnections,
      Duration lifetime,
      PrometheusMeterRegistry registry,
      BooleanSupplier ready,
      Supplier<Optional<String>> trouble) {
    this.connections = new BoundedConnections(vertx, maxConnections, lifetime);
    this.scrape = new SharedScrape(registry::scrape, System::nanoTime);
    this.ready = ready;
    this.trouble = trouble;
    this.server = listen(host, port);
  }

  private HttpServer listen(String host, int port) {
    try {
      return vertx
          .createHttpServer(
              // To tell HTTP/2 from HTTP/1 it would have to wait for the first bytes.
              new HttpServerOptions().setHttp2ClearTextEnabled(false))
          .connectionHandler(connections::opened)
          .requestHandler(this::answer)
          .listen(port, host)
          .toCompletionStage()
          .toCompletableFuture()
          .join();
    } catch (CompletionException e) {
      vertx.close();
      throw new CommandException(
          CommandException.FAILED,
          "port %d for metrics cannot be used on %s (%s): free it, or choose another with --metrics-port"
              .formatted(port, host, e.getCause().getMessage()));
    }
  }

  /** One thread, and no files: neither for temporary data nor for pages. */
  private static VertxOptions options() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setUseDaemonThread(true)
        // Its reports are stack traces, and a process that was frozen for a while would get one.
        .setBlockedThreadCheckInterval(Duration.ofDays(1).toMillis())
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private void answer(HttpServerRequest request) {
    if (!connections.firstRequest(request.connection())) {
      // It is never answered, so nothing more is read from a client that sends many at once.
      return;
    }
    if (!List.of(HttpMethod.GET, HttpMethod.HEAD).contains(request.method())) {
      answer(request, NOT_ALLOWED, "only GET and HEAD are allowed\n");
      return;
    }
    switch (request.path()) {
      case "/metrics" -> answer(request, OK, Buffer.buffer(scrape.text()));
      case "/healthz" -> answer(request, OK, "ok\n" + detail());
      case "/readyz" -> {
        boolean isReady = ready.getAsBoolean();
        answer(
            request, isReady ? OK : UNAVAILABLE, (isReady ? "ready\n" : "not ready\n") + detail());
      }
      case null, default ->
          answer(request, NOT_FOUND, "there are /metrics, /healthz and /readyz\n");
    }
  }

  private String detail() {
    return trouble.get().map(line -> line + "\n").orElse("");
  }

  private static void answer(HttpServerRequest request, int status, String text) {
    answer(request, status, Buffer.buffer(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void answer(HttpServerRequest request, int status, Buffer body) {
    request
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
        .end(body)
        .onComplete(sent -> request.connection().close());
  }

  /** The port that the server listens on. */
  public int port() {
    return server.actualPort();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
