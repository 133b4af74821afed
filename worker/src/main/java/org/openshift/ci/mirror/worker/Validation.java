package org.openshift.ci.mirror.worker;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.mirroring.ConfigAddress;
import org.openshift.ci.mirror.mirroring.ConfigProblem;
import org.openshift.ci.mirror.mirroring.ConfigReader;
import org.openshift.ci.mirror.mirroring.ListedTargets;
import org.openshift.ci.mirror.mirroring.MirroringConfig;
import org.openshift.ci.mirror.mirroring.MirroringConfigException;
import org.openshift.ci.mirror.mirroring.NewTargetChecks;
import org.openshift.ci.mirror.mirroring.Promotions;
import org.openshift.ci.mirror.mirroring.Registries;
import org.openshift.ci.mirror.registry.RegistryEngine;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.ValidationArguments;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;

/** What {@code --validate-config-only} does: finds everything that is wrong, and says it. */
final class Validation {

  private static final int VALID = 0;
  private static final int INVALID = 1;

  private final WorkerSettings settings;
  private final ValidationArguments arguments;
  private final Registries registries;
  private final List<String> errors = new ArrayList<>();

  Validation(WorkerSettings settings, ValidationArguments arguments) {
    this.settings = settings;
    this.arguments = arguments;
    this.registries = ConfigWiring.registries(settings);
  }

  /**
   * Validates the files that the settings name.
   *
   * @param out gets one line when all is well
   * @param err gets a line for everything that is wrong
   * @return the exit status: 0 when all is well, else 1
   * @throws SettingsException when a flag, or a file other than the configuration, is wrong
   */
  int run(PrintWriter out, PrintWriter err) throws InterruptedException {
    SourceWiring.check(settings.sources());
    try (RegistryEngine engine = EngineWiring.engine(settings.mirror())) {
      String summary =
          settings.sources().config() == null
              ? "the flags and the files they name are valid"
              : config(settings.sources().config(), engine);
      if (errors.isEmpty()) {
        out.println(summary);
        return VALID;
      }
    }
    errors.forEach(err::println);
    return INVALID;
  }

  private String config(Path file, RegistryEngine engine) throws InterruptedException {
    Optional<MirroringConfig> config = read(file);
    Optional<ListedTargets> before = before();
    if (config.isEmpty() || before.isEmpty()) {
      return "";
    }
    NewTargetChecks checks =
        new NewTargetChecks(registries, promotions(), arguments.offline() ? null : engine::digest);
    note(checks.check(config.get(), before.get(), file.toString()));
    return "%s is valid: %s, compared with %s"
        .formatted(
            file,
            config.get(),
            arguments.against() == null
                ? "nothing, so that every target counts as new"
                : arguments.against());
  }

  private Optional<MirroringConfig> read(Path file) {
    try {
      MirroringConfig config =
          new ConfigReader(registries).read(Files.readAllBytes(file), file.toString());
      note(config.leftOut());
      return Optional.of(config);
    } catch (MirroringConfigException e) {
      note(e.problems());
      return Optional.empty();
    } catch (IOException e) {
      throw new SettingsException("--config: %s cannot be read: %s".formatted(file, e), e);
    }
  }

  private Optional<ListedTargets> before() throws InterruptedException {
    if (arguments.against() == null) {
      return Optional.of(ListedTargets.none());
    }
    try {
      byte[] content = new ConfigAddress(arguments.against()).read();
      return Optional.of(ListedTargets.read(content, arguments.against()));
    } catch (MirroringConfigException e) {
      errors.add(
          "what is new cannot be told: %s; give the main branch's file with --validate-against"
              .formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  private Promotions promotions() {
    return tag -> Optional.empty();
  }

  private void note(List<ConfigProblem> problems) {
    problems.forEach(problem -> errors.add(problem.toString()));
  }
}
