package org.openshift.ci.mirror.release.index;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openshift.ci.mirror.http.RetryAfter;
import org.openshift.ci.mirror.model.TagReference;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;

/**
 * Reads the {@code build_root_image} in the {@code .ci-operator.yaml} of a repository's branch from
 * GitHub, without credentials (docs.ci.openshift.org, "Build root image": {@code from_repository}).
 */
public final class BuildRootClient implements AutoCloseable {

  private static final String FILE = ".ci-operator.yaml";
  private static final String FIELD = "build_root_image";

  /** Bytes; real files have a few hundred. */
  private static final int LARGEST_FILE = 256 << 10;

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);

  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int SERVER_ERROR = 500;

  private final String base;
  private final HttpClient http;

  /**
   * A client that uses the proxies of this process.
   *
   * @param base the part of URLs before {@code /org/repo/branch/file}
   * @throws IllegalArgumentException when an environment variable names no usable proxy
   */
  public BuildRootClient(URI base) {
    this(base, EnvironmentProxies.ofProcess());
  }

  BuildRootClient(URI base, EnvironmentProxies proxies) {
    this.http =
        proxies
            .usedBy(HttpClient.newBuilder())
            .connectTimeout(CONNECT_WITHIN)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    this.base = base.toString().replaceAll("/+$", "");
  }

  /**
   * Reads the build root of a branch.
   *
   * @param version the last answer's entity tag; null for none
   */
  public BuildRootAnswer ask(RepositoryBranch branch, String version) throws InterruptedException {
    URI uri = URI.create(base + "/" + path(branch));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).timeout(ANSWER_WITHIN).header("User-Agent", "ci-images-mirror");
    if (version != null) {
      request.header("If-None-Match", version);
    }
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_FILE));
    try {
      return read(answer.get(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS), uri);
    } catch (TimeoutException e) {
      return new BuildRootAnswer.Unavailable(
          uri + " did not answer within " + ANSWER_WITHIN.toSeconds() + " s", null);
    } catch (ExecutionException e) {
      return failed(uri, e.getCause());
    } finally {
      answer.cancel(true);
    }
  }

  private static BuildRootAnswer failed(URI uri, Throwable cause) {
    String said =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    if (cause instanceof IOException && said.contains("capacity")) {
      return new BuildRootAnswer.Nothing(uri + " is larger than %,d bytes".formatted(LARGEST_FILE));
    }
    return new BuildRootAnswer.Unavailable(uri + " cannot be reached: " + said, null);
  }

  private static BuildRootAnswer read(HttpResponse<byte[]> response, URI uri) {
    int status = response.statusCode();
    if (status == OK) {
      return named(response, uri);
    }
    if (status == NOT_MODIFIED) {
      return new BuildRootAnswer.Unchanged();
    }
    Optional<String> retryAfter = response.headers().firstValue("Retry-After");
    boolean refused = status == FORBIDDEN && retryAfter.isPresent();
    if (status == TOO_MANY_REQUESTS || status >= SERVER_ERROR || refused) {
      Optional<Duration> pause =
          retryAfter
              .flatMap(value -> RetryAfter.parse(value, InstantSource.system()))
              .filter(Duration::isPositive);
      return new BuildRootAnswer.Unavailable(uri + " answered " + status, pause.orElse(null));
    }
    return new BuildRootAnswer.Nothing(
        uri + " answered " + status + (status == NOT_FOUND ? ": there is no such file" : ""));
  }

  private static BuildRootAnswer named(HttpResponse<byte[]> response, URI uri) {
    try {
      ConfigFields image = ConfigFields.read(response.body()).mapping(FIELD);
      if (image == null) {
        return new BuildRootAnswer.Nothing(uri + " has no " + FIELD);
      }
      TagReference root = ImageReferences.tag(image, FIELD);
      return new BuildRootAnswer.Named(root, response.headers().firstValue("ETag").orElse(null));
    } catch (UnusableFileException e) {
      return new BuildRootAnswer.Nothing(uri + ": " + e.getMessage());
    }
  }

  private static String path(RepositoryBranch branch) {
    return Stream.concat(
            Stream.of(branch.org(), branch.repository()),
            // Slashes in the name of a branch are not encoded.
            Stream.concat(Stream.of(branch.branch().split("/")), Stream.of(FILE)))
        .map(BuildRootClient::segment)
        .collect(Collectors.joining("/"));
  }

  private static String segment(String text) {
    String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    // Unencoded, a segment of dots would mean another folder.
    return encoded.matches("\\.+") ? encoded.replace(".", "%2E") : encoded;
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
