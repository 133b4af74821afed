package org.openshift.ci.mirror.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.connection.TemporalAccess;
import org.openshift.ci.mirror.version.BuildVersion;
import picocli.CommandLine;

class ApiCommandTest {

  @TempDir private Path folder;

  private final List<ApiSettings> started = new ArrayList<>();
  private final StringWriter errors = new StringWriter();

  @Test
  void startsWithTheDocumentedDefaults() {
    assertEquals(0, run(Map.of()));
    assertEquals(
        List.of(
            new ApiSettings(
                "0.0.0.0",
                8090,
                TemporalAccess.plain("127.0.0.1:7233", "default"),
                URI.create("http://localhost:8233"),
                Optional.empty(),
                Authorization.TOKEN_FILE,
                false)),
        started);
  }

  @Test
  void takesValuesInBothSpellings() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "0123456789abcdef\n");
    assertEquals(
        0,
        run(
            Map.of(),
            "--host=127.0.0.1",
            "--port",
            "0",
            "--temporal-address=temporal.example:7233",
            "--temporal-namespace",
            "ci",
            "--temporal-ui-address=https://temporal.example/ui",
            "--trigger-token-file",
            token.toString(),
            "--authorize-reads"));
    assertEquals(
        List.of(
            new ApiSettings(
                "127.0.0.1",
                0,
                TemporalAccess.plain("temporal.example:7233", "ci"),
                URI.create("https://temporal.example/ui"),
                Optional.of(token),
                Authorization.TOKEN_FILE,
                true)),
        started);
  }

  @Test
  void theFlagForTemporalWinsOverTheEnvironment() {
    Map<String, String> environment = Map.of("TEMPORAL_ADDRESS", "from.env:1");
    run(environment);
    run(environment, "--temporal-address", "from.flag:2");
    run(Map.of("TEMPORAL_ADDRESS", " "));
    assertEquals(
        List.of("from.env:1", "from.flag:2", "127.0.0.1:7233"),
        started.stream().map(settings -> settings.temporal().address()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          --wat                            | '--wat'
          --server.port=1                  | '--server.port=1'
          --port                           | Missing required parameter for option '--port'
          --port=                          | '' is not a port
          --port=70000                     | '70000' is not a port
          --port=http                      | 'http' is not a port
          --port=1 --port=2                | '--port' (PORT) should be specified only once
          --port --host=::                 | Expected parameter for option '--port'
          --host=                          | '--host': it is empty
          --temporal-namespace=            | '--temporal-namespace': it is empty
          --temporal-address=localhost     | 'localhost' is not host:port
          --temporal-address=http://a:1    | 'http://a:1' is not host:port
          --temporal-address=a:0           | 'a:0' is not host:port
          --temporal-ui-address=ui         | 'ui' is not an address like
          --temporal-ui-address=ftp://ui   | 'ftp://ui' is not an address like
          --trigger-token-file=/no/such    | there is no file /no/such
          --authorization=ldap             | 'ldap' is not one of: token-file, kubernetes
          --authorization=kubernetes --trigger-token-file=x | exclude each other
          --authorize-reads                | needs --trigger-token-file or
          serve                            | 'serve'
          @file                            | '@file'
          """)
  void refusesBadArgumentsInOneLine(String arguments, String expected) {
    assertEquals(2, run(Map.of(), arguments.split(" ")));
    assertTrue(errors.toString().contains(expected), errors.toString());
    assertEquals(1, errors.toString().lines().count(), errors.toString());
    assertEquals(List.of(), started);
  }

  @Test
  void refusesAnEmptyTokenFile() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), " \n");
    assertEquals(2, run(Map.of(), "--trigger-token-file=" + token));
    assertTrue(errors.toString().contains(token + " is empty"), errors.toString());
  }

  @Test
  void refusesATokenThatCanBeGuessed() throws IOException {
    Path token = Files.writeString(folder.resolve("token"), "0123456789abcde\n");
    assertEquals(2, run(Map.of(), "--trigger-token-file=" + token));
    assertTrue(errors.toString().contains("fewer than 16 characters"), errors.toString());
    assertEquals(1, errors.toString().lines().count(), errors.toString());
    assertEquals(List.of(), started);
  }

  @Test
  void letsTheClusterDecide() {
    assertEquals(0, run(Map.of(), "--authorization=kubernetes"));
    assertEquals(Authorization.KUBERNETES, started.getFirst().authorization());
  }

  @Test
  void namesTheEnvironmentVariableThatIsWrong() {
    assertEquals(2, run(Map.of("TEMPORAL_ADDRESS", "nowhere")));
    assertTrue(errors.toString().contains("TEMPORAL_ADDRESS: 'nowhere'"), errors.toString());
  }

  @Test
  void versionIsThatOfTheBuildAndStartsNothing() {
    StringWriter output = new StringWriter();
    CommandLine commandLine = commandLine(Map.of());
    commandLine.setOut(new PrintWriter(output));

    assertEquals(0, commandLine.execute("--version"));

    assertEquals("ci-images-mirror-api " + BuildVersion.current(), output.toString().strip());
    assertEquals(List.of(), started);
  }

  @Test
  void refusesAnUnknownFormatOfTheLog() {
    assertEquals(2, run(Map.of(), "--log-format=xml"));
    assertTrue(errors.toString().contains("--log-format"), errors.toString());
    assertTrue(errors.toString().contains("PLAIN, JSON"), errors.toString());
    assertEquals(List.of(), started);
  }

  @Test
  void helpNamesEveryFlagAndStartsNothing() {
    StringWriter output = new StringWriter();
    CommandLine commandLine = commandLine(Map.of());
    commandLine.setOut(new PrintWriter(output, true));
    assertEquals(0, commandLine.execute("--help"));
    for (String flag : List.of("--host", "--port", "--temporal-address", "--trigger-token-file")) {
      assertTrue(output.toString().contains(flag), output.toString());
    }
    assertEquals(List.of(), started);
  }

  private int run(Map<String, String> environment, String... arguments) {
    return commandLine(environment).execute(arguments);
  }

  private CommandLine commandLine(Map<String, String> environment) {
    CommandLine commandLine =
        ApiCommand.commandLine(
            environment,
            settings -> {
              started.add(settings);
              return 0;
            });
    commandLine.setErr(new PrintWriter(errors, true));
    return commandLine;
  }
}
