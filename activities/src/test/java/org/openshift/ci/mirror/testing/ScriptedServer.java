package org.openshift.ci.mirror.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * An HTTP server that handles each request as a test's rules say: it answers, breaks or stalls the
 * connection, or forwards the request to a real registry. It records all requests.
 */
public final class ScriptedServer implements AutoCloseable {

  private static final Duration LONGEST_HELD = Duration.ofSeconds(20);

  /** Rules for more requests than this apply to any number of requests. */
  private static final int MOST_TIMES = 1_000_000;

  private final ServerSocket listener;
  private final String scheme;
  private final LocalRegistry behind;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<SeenRequest> seen = new CopyOnWriteArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicInteger opened = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  private record Rule(
      String method,
      Pattern target,
      AtomicInteger left,
      Function<SeenRequest, ? extends Answer> answer) {

    boolean takes(SeenRequest request) {
      return (method.equals("*") || method.equals(request.method()))
          && target.matcher(request.target()).find()
          && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    /** Whether fewer requests came than the rule is for. */
    boolean isUnused() {
      int times = left.get();
      return times > 0 && times <= MOST_TIMES;
    }

    @Override
    public String toString() {
      return left + " more " + method + " of " + target;
    }
  }

  private ScriptedServer(ServerSocket listener, String scheme, LocalRegistry behind) {
    this.listener = listener;
    this.scheme = scheme;
    this.behind = behind;
  }

  /** A server that answers 404 to requests without a rule. */
  public static ScriptedServer start() {
    return inFrontOf(null);
  }

  /** A server that forwards requests without a rule to this registry. */
  public static ScriptedServer inFrontOf(LocalRegistry registry) {
    try {
      ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
      return new ScriptedServer(listener, "http", registry).listen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server like {@link #inFrontOf}, with TLS; the registry may be null. */
  public static ScriptedServer withTls(SSLContext context, LocalRegistry registry) {
    try {
      ServerSocket listener =
          context
              .getServerSocketFactory()
              .createServerSocket(0, 200, InetAddress.getLoopbackAddress());
      return new ScriptedServer(listener, "https", registry).listen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port, as in a pull spec. */
  public String host() {
    return "127.0.0.1:" + listener.getLocalPort();
  }

  /** Base address. */
  public URI uri() {
    return URI.create(scheme + "://" + host());
  }

  /**
   * Answers every such request in this way. Of several rules that match, the first one added
   * applies.
   *
   * @param method {@code *} for any
   * @param target regular expression, found somewhere in path and query
   */
  public ScriptedServer always(String method, String target, Answer answer) {
    return times(Integer.MAX_VALUE, method, target, request -> answer);
  }

  /** Answers the next such request in this way. */
  public ScriptedServer once(String method, String target, Answer answer) {
    return times(1, method, target, request -> answer);
  }

  /** Answers the next such request in this way, once the latch is down. */
  public ScriptedServer onceAfter(
      CountDownLatch latch, String method, String target, Answer answer) {
    return times(
        1,
        method,
        target,
        request -> {
          awaitDown(latch);
          return answer;
        });
  }

  private static void awaitDown(CountDownLatch latch) {
    try {
      if (!latch.await(LONGEST_HELD.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("a request was held for " + LONGEST_HELD);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers the next such requests, this many of them, with what the function returns. */
  public ScriptedServer times(
      int count, String method, String target, Function<SeenRequest, ? extends Answer> answer) {
    rules.add(new Rule(method, Pattern.compile(target), new AtomicInteger(count), answer));
    return this;
  }

  /**
   * Removes all rules.
   *
   * @throws AssertionError when a rule of {@link #once} or {@link #times} was not used up: then the
   *     test does not prove what its script says
   */
  public void clearRules() {
    List<Rule> unused = rules.stream().filter(Rule::isUnused).toList();
    rules.clear();
    if (!unused.isEmpty()) {
      throw new AssertionError("the script was not used up: " + unused + "; requests: " + seen);
    }
  }

  /** All requests so far. */
  public List<SeenRequest> seen() {
    return List.copyOf(seen);
  }

  /**
   * The requests so far with this method ({@code *} for any) and this regular expression in path
   * and query.
   */
  public List<SeenRequest> seen(String method, String target) {
    Pattern pattern = Pattern.compile(target);
    return seen.stream()
        .filter(request -> method.equals("*") || request.method().equals(method))
        .filter(request -> pattern.matcher(request.target()).find())
        .toList();
  }

  /** How many connections were opened so far. */
  public int connectionsOpened() {
    return opened.get();
  }

  /** Forgets the requests seen. */
  public void clearSeen() {
    seen.clear();
  }

  /** Closes all open connections, as a registry does that restarts. */
  public void dropConnections() {
    connections.forEach(ScriptedServer::closeQuietly);
  }

  /**
   * Closes the server and its connections.
   *
   * @throws AssertionError as {@link #clearRules}
   */
  @Override
  public void close() {
    closed.countDown();
    closeQuietly(listener);
    dropConnections();
    clearRules();
  }

  boolean isClosedWithin(Duration time) throws IOException {
    try {
      return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  void awaitClose() throws InterruptedException {
    closed.await();
  }

  Answer answer(SeenRequest request) {
    seen.add(request);
    for (Rule rule : rules) {
      if (rule.takes(request)) {
        return rule.answer().apply(request);
      }
    }
    return behind == null ? Answer.error(404, "NOT_SCRIPTED", "no rule") : new Answer.Forward();
  }

  private ScriptedServer listen() {
    Thread.ofVirtual().name("scripted-server").start(this::accept);
    return this;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        opened.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        // Closed, or a client that went away before it was accepted.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection;
        ScriptedExchange exchange =
            new ScriptedExchange(connection, behind == null ? null : behind.uri(), this)) {
      while (exchange.next()) {
        // Each turn is one request.
      }
    } catch (IOException e) {
      // The client went away, or the script broke the connection.
    } finally {
      connections.remove(connection);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is closed already.
    }
  }
}
