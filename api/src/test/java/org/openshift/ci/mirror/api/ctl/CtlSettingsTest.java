package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CtlSettingsTest {

  private static final Map<String, String> NOTHING = Map.of();

  @TempDir private Path home;

  private void write(String text) throws IOException {
    Path file = home.resolve(CtlSettings.FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void theDefaultIsTheDemonstrationWithoutAToken() {
    assertEquals(
        new CtlSettings(URI.create("http://127.0.0.1:8090"), Optional.empty()),
        CtlSettings.of(null, null, NOTHING, home));
  }

  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheFile() throws IOException {
    write("api = https://file.example/mirror\ntoken-file = ~/token\n");
    CtlSettings file = CtlSettings.of(null, null, NOTHING, home);
    assertEquals("https://file.example/mirror", file.api().toString());
    assertEquals(Optional.of(home.resolve("token")), file.tokenFile());
    Map<String, String> environment =
        Map.of("MIRRORCTL_API", "http://env.example:1", "MIRRORCTL_TOKEN_FILE", "/env");
    CtlSettings variable = CtlSettings.of(null, null, environment, home);
    assertEquals("http://env.example:1", variable.api().toString());
    assertEquals(Optional.of(Path.of("/env")), variable.tokenFile());
    CtlSettings flag = CtlSettings.of("http://flag.example:2", "/flag", environment, home);
    assertEquals("http://flag.example:2", flag.api().toString());
    assertEquals(Optional.of(Path.of("/flag")), flag.tokenFile());
  }

  private Map<String, String> demonstration(String... more) throws IOException {
    Map<String, String> environment = new HashMap<>();
    environment.put("MIRRORCTL_DEMO_API", "http://127.0.0.1:18123");
    Path token = Files.writeString(home.resolve("demo-token"), "demo-token");
    environment.put("MIRRORCTL_DEMO_TOKEN_FILE", token.toString());
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  @Test
  void aDemonstrationThatRunsIsTheDefault() throws IOException {
    CtlSettings settings = CtlSettings.of(null, null, demonstration(), home);
    assertEquals("http://127.0.0.1:18123", settings.api().toString());
    assertEquals(Optional.of("demo-token"), settings.token());
  }

  /** Nobody has asked for that file, and reads need none. */
  @Test
  void aDemonstrationWithoutATokenFileIsNoMistake() throws IOException {
    Map<String, String> environment = demonstration("MIRRORCTL_DEMO_TOKEN_FILE", "/no/such");
    assertEquals(Optional.empty(), CtlSettings.of(null, null, environment, home).token());
  }

  @Test
  void theTokenOfADemonstrationGoesNowhereElse() throws IOException {
    String other = "https://mirror.example";
    assertEquals(Optional.empty(), CtlSettings.of(other, null, demonstration(), home).token());
    CtlSettings variable = CtlSettings.of(null, null, demonstration("MIRRORCTL_API", other), home);
    assertEquals(new CtlSettings(URI.create(other), Optional.empty()), variable);
    write("api = " + other);
    CtlSettings file = CtlSettings.of(null, null, demonstration(), home);
    assertEquals(new CtlSettings(URI.create(other), Optional.empty()), file);
  }

  @Test
  void aTokenThatIsGivenWinsOverTheDemonstrations() throws IOException {
    CtlSettings flag = CtlSettings.of(null, "/flag", demonstration(), home);
    assertEquals(Optional.of(Path.of("/flag")), flag.tokenFile());
    assertEquals("http://127.0.0.1:18123", flag.api().toString());
    Map<String, String> environment = demonstration("MIRRORCTL_TOKEN_FILE", "/env");
    assertEquals(
        Optional.of(Path.of("/env")), CtlSettings.of(null, null, environment, home).tokenFile());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:8090",
        "ftp://a",
        "http://",
        "http://a/?x=1",
        "http://a/#x",
        "http://bob:secret@a",
        "http://a b"
      })
  void refusesWhatIsNoAddressWithoutRepeatingIt(String address) {
    CtlException refused =
        assertThrows(CtlException.class, () -> CtlSettings.of(address, null, NOTHING, home));
    assertEquals(CtlException.USAGE, refused.exitStatus());
    assertTrue(refused.getMessage().contains("MIRRORCTL_API"), refused.getMessage());
    assertFalse(refused.getMessage().contains("secret"), refused.getMessage());
  }

  @Test
  void refusesAMistypedSetting() throws IOException {
    write("apí=x\ntokenfile=y\n");
    CtlException refused =
        assertThrows(CtlException.class, () -> CtlSettings.of(null, null, NOTHING, home));
    assertTrue(refused.getMessage().contains("tokenfile"), refused.getMessage());
  }

  @Test
  void aTokenFileThatIsMissingIsNamed() {
    CtlSettings settings = CtlSettings.of(null, "/no/such", NOTHING, home);
    CtlException refused = assertThrows(CtlException.class, settings::token);
    assertTrue(refused.getMessage().contains("/no/such"), refused.getMessage());
    assertEquals(CtlException.USAGE, refused.exitStatus());
  }
}
