package org.openshift.ci.mirror.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real registry on a free loopback port, with its files in a folder of its own that {@link
 * #close()} deletes. It speaks plain HTTP.
 */
public final class LocalRegistry implements AutoCloseable {

  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 3;

  private final RegistryBinary binary;
  private final Path program;
  private final Path folder;
  private final String authentication;
  private int port;
  private Process process;

  private LocalRegistry(RegistryBinary binary, Path program, Path folder, String authentication) {
    this.binary = binary;
    this.program = program;
    this.folder = folder;
    this.authentication = authentication;
  }

  /**
   * Starts whichever registry is installed, without authentication.
   *
   * @throws IllegalStateException when none is installed, or it does not answer within 20 seconds
   */
  public static LocalRegistry start() {
    return start(RegistryBinary.any());
  }

  /**
   * Starts this registry, without authentication.
   *
   * @throws IllegalStateException when it is not installed, or does not answer within 20 seconds
   */
  public static LocalRegistry start(RegistryBinary binary) {
    return start(binary, "");
  }

  /**
   * Starts whichever registry is installed; it asks for basic authentication.
   *
   * @param htpasswd content of the password file: lines {@code user:bcrypt-hash}
   */
  public static LocalRegistry startWithPasswords(String htpasswd) {
    try {
      Path file = Files.createTempFile("registry-htpasswd", "");
      Files.writeString(file, htpasswd);
      return start(
          RegistryBinary.any(),
          """
          auth:
            htpasswd:
              realm: test
              path: %s
          """
              .formatted(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LocalRegistry start(RegistryBinary binary, String authentication) {
    Path program =
        binary
            .find()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        binary + " is not installed; run hack/get-tools.sh, which fetches it"));
    try {
      LocalRegistry registry =
          new LocalRegistry(binary, program, Files.createTempDirectory("registry"), authentication);
      registry.startOnFreePort();
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Host and port, as in a pull spec: {@code 127.0.0.1:34567}. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** Base address: {@code http://127.0.0.1:34567}. */
  public URI uri() {
    return URI.create("http://" + host());
  }

  /** The folder that holds its content; distribution's is below {@code docker/registry/v2}. */
  public Path storage() {
    return RegistryArguments.storage(folder);
  }

  /** Process id, for tests that kill or measure it. */
  public long pid() {
    return process.pid();
  }

  /** Stops the process; content and port stay for {@link #restart()}. */
  public void stop() {
    if (process == null) {
      return;
    }
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor(5, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    process = null;
  }

  /** Starts it again after {@link #stop()}, on the same port with the same content. */
  public void restart() {
    stop();
    try {
      if (!launch()) {
        throw new IllegalStateException(failure());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(LocalRegistry::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startOnFreePort() throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      // Another process may take the port between here and the registry's start: then once more.
      port = FreePorts.next();
      if (launch()) {
        return;
      }
    }
    throw new IllegalStateException(failure());
  }

  private String failure() throws IOException {
    return "The registry "
        + program
        + " did not start on "
        + host()
        + "; its output: "
        + Files.readString(log());
  }

  private boolean launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(RegistryArguments.write(binary, folder, host(), authentication));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log().toFile());
    // Distribution 3 would look for a collector of traces otherwise.
    builder.environment().put("OTEL_TRACES_EXPORTER", "none");
    process = builder.start();
    return answers();
  }

  private boolean answers() throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(uri().resolve("/v2/")).timeout(Duration.ofSeconds(2)).build();
    Instant deadline = Instant.now().plus(START_TIMEOUT);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (process.isAlive() && Instant.now().isBefore(deadline)) {
        try {
          int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
          if (status == 200 || status == 401) {
            return true;
          }
        } catch (IOException e) {
          // Not listening yet.
          process.waitFor(20, TimeUnit.MILLISECONDS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stop();
    return false;
  }

  private Path log() {
    return folder.resolve("log");
  }

  private static void delete(Path path) {
    try {
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
