package org.openshift.ci.mirror.registry.internal.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openshift.ci.mirror.registry.RegistryError;
import org.openshift.ci.mirror.registry.RegistryException;

/** Credential helpers are programs of others. */
@Timeout(60)
class HelperProgramTest {

  private static final Duration LONG = Duration.ofSeconds(50);

  @TempDir Path folder;

  /** As all helpers, it reads the server from its input first. */
  private HelperProgram helper(Duration answersWithin, String script) throws IOException {
    Path program =
        Files.writeString(folder.resolve("helper"), "#!/bin/sh\ncat >/dev/null\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return new HelperProgram(program, answersWithin);
  }

  @Test
  void givesACredentialOrNone() throws IOException {
    assertEquals(
        Optional.of(new Credential.Password("robot", "secret")),
        helper(LONG, "echo '{\"Username\":\"robot\",\"Secret\":\"secret\"}'").ask("a.io"));
    assertEquals(
        Optional.of(new Credential.IdentityToken("long-token")),
        helper(LONG, "echo '{\"Username\":\"<token>\",\"Secret\":\"long-token\"}'").ask("a.io"));
    assertEquals(
        Optional.empty(),
        helper(LONG, "echo 'credentials not found in native keychain'; exit 1").ask("a.io"));
  }

  @Test
  void isEndedWhenItGivesNoAnswer() throws IOException {
    HelperProgram hanging = helper(Duration.ofSeconds(1), "sleep 1000");
    RegistryException e = assertThrows(RegistryException.class, () -> hanging.ask("a.io"));
    assertEquals(RegistryError.CREDENTIALS_REFUSED, e.type());
    assertTrue(e.getMessage().contains("gave no answer within 1 s"), e.getMessage());
    assertTrue(
        ProcessHandle.current()
            .descendants()
            .noneMatch(process -> process.info().commandLine().orElse("").contains("sleep 1000")));
  }

  @Test
  void saysWhatIsWrongWithIt() throws IOException {
    HelperProgram missing = new HelperProgram(folder.resolve("missing"), LONG);
    assertTrue(
        assertThrows(RegistryException.class, () -> missing.ask("a.io"))
            .getMessage()
            .contains("it is not on the PATH"));
  }
}
