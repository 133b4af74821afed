package org.openshift.ci.mirror.api.ctl;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service that answers as a test has written down, and remembers what it was asked. */
final class ScriptedApi implements AutoCloseable {

  private static final String JSON = "application/json";
  private static final String PROBLEM = "application/problem+json";
  private static final String EVENTS = "text/event-stream";

  private record Answer(int status, String type, String body, boolean retryAfter) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> headers = Collections.synchronizedList(new ArrayList<>());

  ScriptedApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** An answer to a request such as {@code GET /path?query}; the last one is given again. */
  ScriptedApi on(String request, String json) {
    return add(request, new Answer(request.startsWith("GET ") ? 200 : 202, JSON, json, false));
  }

  ScriptedApi refuse(String request, int status, String detail) {
    return add(request, problem(status, detail, false));
  }

  /** A refusal that may be tried again. */
  ScriptedApi busy(String request) {
    return add(request, problem(503, "too many reads", true));
  }

  /** An answer that is none of the API's. */
  ScriptedApi garbage(String request, int status, String body) {
    return add(request, new Answer(status, "text/html", body, false));
  }

  ScriptedApi events(String body) {
    return add("GET /api/v1/events", new Answer(200, EVENTS, body, false));
  }

  private static Answer problem(int status, String detail, boolean retryAfter) {
    String body = "{\"title\":\"x\",\"status\":%d,\"detail\":\"%s\"}".formatted(status, detail);
    return new Answer(status, PROBLEM, body, retryAfter);
  }

  private ScriptedApi add(String request, Answer answer) {
    answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(answer);
    return this;
  }

  /** All requests until now: method, path and query. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  /** The values of the headers {@code Authorization} and {@code Last-Event-ID} until now. */
  List<String> headers() {
    return List.copyOf(headers);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    requests.add(request);
    for (String name : List.of("Authorization", "Last-Event-ID")) {
      String value = exchange.getRequestHeaders().getFirst(name);
      if (value != null) {
        headers.add(value);
      }
    }
    Answer answer = next(request);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    if (answer.retryAfter()) {
      exchange.getResponseHeaders().set("Retry-After", "1");
    }
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private synchronized Answer next(String request) {
    Deque<Answer> left = answers.get(request);
    if (left == null) {
      return problem(404, "nothing is scripted for " + request, false);
    }
    return left.size() > 1 ? left.remove() : left.element();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
