package org.openshift.ci.mirror.registry.internal.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openshift.ci.mirror.files.FileSignature;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.internal.http.Repository;
import org.openshift.ci.mirror.registry.internal.syntax.DockerHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Credentials from a docker configuration file, which is read again when it changes, since clusters
 * rotate their secrets.
 */
public final class RegistryCredentials {

  private static final Logger log = LoggerFactory.getLogger(RegistryCredentials.class);

  /** Helpers are programs, which are slow to start, and their credentials are valid for hours. */
  private static final Duration HELPER_ANSWERS_LIVE = Duration.ofMinutes(5);

  /** A helper that fails is slow to say so, and may work a moment later. */
  private static final Duration HELPER_FAILURES_LIVE = Duration.ofSeconds(30);

  /** Some ask a service, or a person's key ring. */
  private static final Duration ANSWERS_WITHIN = Duration.ofSeconds(30);

  private static final Duration LOOK_AT_FILE_EVERY = Duration.ofSeconds(1);

  private final Path file;
  private final Helpers helpers;
  private final Map<String, HelperAnswer> helperAnswers = new ConcurrentHashMap<>();
  private volatile DockerConfigFile config;
  private volatile FileSignature version;
  private volatile long lookedAt = System.nanoTime();

  /** What the file held at the last call of {@link #changedSinceLastCall}. */
  private DockerConfigFile reported;

  /** Whether the file was read again since then. */
  private volatile boolean unreported;

  /** Asks a credential helper. */
  @FunctionalInterface
  interface Helpers {

    /**
     * The credential for a server; empty when the helper has none.
     *
     * @param name the helper's name in the file
     * @throws RegistryException when it gives no answer
     */
    Optional<Credential> ask(String name, String server);
  }

  private RegistryCredentials(
      Path file, DockerConfigFile config, FileSignature version, Helpers helpers) {
    this.file = file;
    this.helpers = helpers;
    this.config = config;
    this.reported = config;
    this.version = version;
  }

  /** What a helper answered; the failure is null unless it gave no answer. */
  private record HelperAnswer(Optional<Credential> credential, RegistryException failure, long at) {

    private boolean isCurrent(long now) {
      Duration lives = failure == null ? HELPER_ANSWERS_LIVE : HELPER_FAILURES_LIVE;
      return now - at < lives.toNanos();
    }
  }

  /**
   * Reads the file.
   *
   * @param file null for anonymous access to everything
   * @throws IllegalArgumentException when it is missing or not a docker configuration; the message
   *     is one line that names the file and the problem
   */
  public static RegistryCredentials load(Path file) {
    return load(
        file,
        (helper, server) ->
            new HelperProgram(Path.of("docker-credential-" + helper), ANSWERS_WITHIN).ask(server));
  }

  static RegistryCredentials load(Path file, Helpers helpers) {
    if (file == null) {
      return new RegistryCredentials(null, DockerConfigFile.EMPTY, FileSignature.NONE, helpers);
    }
    FileSignature version = FileSignature.of(file);
    return new RegistryCredentials(file, DockerConfigFile.read(file), version, helpers);
  }

  /**
   * The credential for a repository, as docker and skopeo look for it: from the credential helper
   * of its most specific key, else from the helper for all registries, else the one that is written
   * in the file under its most specific key.
   *
   * @throws RegistryException when a helper fails, and neither the others nor the file have one
   */
  Optional<Credential> find(Repository repository) {
    DockerConfigFile current = current();
    List<String> named =
        Stream.of(
                DockerConfigFile.longestMatch(current.helpers(), repository),
                Optional.ofNullable(current.store()))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    RegistryException failure = null;
    for (String helper : named) {
      for (String server : names(repository)) {
        HelperAnswer answer = ask(helper, server);
        if (answer.credential().isPresent()) {
          return answer.credential();
        }
        failure = failure == null ? answer.failure() : failure;
      }
    }
    Optional<Credential> written = DockerConfigFile.longestMatch(current.credentials(), repository);
    if (written.isEmpty() && failure != null) {
      throw failure;
    }
    return written;
  }

  /** What helpers know a registry by; for Docker Hub, {@code docker login}'s name comes first. */
  private static List<String> names(Repository repository) {
    return DockerHub.isName(repository.registry().toLowerCase(Locale.ROOT))
        ? List.of("https://index.docker.io/v1/", DockerHub.NAME)
        : List.of(repository.registry());
  }

  /**
   * Looks at the file.
   *
   * @return says for which repositories the credential may have changed since the last call, or
   *     since the start; empty when the file has not changed
   */
  public synchronized Optional<Predicate<Repository>> changedSinceLastCall() {
    var _ = current();
    if (!unreported) {
      return Optional.empty();
    }
    unreported = false;
    CredentialChange change = new CredentialChange(reported, config);
    reported = change.now();
    return Optional.of(change::concerns);
  }

  /** The texts of a repository's credential that must not be printed. */
  List<String> secrets(Repository repository) {
    try {
      return find(repository).map(Credential::secrets).orElse(List.of());
    } catch (RegistryException e) {
      // The helper does not answer, so no credential can have been sent.
      return List.of();
    }
  }

  /** What to do about a missing or rejected credential, for a message. */
  String advice(Repository repository) {
    return file == null
        ? "no credentials file is configured: give one with an entry for " + repository.registry()
        : "check the entry for " + repository + " or " + repository.registry() + " in " + file;
  }

  private DockerConfigFile current() {
    long now = System.nanoTime();
    if (file != null && now - lookedAt >= LOOK_AT_FILE_EVERY.toNanos()) {
      lookedAt = now;
      FileSignature newVersion = FileSignature.of(file);
      if (!newVersion.equals(version)) {
        version = newVersion;
        reload();
      }
    }
    return config;
  }

  private void reload() {
    try {
      config = DockerConfigFile.read(file);
      helperAnswers.clear();
      unreported = true;
      log.info("read registry credentials from {} again: the file changed", file);
    } catch (IllegalArgumentException e) {
      log.warn("{}; the previous credentials stay in use", e.getMessage());
    }
  }

  private HelperAnswer ask(String helper, String server) {
    String key = helper + " " + server;
    HelperAnswer known = helperAnswers.get(key);
    if (known != null && known.isCurrent(System.nanoTime())) {
      return known;
    }
    HelperAnswer answer;
    try {
      answer = new HelperAnswer(helpers.ask(helper, server), null, System.nanoTime());
    } catch (RegistryException e) {
      log.warn("{}", e.getMessage());
      answer = new HelperAnswer(Optional.empty(), e, System.nanoTime());
    }
    helperAnswers.put(key, answer);
    return answer;
  }
}
