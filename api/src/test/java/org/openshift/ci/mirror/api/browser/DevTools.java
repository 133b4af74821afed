package org.openshift.ci.mirror.api.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A connection of the Chrome DevTools Protocol, version 1.3. */
final class DevTools implements WebSocket.Listener, AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long SECONDS = 20;

  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final Map<String, List<String>> complaints = new ConcurrentHashMap<>();
  private final StringBuilder message = new StringBuilder();
  private WebSocket socket;

  private DevTools() {}

  static DevTools connect(URI endpoint) {
    DevTools tools = new DevTools();
    tools.socket = tools.client.newWebSocketBuilder().buildAsync(endpoint, tools).join();
    return tools;
  }

  /** An answer. */
  record Answer(JsonNode result) {
    String string(String name) {
      return result.path(name).asString();
    }
  }

  /**
   * Calls a method.
   *
   * @param session the session of a page; empty for the browser
   */
  Answer call(String session, String method, Map<String, Object> parameters) {
    int id = ids.incrementAndGet();
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("id", id);
    request.put("method", method);
    request.put("params", parameters);
    if (!session.isEmpty()) {
      request.put("sessionId", session);
    }
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    send(JSON.writeValueAsString(request));
    JsonNode body = answer.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    if (body.has("error")) {
      throw new IllegalStateException(method + ": " + body.path("error"));
    }
    return new Answer(body.path("result"));
  }

  /** The socket takes one message at a time, and tests run beside each other. */
  private synchronized void send(String text) {
    socket.sendText(text, true).join();
  }

  /** Exceptions of the page's scripts, and what the browser logged as an error. */
  List<String> complaints(String session) {
    return complaints.computeIfAbsent(session, any -> new CopyOnWriteArrayList<>());
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    message.append(data);
    if (last) {
      JsonNode body = JSON.readTree(message.toString());
      message.setLength(0);
      receive(body);
    }
    from.request(1);
    return null;
  }

  private void receive(JsonNode body) {
    String method = body.path("method").asString("");
    String session = body.path("sessionId").asString("");
    if (body.has("id")) {
      waiting.remove(body.path("id").asInt()).complete(body);
    } else if (method.equals("Runtime.exceptionThrown")) {
      complaints(session).add(body.path("params").toString());
    } else if (method.equals("Log.entryAdded")) {
      JsonNode entry = body.path("params").path("entry");
      // The browser reports each answer with an error status, which a test may want.
      if (entry.path("level").asString("").equals("error")
          && !entry.path("source").asString("").equals("network")) {
        complaints(session).add(entry.toString());
      }
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }
}
