package org.openshift.ci.mirror.bench;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import org.openshift.ci.mirror.bench.trial.BenchException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the bench. */
@Command(
    name = "bench",
    description =
        "Measures ci-images-mirror and other tools in the same rounds. Progress goes to"
            + " standard error, the table to standard output.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      CopyBench.class,
      CompareBench.class,
      DigestsBench.class,
      EndToEndBench.class,
      MemoryBench.class,
      ReleaseBench.class,
      EngineChild.class,
      ReleaseChild.class
    })
public final class BenchMain {

  private BenchMain() {}

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] arguments) {
    Runtime.getRuntime().addShutdownHook(new Thread(BenchMain::endServers));
    System.exit(
        execute(
            new PrintWriter(System.out, true, Charset.defaultCharset()),
            new PrintWriter(System.err, true, Charset.defaultCharset()),
            arguments));
  }

  /** Kills the servers of a trial that a signal interrupts. */
  private static void endServers() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Runs the command line.
   *
   * @return 0 if everything was measured, 1 if something failed, 2 if the arguments are wrong
   */
  static int execute(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new BenchMain())
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(
            (failure, parsed) -> {
              err.println("error: " + failure.getMessage());
              err.println(
                  "'%s --help' lists the options"
                      .formatted(failure.getCommandLine().getCommandSpec().qualifiedName()));
              return CommandLine.ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (failure, line, parsed) -> {
              if (failure instanceof BenchException) {
                err.println("error: " + failure.getMessage());
                return CommandLine.ExitCode.SOFTWARE;
              }
              throw failure;
            })
        .execute(arguments);
  }
}
