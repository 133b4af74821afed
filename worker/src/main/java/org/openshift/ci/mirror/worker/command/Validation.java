package org.openshift.ci.mirror.worker.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.openshift.ci.mirror.config.ConfigProblem;
import org.openshift.ci.mirror.config.ConfigReader;
import org.openshift.ci.mirror.config.Endpoints;
import org.openshift.ci.mirror.config.MirroringConfig;
import org.openshift.ci.mirror.config.MirroringConfigException;
import org.openshift.ci.mirror.config.reload.ConfigAddress;
import org.openshift.ci.mirror.config.validation.BaselineTargets;
import org.openshift.ci.mirror.config.validation.NewTargetChecks;
import org.openshift.ci.mirror.config.validation.Promotions;
import org.openshift.ci.mirror.registry.EngineObserver;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.release.index.PromotedTags;
import org.openshift.ci.mirror.worker.settings.SettingsException;
import org.openshift.ci.mirror.worker.settings.ValidationArguments;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;
import org.openshift.ci.mirror.worker.wiring.ConfigWiring;
import org.openshift.ci.mirror.worker.wiring.EngineWiring;
import org.openshift.ci.mirror.worker.wiring.ReleaseWiring;
import org.openshift.ci.mirror.worker.wiring.SourceWiring;

/** Implements {@code --validate-config-only}: reports every problem that it finds. */
public final class Validation {

  private static final int VALID = 0;
  private static final int INVALID = 1;

  private final WorkerSettings settings;
  private final ValidationArguments arguments;
  private final Endpoints endpoints;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final List<String> otherErrors = new ArrayList<>();

  public Validation(WorkerSettings settings, ValidationArguments arguments) {
    this.settings = settings;
    this.arguments = arguments;
    this.endpoints = ConfigWiring.endpoints(settings);
  }

  /**
   * Validates the files that the settings name.
   *
   * @param out receives one line if everything is valid
   * @param err receives a line per problem, and notes on files that could not be checked
   * @return the exit status: 0 if everything is valid, otherwise 1
   * @throws SettingsException if a flag, or a file other than the configuration, is wrong
   */
  public int run(PrintWriter out, PrintWriter err) throws InterruptedException {
    SourceWiring.check(settings.sources());
    try (RegistryEngine engine =
        EngineWiring.engine(settings.mirror().registries(), false, EngineObserver.NONE)) {
      String summary =
          settings.sources().config() == null
              ? "the flags and the files they name are valid"
              : config(settings.sources().config(), engine, err);
      if (problems.isEmpty() && otherErrors.isEmpty()) {
        out.println(summary);
        return VALID;
      }
    }
    problems.sort(Comparator.comparingInt(ConfigProblem::line));
    problems.forEach(err::println);
    otherErrors.forEach(err::println);
    return INVALID;
  }

  private String config(Path file, RegistryEngine engine, PrintWriter err)
      throws InterruptedException {
    Optional<MirroringConfig> config = read(file);
    Optional<BaselineTargets> before = before();
    if (config.isEmpty() || before.isEmpty()) {
      return "";
    }
    NewTargetChecks checks =
        new NewTargetChecks(
            endpoints, promotions(err), arguments.offline() ? null : engine::digest);
    problems.addAll(checks.check(config.get(), before.get(), file.toString()));
    return "%s is valid: %s, compared with %s"
        .formatted(
            file,
            config.get(),
            arguments.against() == null
                ? "nothing, so every target counts as new"
                : arguments.against());
  }

  private Optional<MirroringConfig> read(Path file) {
    try {
      MirroringConfig config =
          new ConfigReader(endpoints).read(ConfigAddress.file(file), file.toString());
      problems.addAll(config.leftOut());
      return Optional.of(config);
    } catch (MirroringConfigException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Optional<BaselineTargets> before() throws InterruptedException {
    if (arguments.against() == null) {
      return Optional.of(BaselineTargets.unknown());
    }
    try {
      byte[] content = new ConfigAddress(arguments.against()).read();
      return Optional.of(BaselineTargets.read(content, arguments.against()));
    } catch (MirroringConfigException e) {
      otherErrors.add(
          "new targets cannot be determined: %s; give the main branch's file with --validate-against"
              .formatted(e.getMessage()));
      return Optional.empty();
    }
  }

  private Promotions promotions(PrintWriter err) {
    Path releaseRepository = settings.sources().releaseRepository();
    if (releaseRepository == null) {
      return tag -> Optional.empty();
    }
    try {
      PromotedTags tags = PromotedTags.read(releaseRepository);
      tags.unreadable()
          .forEach(
              (file, why) ->
                  err.printf("note: not all tags that %s promotes are known: %s%n", file, why));
      return tags::promotedBy;
    } catch (IllegalArgumentException e) {
      throw new SettingsException(ReleaseWiring.FLAG + ": " + e.getMessage(), e);
    }
  }
}
