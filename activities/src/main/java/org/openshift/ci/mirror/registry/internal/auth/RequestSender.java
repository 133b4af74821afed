package org.openshift.ci.mirror.registry.internal.auth;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.openshift.ci.mirror.registry.EngineObserver;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.error.RegistryFailures;
import org.openshift.ci.mirror.registry.internal.http.CancelledException;
import org.openshift.ci.mirror.registry.internal.http.GuardExpiredException;
import org.openshift.ci.mirror.registry.internal.http.HttpTransport;
import org.openshift.ci.mirror.registry.internal.http.PrivateAddresses;
import org.openshift.ci.mirror.registry.internal.http.RegistryRequest;
import org.openshift.ci.mirror.registry.internal.http.RegistryResponse;
import org.openshift.ci.mirror.registry.internal.http.SourceFailedException;
import org.openshift.ci.mirror.registry.internal.ratelimit.HostLimiter;
import org.openshift.ci.mirror.registry.internal.ratelimit.HostLimiters;
import org.openshift.ci.mirror.registry.internal.syntax.UrlPolicy;

/**
 * Sends a request when its host's limiter lets it pass, and follows redirects. Sends it again when
 * the registry had closed the pooled connection that was used.
 */
public final class RequestSender {

  private final HttpTransport transport;
  private final HostLimiters limiters;
  private final RegistryFailures failures;
  private final RegistryCredentials credentials;
  private final EngineObserver observer;
  private final AddressPolicy addresses;

  public RequestSender(
      HttpTransport transport,
      HostLimiters limiters,
      RegistryCredentials credentials,
      EngineObserver observer,
      Clock clock) {
    this.observer = observer;
    this.addresses = new AddressPolicy(new PrivateAddresses(transport::usesProxy));
    this.transport = transport;
    this.limiters = limiters;
    this.failures = new RegistryFailures(clock);
    this.credentials = credentials;
  }

  /**
   * Sends a request and follows redirects.
   *
   * @param authorization shown only to the server of the request's URL; null for none
   * @return the answer, whatever its status
   * @throws RegistryException when there was no answer, the limiter rejected the request, or a
   *     redirect cannot be followed
   */
  RegistryResponse send(RegistryRequest request, String authorization) {
    RegistryRequest current = request;
    for (int redirects = 0; ; redirects++) {
      boolean own = UrlPolicy.same(current.uri(), request.uri());
      RegistryResponse response = sendHere(current, own ? authorization : null);
      Optional<RegistryRequest> next;
      try {
        next = addresses.next(response, redirects);
      } catch (RegistryException e) {
        response.close();
        throw e;
      }
      if (next.isEmpty()) {
        return response;
      }
      response.close();
      current = next.get();
    }
  }

  AddressPolicy addresses() {
    return addresses;
  }

  private RegistryResponse sendHere(RegistryRequest request, String authorization) {
    try {
      return sendOnce(request, authorization);
    } catch (IOException first) {
      if (!request.mayBeSentTwice() || !isStaleConnection(first)) {
        throw broken(request, first);
      }
    }
    // A server that closed one may have closed all, and the second attempt is the last one.
    transport.closeIdleConnections();
    try {
      return sendOnce(request, authorization);
    } catch (IOException second) {
      throw broken(request, second);
    }
  }

  /**
   * Sends a request outside the registry's own API and reads the whole answer.
   *
   * @param authorization null for none
   * @return the body; empty when it is larger than {@code maxBytes}
   * @throws RegistryException when there was no answer, or an unsuccessful one
   */
  public Optional<byte[]> read(RegistryRequest request, String authorization, int maxBytes) {
    try (RegistryResponse response = send(request, authorization)) {
      if (!response.isSuccess()) {
        throw failure(response, authorization);
      }
      return response.wholeBody(maxBytes);
    } catch (IOException e) {
      throw RegistryFailures.ofBreak(request, e);
    }
  }

  /**
   * The failure for an unsuccessful answer; closes it. A registry may echo a credential of this or
   * an earlier request, so all of them are removed from the message.
   *
   * @param shown the {@code Authorization} header of the request; null for none
   */
  RegistryException failure(RegistryResponse response, String shown) {
    RegistryRequest request = response.request();
    List<String> secrets = new ArrayList<>();
    if (shown != null) {
      secrets.add(shown.substring(shown.indexOf(' ') + 1));
    }
    secrets.addAll(credentials.secrets(request.repository()));
    return failures.ofAnswer(request, response, secrets, credentials.advice(request.repository()));
  }

  private RegistryResponse sendOnce(RegistryRequest request, String authorization)
      throws IOException {
    HostLimiter limiter = limiters.of(request);
    String host = UrlPolicy.hostAndPort(request.uri());
    long asked = System.nanoTime();
    try {
      Optional<Duration> retryAfter = limiter.await(request.kind().rateGroup());
      observer.passed(host, Duration.ofNanos(System.nanoTime() - asked), limiter.perSecond());
      if (retryAfter.isPresent()) {
        throw rateLimited(request, retryAfter.get());
      }
    } catch (InterruptedException e) {
      throw CancelledException.interrupted();
    }
    long start = System.nanoTime();
    RegistryResponse response;
    try {
      response = transport.send(request, authorization);
    } catch (IOException e) {
      observe(host, request, 0, start);
      throw e;
    }
    observe(host, request, response.status(), start);
    limiter.answered(response.status(), failures.retryAfter(response));
    return response;
  }

  private void observe(String host, RegistryRequest request, int status, long start) {
    observer.answered(
        host, request.kind().wireName(), status, Duration.ofNanos(System.nanoTime() - start));
  }

  private static RuntimeException broken(RegistryRequest request, IOException e) {
    if (e instanceof SourceFailedException source) {
      return source.failure();
    }
    if (e instanceof GuardExpiredException expired) {
      return RegistryFailures.ofDelay(request, expired);
    }
    return Thread.currentThread().isInterrupted()
        ? CancelledException.interrupted()
        : RegistryFailures.ofBreak(request, e);
  }

  private static boolean isStaleConnection(IOException e) {
    return e instanceof NoHttpResponseException
        || e instanceof ConnectionClosedException
        || (e instanceof SocketException && !(e instanceof ConnectException));
  }

  private static RegistryException rateLimited(RegistryRequest request, Duration retryAfter) {
    return new RegistryException(
        RegistryError.RATE_LIMITED,
        "cannot %s: requests to %s are limited, or it asked for a pause; worth another try in %d s"
            .formatted(
                request.purpose(),
                UrlPolicy.hostAndPort(request.uri()),
                Math.max(1, retryAfter.toSeconds())),
        request.kind().scope(),
        request.repository().registry(),
        retryAfter,
        null);
  }
}
