package org.openshift.ci.mirror.worker.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.testing.Answer;
import org.openshift.ci.mirror.testing.FreePorts;
import org.openshift.ci.mirror.testing.LocalRegistry;
import org.openshift.ci.mirror.testing.RegistryAccess;
import org.openshift.ci.mirror.testing.ScriptedServer;
import org.openshift.ci.mirror.testing.TestCertificate;
import org.openshift.ci.mirror.testing.TestImage;
import org.openshift.ci.mirror.testing.TestImages;

/** The commands {@code copy} and {@code check}, with the arguments that a person gives. */
@Order(3)
class RegistryCommandsIT {

  /** The password "U*U", as bcrypt's own test vectors have it. */
  private static final String HTPASSWD =
      "robot:$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW\n";

  private static LocalRegistry source;
  private static LocalRegistry target;
  private static RegistryAccess sourceAccess;
  private static RegistryAccess targetAccess;

  @TempDir private Path folder;
  private final TestImages images = new TestImages(System.nanoTime());

  @BeforeAll
  static void start() {
    source = LocalRegistry.start();
    target = LocalRegistry.startWithPasswords(HTPASSWD);
    sourceAccess = RegistryAccess.to(source);
    targetAccess = RegistryAccess.to(target, "robot", "U*U");
  }

  @AfterAll
  static void stop() {
    sourceAccess.close();
    targetAccess.close();
    source.close();
    target.close();
  }

  @Test
  void copiesToSeveralTagsAndRepositoriesAndSaysWhatItDid() throws IOException {
    TestImage image = images.dockerLabelled("quay.expires-after", "2w", 50_000);
    sourceAccess.push("ns/app", "v1", image);
    Command copy =
        Command.runProcess(
            folder,
            withHosts(
                "copy",
                credentials("U*U"),
                from("v1"),
                to("ci:one"),
                to("ci:two"),
                to("other:one")));
    assertEquals(0, copy.status(), copy.errors());
    for (String repository : List.of("ci", "other")) {
      assertEquals(Optional.empty(), targetAccess.differenceFrom(image, repository, "one"));
    }
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, "ci", "two"));
    List<String> lines = copy.output().lines().toList();
    assertEquals(to("ci:one") + " " + image.digest(), lines.get(0), copy.output());
    assertEquals(to("ci:two") + " " + image.digest(), lines.get(1), copy.output());
    long manifest = image.bytes().length;
    assertEquals(
        (image.totalSize() + 2 * manifest) + " bytes sent, 2 blobs sent, 0 blobs mounted",
        lines.get(2));
    assertTrue(lines.get(3).startsWith("warning: "), copy.output());
    assertTrue(lines.get(3).contains("quay.expires-after=2w"), copy.output());
    assertEquals(to("other:one") + " " + image.digest(), lines.get(4), copy.output());
    assertTrue(
        lines.get(5).startsWith((image.totalSize() + manifest) + " bytes sent"), copy.output());
    assertFalse(copy.output().contains("\033"), "a bar, and this is no terminal");
  }

  @Test
  void takesSignaturesAlongWhereAskedTo() throws IOException {
    TestImage image = images.oci(1_000);
    TestImage signature = images.oci(100);
    String tag = image.digest().replace(':', '-') + ".sig";
    sourceAccess.push("ns/app", "signed", image);
    sourceAccess.push("ns/app", tag, signature);
    String credentials = credentials("U*U");
    assertEquals(0, run("copy", credentials, from("signed"), to("unsigned:v1")).status());
    assertEquals(Optional.empty(), targetAccess.digest("unsigned", tag));
    assertEquals(
        0, run("copy", credentials, "--referrers", from("signed"), to("signed:v1")).status());
    assertEquals(Optional.empty(), targetAccess.differenceFrom(signature, "signed", tag));
  }

  @ParameterizedTest
  @ValueSource(ints = {303, 500})
  void aListOfSignaturesThatFailsDoesNotKeepTheImageAway(int status) throws IOException {
    // The cases run beside each other, so that each needs a tag of its own.
    String tag = "listless-" + status;
    TestImage image = images.oci(1_000);
    sourceAccess.push("ns/app", tag, image);
    try (ScriptedServer front = ScriptedServer.inFrontOf(source)) {
      front.always(
          "GET",
          "/referrers/",
          Answer.reply(status, "").with("Location", "http://127.0.0.1:1/packages"));
      Command copy =
          Command.run(
              "copy",
              "--insecure-registry=" + front.host(),
              "--insecure-registry=" + target.host(),
              "--referrers",
              credentials("U*U"),
              front.host() + "/ns/app:" + tag,
              to(tag + ":v1"));
      assertEquals(0, copy.status(), copy.errors());
    }
    assertEquals(Optional.empty(), targetAccess.differenceFrom(image, tag, "v1"));
  }

  @Test
  void keepsTheRateItIsGiven() throws IOException {
    sourceAccess.push("ns/app", "slow", images.docker(100, 200));
    try (ScriptedServer front = ScriptedServer.inFrontOf(source)) {
      Command copy =
          Command.run(
              "copy",
              "--insecure-registry=" + front.host(),
              "--insecure-registry=" + target.host(),
              "--requests-per-second=" + front.host() + "=2.5",
              credentials("U*U"),
              front.host() + "/ns/app:slow",
              to("slow:v1"));
      assertEquals(0, copy.status(), copy.errors());
      // A manifest and three blobs, sent 0.4 s apart; the first may arrive late.
      long took = front.seen().getLast().nanoTime() - front.seen().getFirst().nanoTime();
      assertEquals(4, front.seen().size());
      assertTrue(took > 800_000_000L, "4 requests in " + took + " ns");
    }
  }

  @Test
  void aWrongCredentialIsOneLineThatNamesTheFile() throws IOException {
    sourceAccess.push("ns/app", "v2", images.docker(100));
    Command copy =
        Command.runProcess(
            folder, withHosts("copy", credentials("wrong"), from("v2"), to("ci:denied")));
    assertEquals(1, copy.status());
    assertOneLine(copy, "401", "config.json", target.host());
    assertFalse(copy.errors().contains("wrong"), copy.errors());
    Command check = run("check", credentials("wrong"), from("v2"), to("ci:denied"));
    assertEquals(3, check.status());
    assertOneLine(check, "401", "config.json");
  }

  @Test
  void aMissingImageAndAHostThatDoesNotAnswer() throws IOException {
    Command missing = run("copy", credentials("U*U"), from("none"), to("ci:none"));
    assertEquals(1, missing.status());
    assertOneLine(missing, from("none"), "does not exist");

    String nowhere = "127.0.0.1:" + FreePorts.next();
    Command unreachable =
        Command.run("check", "--insecure-registry=" + nowhere, nowhere + "/a:b", from("v1"));
    assertEquals(3, unreachable.status());
    assertOneLine(unreachable, "nothing answers at " + nowhere);

    Command unknown = Command.run("copy", "no-such-host.invalid/a:b", to("ci:x"));
    assertEquals(1, unknown.status());
    assertOneLine(unknown, "no-such-host.invalid is not known");
  }

  @Test
  void aCertificateIsTrustedOnlyWhereTheFlagNamesIt() throws Exception {
    TestCertificate certificate = TestCertificate.in(folder);
    sourceAccess.push("ns/app", "tls", images.docker(100));
    try (ScriptedServer tls = ScriptedServer.withTls(certificate.context(), source)) {
      String image = tls.host() + "/ns/app:tls";
      Command trusted =
          run("check", "--certificate-authority=" + certificate.pem(), image, from("tls"));
      assertEquals(0, trusted.status(), trusted.errors());
      Command unknown = run("check", image, from("tls"));
      assertEquals(3, unknown.status(), unknown.errors());
      assertOneLine(unknown, "no TLS connection");
    }
  }

  @Test
  void badInputIsRefusedBeforeAnythingIsAsked() throws IOException {
    Path noCertificate = Files.writeString(folder.resolve("no.pem"), "no certificate");
    for (List<String> arguments :
        List.of(
            List.of("copy", from("v1")),
            List.of("copy", "Not/A/Spec", to("ci:x")),
            List.of("copy", from("v1"), target.host() + "/ci@sha256:" + "0".repeat(64)),
            List.of("copy", "--registry-config=/no/such/file", from("v1"), to("ci:x")),
            List.of("copy", "--certificate-authority=" + noCertificate, from("v1"), to("ci:x")),
            List.of("copy", "--requests-per-second=x", from("v1"), to("ci:x")),
            List.of("check", from("v1")),
            List.of("check", from("v1"), to("ci:x"), "third"))) {
      Command bad = Command.run(arguments.toArray(String[]::new));
      assertEquals(2, bad.status(), arguments + ": " + bad.errors());
      assertEquals(1, bad.errors().lines().count(), bad.errors());
      assertEquals("", bad.output());
    }
  }

  @Test
  void checkSaysEqualDiffersOrMissing() throws IOException {
    TestImage image = images.ociIndex(100);
    TestImage other = images.docker(100);
    sourceAccess.push("ns/app", "checked", image);
    targetAccess.push("ci", "same", image);
    targetAccess.push("ci", "differs", other);
    String credentials = credentials("U*U");

    Command equal = run("check", credentials, from("checked"), to("ci:same"));
    assertEquals(0, equal.status(), equal.errors());
    assertEquals(
        List.of(
            from("checked") + " " + image.digest(), to("ci:same") + " " + image.digest(), "equal"),
        equal.output().lines().toList());

    Command differs = run("check", credentials, from("checked"), to("ci:differs"));
    assertEquals(1, differs.status());
    assertEquals(
        List.of(to("ci:differs") + " " + other.digest(), "differs"),
        differs.output().lines().skip(1).toList());

    Command missing = run("check", credentials, from("checked"), to("ci:nothing"));
    assertEquals(1, missing.status());
    assertEquals(
        List.of(to("ci:nothing") + " missing", "missing"),
        missing.output().lines().skip(1).toList());
  }

  @Test
  void helpSaysTheExitStatuses() {
    Command help = Command.run("check", "--help");
    assertEquals(0, help.status());
    assertTrue(help.output().contains("3   a registry refused a request"), help.output());
    assertTrue(help.output().contains("--requests-per-second"), help.output());
  }

  private static Command run(String command, String... arguments) {
    return Command.run(withHosts(command, arguments));
  }

  private static String[] withHosts(String command, String... arguments) {
    List<String> all = new ArrayList<>();
    all.add(command);
    all.add("--insecure-registry=" + source.host());
    all.add("--insecure-registry=" + target.host());
    all.addAll(List.of(arguments));
    return all.toArray(String[]::new);
  }

  private String credentials(String password) throws IOException {
    String auth =
        Base64.getEncoder().encodeToString(("robot:" + password).getBytes(StandardCharsets.UTF_8));
    Path file =
        Files.writeString(
            folder.resolve("config.json"),
            "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}".formatted(target.host(), auth));
    return "--registry-config=" + file;
  }

  private static void assertOneLine(Command command, String... parts) {
    assertEquals(1, command.errors().lines().count(), command.errors());
    assertEquals("", command.output());
    for (String part : parts) {
      assertTrue(command.errors().contains(part), command.errors());
    }
  }

  private static String from(String tag) {
    return source.host() + "/ns/app:" + tag;
  }

  private static String to(String repositoryAndTag) {
    return target.host() + "/" + repositoryAndTag;
  }
}
