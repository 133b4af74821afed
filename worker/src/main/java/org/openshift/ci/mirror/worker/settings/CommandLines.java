package org.openshift.ci.mirror.worker.settings;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.openshift.ci.mirror.version.BuildVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.RunLast;

/** Parses and runs command lines, and prints each error as one line. */
public final class CommandLines {

  private static final Logger log = LoggerFactory.getLogger(CommandLines.class);

  private CommandLines() {}

  /**
   * Runs a command.
   *
   * @param output receives what the command prints
   * @param errors receives the error messages
   * @return the exit status: what the command returns, 2 for a bad flag or value, 1 for any other
   *     failure
   */
  public static int execute(
      Object command, PrintStream output, PrintStream errors, String... arguments) {
    OriginalFlags.Translated translated = OriginalFlags.translate(arguments);
    CommandLine commandLine = new CommandLine(command);
    Optional<String> refusal = OriginalFlags.refusal(arguments);
    if (refusal.isPresent()) {
      errors.println(programOf(commandLine) + ": " + refusal.get());
      return ExitCode.USAGE;
    }
    commandLine.setOut(new PrintWriter(output, true, StandardCharsets.UTF_8));
    commandLine.setErr(new PrintWriter(errors, true, StandardCharsets.UTF_8));
    setVersion(commandLine.getCommandSpec(), BuildVersion.current());
    commandLine.setAbbreviatedOptionsAllowed(false);
    commandLine.setOverwrittenOptionsAllowed(true);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUnmatchedOptionsAllowedAsOptionParameters(false);
    commandLine.setExecutionStrategy(
        parsed -> {
          translated
              .notNeeded()
              .forEach(
                  flag ->
                      log.info("{} is accepted but has no effect: Temporal does that work", flag));
          return new RunLast().execute(parsed);
        });
    commandLine.setParameterExceptionHandler(
        (exception, args) -> {
          errors.println(describe(exception));
          return ExitCode.USAGE;
        });
    commandLine.setExecutionExceptionHandler(
        (exception, failed, parsed) -> {
          if (exception instanceof CommandException known) {
            errors.println(programOf(failed) + ": " + known.getMessage());
            return known.exitStatus();
          }
          log.error("{} failed because of a bug in this program", programOf(failed), exception);
          return ExitCode.SOFTWARE;
        });
    return commandLine.execute(translated.arguments().toArray(String[]::new));
  }

  private static void setVersion(CommandSpec command, BuildVersion version) {
    command.version(command.root().name() + " " + version);
    command
        .subcommands()
        .values()
        .forEach(subcommand -> setVersion(subcommand.getCommandSpec(), version));
  }

  private static String describe(ParameterException exception) {
    return programOf(exception.getCommandLine())
        + ": "
        + firstLine(exception.getMessage())
        + " (--help lists the flags)";
  }

  private static String programOf(CommandLine commandLine) {
    CommandSpec spec = commandLine.getCommandSpec();
    return spec.qualifiedName();
  }

  private static String firstLine(String message) {
    int end = message.indexOf('\n');
    return end < 0 ? message : message.substring(0, end);
  }
}
