package org.openshift.ci.mirror.worker.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.openshift.ci.mirror.worker.settings.CommandException;

/** Serves {@code /metrics} to Prometheus, and {@code /healthz} and {@code /readyz} to probes. */
public final class MetricsServer implements AutoCloseable {

  private static final int OK = 200;
  private static final int UNAVAILABLE = 503;

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Starts the server.
   *
   * @param port the port, or 0 for a free one
   * @param ready whether the worker polls its task queues
   * @param trouble a problem that a person should know of, but that must not fail the probes; it is
   *     added to their answers
   * @throws CommandException if the port is taken
   */
  public MetricsServer(
      int port,
      PrometheusMeterRegistry registry,
      BooleanSupplier ready,
      Supplier<Optional<String>> trouble) {
    try {
      server = HttpServer.create(new InetSocketAddress(port), 0);
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAILED,
          "port %d for metrics cannot be used (%s): free it, or choose another with --metrics-port"
              .formatted(port, e.getMessage()));
    }
    server.setExecutor(threads);
    server.createContext("/metrics", exchange -> answer(exchange, OK, registry.scrape()));
    server.createContext("/healthz", exchange -> answer(exchange, OK, "ok\n" + detail(trouble)));
    server.createContext(
        "/readyz",
        exchange -> {
          boolean isReady = ready.getAsBoolean();
          answer(
              exchange,
              isReady ? OK : UNAVAILABLE,
              (isReady ? "ready\n" : "not ready\n") + detail(trouble));
        });
    server.start();
  }

  private static String detail(Supplier<Optional<String>> trouble) {
    return trouble.get().map(line -> line + "\n").orElse("");
  }

  /** The port that the server listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
