package org.openshift.ci.mirror.notification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.model.Notification;
import org.openshift.ci.mirror.model.Notification.State;
import org.openshift.ci.mirror.model.TagReference;

class RecipientsReaderTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "notifications.md");
  private static final TagReference CLI = TagReference.parse("ocp/4.22:cli");
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.5Z");

  @TempDir Path folder;

  private Recipients read(String yaml) throws MirroringConfigException {
    return RecipientsReader.read(
        yaml.getBytes(StandardCharsets.UTF_8), folder.resolve("notifications.yaml"));
  }

  private String problems(String yaml) {
    return assertThrows(MirroringConfigException.class, () -> read(yaml))
        .getMessage()
        .replace(folder + "/", "");
  }

  private static Optional<String> nameOf(Recipients recipients, String tag) {
    return recipients.of(TagReference.parse(tag)).map(Recipient::name);
  }

  private static Notification failure(String error) {
    return new Notification(CLI, State.PARKED, "SourceTagEmpty", error, AT, AT);
  }

  @Test
  void theExampleOfTheDocumentIsRead() throws Exception {
    String text = Files.readString(DOCUMENT);
    String example = text.substring(text.indexOf("```yaml\n") + 8, text.indexOf("\n```\n"));
    Files.writeString(folder.resolve("everybody-else.url"), "https://chat.example.com/hooks/1\n");
    Recipients recipients = read(example);
    assertEquals(Optional.of("installer team"), nameOf(recipients, "ocp/4.22:installer"));
    assertEquals(Optional.of("installer team"), nameOf(recipients, "ocp/5.0:installer-artifacts"));
    assertEquals(Optional.of("everybody else"), nameOf(recipients, "ocp/4.22:cli"));
    assertEquals(Optional.of("everybody else"), nameOf(recipients, "ocp-priv/4.22:installer"));
  }

  @Test
  void theFirstRecipientThatMatchesGetsTheMessage() throws Exception {
    Recipients recipients =
        read(
            """
            recipients:
            - {name: a, namespace: ^ocp$, imageStream: '^4\\.', tag: cli, url: 'http://h/1'}
            - {name: b, namespace: ocp, url: 'http://h/2'}
            """);
    assertEquals(Optional.of("a"), nameOf(recipients, "ocp/4.22:cli"));
    assertEquals(Optional.of("b"), nameOf(recipients, "ocp/5.0:cli"));
    assertEquals(Optional.of("b"), nameOf(recipients, "ocp-priv/4.22:cli"));
    assertEquals(Optional.empty(), nameOf(recipients, "ci/tools:latest"));
    assertEquals(Optional.empty(), read("{}").of(CLI));
  }

  @Test
  void aRecipientGetsTheStandardTexts() throws Exception {
    Recipient recipient =
        read("page: 'https://m.example/'\nrecipients: [{name: a, url: 'http://h/1'}]")
            .of(CLI)
            .get();
    assertEquals(
        "ocp/4.22:cli is not mirrored (parked, SourceTagEmpty) since 2026-03-01T12:00:00Z:"
            + " no image https://m.example/#ocp/4.22:cli",
        recipient.text(failure("no image")));
    assertEquals(
        "ocp/4.22:cli is mirrored; its failure since 2026-03-01T12:00:00Z is over."
            + " https://m.example/#ocp/4.22:cli",
        recipient.text(new Notification(CLI, State.MIRRORED, null, null, AT, AT)));
  }

  @Test
  void aRecipientMayHaveItsOwnTexts() throws Exception {
    Recipient recipient =
        read("""
                recipients:
                - name: a
                  url: http://h/1
                  text: '<!here> {tag} {reason} {a b} {error}'
                  endText: '{tag}: {state} $1 \\'
                """)
            .of(CLI)
            .get();
    assertEquals(
        "<!here> ocp/4.22:cli SourceTagEmpty {a b} a &lt;!channel&gt; &amp; {tag} $2",
        recipient.text(failure("a <!channel>\n & {tag} $2")));
    assertEquals(
        "ocp/4.22:cli: withdrawn $1 \\",
        recipient.text(new Notification(CLI, State.WITHDRAWN, "NotWatched", "x", AT, AT)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          recipients: {}                                            | :1: recipients: expected a list, found a mapping
          owners: []                                                | :1: the file: unknown field 'owners'; known are page, recipients
          recipients: [{url: 'http://h/'}]                          | :1: recipients[0]: name is missing
          recipients: [{name: a, url: 'http://h/', urlFile: b}]     | :1: recipients[0]: set either url or urlFile
          recipients: [{name: a}]                                   | :1: recipients[0]: set either url or urlFile
          recipients: [{name: a, url: 'ftp://h/'}]                  | :1: recipients[0]: url: is not an http or https URL with a host
          recipients: [{name: a, url: 'http://h:99999/'}]           | :1: recipients[0]: url: is not an http or https URL with a host
          recipients: [{name: a, url: 'http://a:b@h/'}]             | :1: recipients[0]: url: has a user name, which is not supported in a URL
          recipients: [{name: a, urlFile: none}]                    | cannot be read: there is no such file or folder
          recipients: [{name: a, url: 'http://h/', tag: '['}]       | :1: recipients[0]: tag: '[' is not a regular expression of RE2
          recipients: [{name: a, url: 'http://h/', tag: 4.20}]      | :1: recipients[0]: tag: expected text, found the number 4.20; put it in quotes
          recipients: [{name: a, url: 'http://h/', text: '{tags}'}] | :1: recipients[0]: text: unknown placeholder {tags}; known are {tag}, {state}, {reason}, {error}, {since}, {link}
          recipients: [{name: a, url: 'http://h/', text: '{link}'}] | :1: recipients[0]: text: {link} needs page, the address of the service's page
          page: 'https://h/?a'                                      | :1: page: expected the http or https URL of the service's page, without a query
          """)
  void whatIsWrongIsNamedWithItsLine(String yaml, String problem) {
    assertTrue(problems(yaml).contains(problem), () -> problems(yaml));
    assertTrue(problems(yaml).startsWith("notifications.yaml:1: "), () -> problems(yaml));
  }

  @Test
  void allProblemsAreReportedTogether() {
    String problems =
        problems(
            """
            recipients:
            - {name: a, url: 'http://h/1', namespaces: ocp}
            - {name: a, url: 'http://h/2'}
            """);
    assertTrue(problems.contains("notifications.yaml:2: recipients[0]: unknown field"), problems);
    assertTrue(problems.contains("notifications.yaml:3: recipients[1]: another rec"), problems);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          recipients: [{name: a, url: 'ftp://h/SECRET'}]
          recipients: [{name: a, url: 'http://h h/SECRET'}]
          recipients: [{name: a, url: ['http://h/SECRET']}]
          recipients: [{name: a, 'http://h/SECRET': url}]
          recipients: [{name: 'http://h/SECRET', url: 'http://h/SECRET'}]
          recipients: http://h/SECRET
          http://h/SECRET
          recipients: [{name: a, url: 'http://h/SECRET', url: 'http://h/SECRET'}]
          recipients: [{name: a, url: "http://h/SECRET
          """)
  void noProblemQuotesAnAddress(String yaml) {
    String problems = problems(yaml);
    assertFalse(problems.contains("SECRET"), problems);
  }

  @Test
  void aUrlInAFileIsReadForEachMessage() throws Exception {
    Path file = folder.resolve("url");
    Files.writeString(file, "https://h/SECRET\n");
    Recipient recipient = read("recipients: [{name: a, urlFile: url}]").of(CLI).get();
    Files.writeString(file, "https://h/OTHER\n");
    assertEquals(URI.create("https://h/OTHER"), recipient.address().read());
    assertFalse(recipient.toString().contains("OTHER"), recipient::toString);
    Files.writeString(file, "h h SECRET");
    String problem = assertThrows(IOException.class, () -> recipient.address().read()).getMessage();
    assertEquals(file.toAbsolutePath() + " is not a valid URL", problem);
    assertFalse(read("recipients: [{name: a, url: 'http://h/SECRET'}]").toString().contains("SEC"));
  }
}
