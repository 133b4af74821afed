package org.openshift.ci.mirror.config.reload;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.openshift.ci.mirror.config.ConfigText;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.Problems;
import org.openshift.ci.mirror.files.BoundedRead;
import org.openshift.ci.mirror.files.FileErrors;
import org.openshift.ci.mirror.proxy.EnvironmentProxies;

/**
 * The address of a configuration of at most 8 MiB that is read once: the name of a file, or an
 * {@code http} or {@code https} URL.
 */
public final class ConfigAddress {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final String text;
  private final Duration timeout;
  private final Supplier<EnvironmentProxies> proxies;

  /**
   * @param text the name of a file, or a URL
   */
  public ConfigAddress(String text) {
    this(text, Duration.ofSeconds(30));
  }

  /**
   * @param timeout for the whole answer of a URL
   */
  ConfigAddress(String text, Duration timeout) {
    this(text, timeout, EnvironmentProxies::ofProcess);
  }

  ConfigAddress(String text, Duration timeout, Supplier<EnvironmentProxies> proxies) {
    this.proxies = proxies;
    this.text = text;
    this.timeout = timeout;
  }

  /**
   * Reads the content.
   *
   * @throws MirroringConfigException with the reason, when it cannot be read
   */
  public byte[] read() throws MirroringConfigException, InterruptedException {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean isUrl = lower.startsWith("http://") || lower.startsWith("https://");
    try {
      return isUrl ? fetch() : BoundedRead.read(Path.of(text), ConfigText.MAX_BYTES);
    } catch (ConnectException e) {
      throw unreadable("the host does not answer, or is not known");
    } catch (BoundedRead.TooLargeException e) {
      throw unreadable(tooLarge(ConfigText.MAX_BYTES));
    } catch (NoSuchFileException e) {
      throw unreadable("there is no such file");
    } catch (IOException e) {
      throw unreadable(FileErrors.reason(e));
    } catch (IllegalArgumentException e) {
      throw unreadable(e.getMessage());
    }
  }

  /**
   * Reads a configuration from a file.
   *
   * @throws MirroringConfigException with the reason, when it cannot be read
   */
  public static byte[] file(Path file) throws MirroringConfigException {
    return file(file, ConfigText.MAX_BYTES);
  }

  /**
   * Reads such a file of another size.
   *
   * @param maxBytes a larger file is refused; whole MiB
   * @throws MirroringConfigException with the reason, when it cannot be read
   */
  public static byte[] file(Path file, int maxBytes) throws MirroringConfigException {
    try {
      return BoundedRead.read(file, maxBytes);
    } catch (BoundedRead.TooLargeException e) {
      throw unusable(file, tooLarge(maxBytes));
    } catch (NoSuchFileException e) {
      throw unusable(file, "there is no such file");
    } catch (IOException e) {
      throw unusable(file, "cannot be read: " + FileErrors.reason(e));
    }
  }

  private static String tooLarge(int maxBytes) {
    return "is larger than %d MiB".formatted(maxBytes >> 20);
  }

  private static MirroringConfigException unusable(Path file, String why) {
    return new MirroringConfigException(new Problems(file.toString()).problem(0, why));
  }

  /** The client's own timeout ends with the headers; this one includes the body. */
  private byte[] fetch() throws IOException, MirroringConfigException, InterruptedException {
    try (ExecutorService thread = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<byte[]> answer = thread.submit(this::get);
      try {
        return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        answer.cancel(true);
        throw unreadable("gave no complete answer within " + timeout.toSeconds() + " seconds");
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException broken -> throw broken;
          case MirroringConfigException refused -> throw refused;
          case RuntimeException bad -> throw bad;
          case Throwable other -> throw new IllegalStateException(other);
        }
      }
    }
  }

  private byte[] get() throws IOException, InterruptedException, MirroringConfigException {
    try (HttpClient client =
        proxies
            .get()
            .usedBy(HttpClient.newBuilder())
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpResponse<InputStream> response =
          client.send(
              HttpRequest.newBuilder(URI.create(text)).timeout(timeout).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != OK) {
          throw unreadable("GET answered " + response.statusCode());
        }
        return BoundedRead.read(body, ConfigText.MAX_BYTES);
      } finally {
        client.shutdownNow();
      }
    }
  }

  private MirroringConfigException unreadable(String why) {
    return new MirroringConfigException(new Problems(text).problem(0, "cannot be read: " + why));
  }
}
