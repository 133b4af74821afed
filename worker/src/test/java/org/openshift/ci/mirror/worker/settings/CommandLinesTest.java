package org.openshift.ci.mirror.worker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openshift.ci.mirror.version.BuildVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class CommandLinesTest {

  @Command(name = "worker")
  static final class Recorder implements Callable<Integer> {
    @Mixin WorkerArguments arguments;
    WorkerSettings settings;

    @Override
    public Integer call() {
      settings = arguments.toSettings();
      SettingsCheck.check(settings);
      return 0;
    }
  }

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private final Recorder recorder = new Recorder();

  private int run(String... arguments) {
    return run(recorder, arguments);
  }

  private int run(Object command, String... arguments) {
    return CommandLines.execute(
        command,
        new PrintStream(output, true, StandardCharsets.UTF_8),
        new PrintStream(errors, true, StandardCharsets.UTF_8),
        arguments);
  }

  private String errorLine() {
    String text = errors.toString(StandardCharsets.UTF_8);
    assertEquals(1, text.lines().count(), text);
    return text.strip();
  }

  @Test
  void hasTheDefaultsOfTheContract() {
    assertEquals(0, run("--temporal-address=temporal:7233"));
    assertEquals("registry.ci.openshift.org", recorder.settings.mirror().sourceRegistry());
    assertEquals("quay.io/openshift/ci", recorder.settings.mirror().targetRepository());
    assertFalse(recorder.settings.mirror().dryRun());
    assertFalse(recorder.settings.mirror().onlyValidManifestV2Images());
    assertEquals(
        new RegistrySettings(null, List.of(), Set.of(), Map.of(), false),
        recorder.settings.mirror().registries());
    assertEquals("default", recorder.settings.temporal().namespace());
    assertEquals(Duration.ofSeconds(30), recorder.settings.process().gracePeriod());
    assertEquals(9090, recorder.settings.process().metricsPort());
    assertEquals("0.0.0.0", recorder.settings.process().metricsHost());
  }

  @Test
  void takesRepeatedFlagsInBothSpellings() {
    assertEquals(
        0,
        run(
            "--quayIOCIImagesDistributorOptions.additional-image-stream-tag=ocp/4.22:cli",
            "--additional-image-stream-tag",
            "ci/tools:latest",
            "--additional-image-stream-namespace=ocp",
            "--additional-image-stream=ocp/builder",
            "--ignore-image-stream-tag=ocp/4.22:old",
            "--insecure-registry=127.0.0.1:5050",
            "--insecure-registry",
            "127.0.0.1:5051",
            "--requests-per-second=Quay.io=12.5",
            "--requests-per-second",
            "127.0.0.1:5050=3",
            "--referrers",
            "--image-streams=/srv/streams",
            "--dry-run",
            "--gracePeriod=1m30s"));
    WorkerSettings settings = recorder.settings;
    assertEquals(List.of("ocp/4.22:cli", "ci/tools:latest"), settings.sources().additionalTags());
    assertEquals(List.of("ocp"), settings.sources().additionalNamespaces());
    assertEquals(List.of("ocp/builder"), settings.sources().additionalStreams());
    assertEquals(List.of("ocp/4.22:old"), settings.sources().ignoredTags());
    assertEquals(
        new RegistrySettings(
            null,
            List.of(),
            Set.of("127.0.0.1:5050", "127.0.0.1:5051"),
            Map.of("quay.io", 12.5, "127.0.0.1:5050", 3.0),
            true),
        settings.mirror().registries());
    assertEquals(Path.of("/srv/streams"), settings.sources().imageStreams());
    assertTrue(settings.mirror().dryRun());
    assertEquals(Duration.ofSeconds(90), settings.process().gracePeriod());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --no-such-flag                              | --no-such-flag
          --dry                                       | --dry
          --config                                    | --config
          --dry-run=maybe                             | maybe
          --metrics-port=many                         | many
          --metrics-port=70000                        | 70000
          --metrics-host=localhost                    | localhost' is not an IP address
          --metrics-host=                             | --metrics-host: '' is not an IP address
          --gracePeriod=soon                          | soon
          --registry-config=/no/such/file             | /no/such/file
          --registry-config=/                         | folder
          --certificate-authority=/no/such/file       | /no/such/file
          --certificate-authority=/                   | folder
          --config=/no/such/file                      | /no/such/file
          --release-repo-git-sync-path=/no/such/place | /no/such/place
          --source-registry=https://registry          | https://registry
          --source-registry=[::1]:5000                | IPv6 addresses are not supported
          --insecure-registry=a/b                     | a/b
          --source-registry=registry                  | registry' is not a registry: a host without a dot needs its port, as in registry:443
          --insecure-registry=registry                | a host without a dot needs its port
          --requests-per-second=quay=5                | a host without a dot needs its port
          --requests-per-second=20                    | is not HOST=N
          --requests-per-second=quay.io=              | quay.io=' has no valid rate
          --requests-per-second=quay.io=0             | above 0
          --requests-per-second=quay.io=0.0           | above 0
          --requests-per-second=quay.io=-1            | quay.io=-1
          --requests-per-second=quay.io=NaN           | quay.io=NaN
          --requests-per-second=quay.io=1e3           | quay.io=1e3
          --requests-per-second=https://quay.io=5     | is not a registry
          --referrers=maybe                           | maybe
          --target-repository=Quay.io/UPPER           | Quay.io/UPPER
          --target-repository=openshift/ci            | openshift/ci
          --target-repository=my_host:5000/a/b        | my_host' has a '_'
          --temporal-address=nowhere                  | nowhere
          --temporal-address=nowhere:99999            | 99999
          --leader-election-suffix=-me                | so it needs --dry-run
          """)
  void refusesInOneLineThatNamesTheValue(String argument, String named) {
    assertEquals(2, run(argument));
    assertTrue(errorLine().contains(named), errorLine());
  }

  @Test
  void versionIsThatOfTheBuildForEveryCommand() {
    assertEquals(0, run(new Whole(), "--version"));
    assertEquals(0, run(new Whole(), "part", "--version"));
    String version = BuildVersion.current().toString();
    String line = "whole " + version;
    assertEquals(List.of(line, line), output.toString(StandardCharsets.UTF_8).lines().toList());
    if (Files.exists(Path.of("..", ".git"))) {
      assertTrue(
          version.matches(
              "\\d+\\.\\d+\\.\\d+\\S* \\(commit [0-9a-f]{40}, \\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z.*\\)"),
          version);
    }
  }

  @Command(name = "whole", mixinStandardHelpOptions = true, subcommands = Part.class)
  static final class Whole {}

  @Command(name = "part", mixinStandardHelpOptions = true)
  static final class Part {}

  @Test
  void aBugInTheProgramIsNotAUsageError() {
    assertEquals(1, run(new Broken()));
  }

  @Command(name = "broken")
  static final class Broken implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new IllegalStateException("a defect");
    }
  }
}
