package org.openshift.ci.mirror.api.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openshift.ci.mirror.version.BuildVersion;

class MirrorCtlTest {

  private static final Path NO_HOME = Path.of("/nonexistent");

  private static Ctl run(String... arguments) {
    return Ctl.run(Map.of(), NO_HOME, arguments);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status",
        "list",
        "show",
        "trigger",
        "park",
        "unpark",
        "withdraw",
        "wait",
        "events"
      })
  void everyCommandHasHelpVersionAndCompletion(String command) {
    String help = run(command, "--help").ended(0).output();
    assertTrue(help.startsWith("Usage: mirrorctl " + command), help);
    for (String flag : List.of("--api", "--token-file", "--output", "Exit status:")) {
      assertTrue(help.contains(flag), help);
    }
    String version = run(command, "--version").ended(0).output();
    assertEquals("mirrorctl " + BuildVersion.current(), version.strip());
    String completion = run("generate-completion").ended(0).output();
    assertTrue(completion.contains("_picocli_mirrorctl_" + command), completion);
  }

  @Test
  void valuesAreCompletedToo() {
    String completion = run("generate-completion").ended(0).output();
    for (String value : List.of("\"parked\"", "\"distributor\"", "\"SourceMissing\"", "\"json\"")) {
      assertTrue(completion.contains(value), value);
    }
  }

  @Test
  void flagsOfAllCommandsMayStandBeforeTheCommand() {
    try (ScriptedApi api = new ScriptedApi()) {
      api.on(
          "GET /api/v1/mirrors?action=show&limit=1000&sort=oldest", "{\"mirrors\":[],\"total\":0}");
      run("--api=" + api.address(), "-o", "json", "list").ended(0);
    }
  }

  @Test
  void withoutACommandItSaysSo() {
    String errors = run().ended(2).errors();
    assertEquals(1, errors.lines().count(), errors);
    assertTrue(errors.contains("--help"), errors);
  }

  /** Or it would start slowly, and understand one version of the service only. */
  @Test
  void reachesTheServiceThroughTheProxyThatTheEnvironmentNames() {
    Map<String, String> through = new HashMap<>();
    through.put(CtlSettings.API_VARIABLE, "http://mirror.example");
    String address;
    try (ScriptedApi proxy = new ScriptedApi()) {
      address = proxy.address();
      through.put("http_proxy", address);
      proxy.on(
          "GET http://mirror.example/api/v1/mirrors?action=show&limit=1000&sort=oldest",
          "{\"mirrors\":[],\"total\":0}");
      Ctl.run(through, NO_HOME, "list").ended(0);
      assertEquals(1, proxy.requests().size());
      Map<String, String> directly = new HashMap<>(through);
      directly.put("NO_PROXY", ".example");
      String errors = Ctl.run(directly, NO_HOME, "list").ended(1).errors();
      assertFalse(errors.contains("proxy"), errors);
      assertEquals(1, proxy.requests().size());
    }
    String refused = Ctl.run(through, NO_HOME, "list").ended(1).errors();
    assertTrue(
        refused.contains("failed through the proxy " + address.substring("http://".length())),
        refused);
  }

  @Test
  void aVariableThatNamesNoProxyIsNotQuoted() {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "socks5://bob:secret@squid:1080");
    String errors = Ctl.run(environment, NO_HOME, "list").ended(2).errors();
    assertEquals(1, errors.lines().count(), errors);
    assertTrue(errors.contains("HTTPS_PROXY") && !errors.contains("secret"), errors);
  }

  @Test
  void usesNothingOfTheService() {
    JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.openshift.ci.mirror.api.ctl");
    ArchRuleDefinition.classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "picocli..",
            "tools.jackson..",
            "org.openshift.ci.mirror.api.ctl",
            "org.openshift.ci.mirror.model",
            "org.openshift.ci.mirror.proxy",
            "org.openshift.ci.mirror.version")
        .check(classes);
  }
}
