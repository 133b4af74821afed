package org.openshift.ci.mirror.api.ctl;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.openshift.ci.mirror.version.BuildVersion;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line {@code mirrorctl}. */
@Command(
    name = "mirrorctl",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = MirrorCtl.Version.class,
    sortOptions = false,
    usageHelpAutoWidth = true,
    description = "Says whether tags are mirrored, and if not, why; and acts on it.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:done; the answer is a good one",
      "1:it failed, was refused, or the answer is a bad one",
      "2:a flag, a value or a file that the flags name is wrong",
      "3:the time is up ('wait' and 'trigger --wait')"
    },
    subcommands = {
      StatusCommand.class,
      ListCommand.class,
      ShowCommand.class,
      TriggerCommand.class,
      ParkCommand.class,
      UnparkCommand.class,
      WithdrawCommand.class,
      WaitCommand.class,
      EventsCommand.class,
      GenerateCompletion.class
    })
public final class MirrorCtl {

  private final Map<String, String> environment;
  private final Path home;
  private final InstantSource clock;

  @Option(
      names = "--api",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      description =
          "Address of the API. Default: "
              + CtlSettings.API_VARIABLE
              + ", or 'api' in ~/"
              + CtlSettings.FILE
              + ", or "
              + CtlSettings.DEFAULT_API
              + ".")
  private String api;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "File with the bearer token, which acting on tasks needs. Default: "
              + CtlSettings.TOKEN_FILE_VARIABLE
              + ", or 'token-file' in ~/"
              + CtlSettings.FILE
              + ".")
  private String tokenFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Output output;

  private MirrorCtl(Map<String, String> environment, Path home, InstantSource clock) {
    this.environment = environment;
    this.home = home;
    this.clock = clock;
  }

  /**
   * Runs a command line.
   *
   * @return the exit status
   */
  public static int run(String... arguments) {
    return commandLine(
            System.getenv(), Path.of(System.getProperty("user.home")), InstantSource.system())
        .execute(arguments);
  }

  /**
   * The command line, ready to execute.
   *
   * @param home the folder that has the settings file
   */
  static CommandLine commandLine(Map<String, String> environment, Path home, InstantSource clock) {
    CommandLine commandLine = new CommandLine(new MirrorCtl(environment, home, clock));
    commandLine.setExpandAtFiles(false);
    commandLine.setAbbreviatedOptionsAllowed(false);
    commandLine.setAbbreviatedSubcommandsAllowed(false);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setUnmatchedOptionsAllowedAsOptionParameters(false);
    String program = commandLine.getCommandName();
    commandLine.setParameterExceptionHandler(
        (failure, arguments) -> {
          String line = failure.getMessage().lines().findFirst().orElse("bad arguments");
          failure.getCommandLine().getErr().println(program + ": " + line + "; see --help");
          return CtlException.USAGE;
        });
    commandLine.setExecutionExceptionHandler(
        (failure, failed, parsed) -> {
          String line = failure instanceof CtlException ? failure.getMessage() : bug(failure);
          failed.getErr().println(program + ": " + line);
          return failure instanceof CtlException known ? known.exitStatus() : CtlException.FAILED;
        });
    return commandLine;
  }

  private static String bug(Exception failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    return "failed because of a bug: %s (%s)"
        .formatted(Text.line(failure.toString()), trace.length == 0 ? "nowhere" : trace[0]);
  }

  ApiClient connect() {
    return new ApiClient(
        CtlSettings.of(api, tokenFile, environment, home), CtlSettings.proxies(environment));
  }

  Output output() {
    return output;
  }

  Instant now() {
    return clock.instant();
  }

  /** The version for {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"mirrorctl " + BuildVersion.current()};
    }
  }
}
