package org.openshift.ci.mirror.registry.internal.auth;

import com.google.cloud.tools.jib.registry.credentials.CredentialHelperNotFoundException;
import com.google.cloud.tools.jib.registry.credentials.CredentialHelperUnhandledServerUrlException;
import com.google.cloud.tools.jib.registry.credentials.DockerCredentialHelper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.openshift.ci.mirror.registry.FailureScope;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/**
 * A credential helper, as docker runs it.
 *
 * @param program its path, or its name if it is on the PATH
 * @param answersWithin after this time it is ended: requests to its registry wait for it
 */
record HelperProgram(Path program, Duration answersWithin) {

  /**
   * The credential for a server; empty when the helper has none.
   *
   * @throws RegistryException when it gives no answer
   */
  Optional<Credential> ask(String server) {
    Executor later =
        CompletableFuture.delayedExecutor(answersWithin.toMillis(), TimeUnit.MILLISECONDS);
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            () -> {
              late.set(true);
              end();
            },
            later);
    try {
      com.google.cloud.tools.jib.api.Credential found =
          new DockerCredentialHelper(server, program).retrieve();
      return Optional.of(
          found.isOAuth2RefreshToken()
              ? new Credential.IdentityToken(found.getPassword())
              : new Credential.Password(found.getUsername(), found.getPassword()));
    } catch (CredentialHelperUnhandledServerUrlException e) {
      // Also what the library makes of a program that wrote nothing.
      if (late.get()) {
        throw late(server);
      }
      return Optional.empty();
    } catch (CredentialHelperNotFoundException e) {
      throw failed(server, "it is not on the PATH");
    } catch (IOException e) {
      throw late.get() ? late(server) : failed(server, "its answer could not be read");
    } finally {
      boolean _ = end.cancel(false);
    }
  }

  /** The library waits for the program as long as that runs, and nothing else interrupts it. */
  private void end() {
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains(program.toString()))
        .flatMap(child -> Stream.concat(child.descendants(), Stream.of(child)))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private RegistryException late(String server) {
    return failed(server, "it gave no answer within " + answersWithin.toSeconds() + " s");
  }

  private RegistryException failed(String server, String why) {
    return new RegistryException(
        RegistryError.CREDENTIALS_REFUSED,
        "cannot get the credential for %s from %s: %s; install it or change the credentials file"
            .formatted(server, program, why),
        FailureScope.READ,
        null);
  }
}
