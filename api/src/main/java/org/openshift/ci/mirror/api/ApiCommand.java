package org.openshift.ci.mirror.api;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import org.openshift.ci.mirror.api.access.TokenFile;
import org.openshift.ci.mirror.connection.TemporalAccess;
import org.openshift.ci.mirror.log.LogFormat;
import org.openshift.ci.mirror.version.BuildVersion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: parses and checks the flags, and starts the service. */
@Command(
    name = "ci-images-mirror-api",
    description = "Lists mirror tasks and re-triggers them, over HTTP.",
    sortOptions = false,
    usageHelpAutoWidth = true)
final class ApiCommand implements Callable<Integer> {

  static final String ADDRESS_VARIABLE = "TEMPORAL_ADDRESS";

  private final Map<String, String> environment;
  private final ToIntFunction<ApiSettings> service;

  @Spec private CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "0.0.0.0",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, every interface).")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8090",
      converter = FlagValues.Port.class,
      description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--temporal-address",
      paramLabel = "HOST:PORT",
      description =
          "Temporal's frontend (default: "
              + ADDRESS_VARIABLE
              + ", or that of Temporal's profile file, or "
              + TemporalAccess.DEFAULT_ADDRESS
              + "). Certificates and an API key come from the same variables or file as for Temporal's"
              + " command line, such as TEMPORAL_TLS_CLIENT_CERT_PATH.")
  private String temporalAddress;

  @Option(
      names = "--temporal-namespace",
      paramLabel = "NAME",
      description =
          "Temporal namespace of the mirror tasks (default: TEMPORAL_NAMESPACE, or that of Temporal's"
              + " profile file, or "
              + TemporalAccess.DEFAULT_NAMESPACE
              + ").")
  private String temporalNamespace;

  @Option(
      names = "--temporal-ui-address",
      paramLabel = "URL",
      defaultValue = "http://localhost:8233",
      converter = FlagValues.WebAddress.class,
      description =
          "Temporal's Web UI as browsers reach it, for links (default: ${DEFAULT-VALUE}).")
  private URI temporalUi;

  @Option(
      names = "--trigger-token-file",
      paramLabel = "FILE",
      description =
          "File with the bearer token for re-triggering tasks, of at least 16 characters; read again"
              + " for each request. Without this flag, nobody may.")
  private Path triggerTokenFile;

  @Option(
      names = "--version",
      versionHelp = true,
      description = "Print version and commit, and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  @Option(
      names = "--authorization",
      paramLabel = "token-file|kubernetes",
      defaultValue = "token-file",
      converter = FlagValues.AuthorizationBy.class,
      description =
          "Who may ask something of tasks: holders of the token in --trigger-token-file, or those whom"
              + " roles of the cluster allow it, with tokens of the cluster (default:"
              + " ${DEFAULT-VALUE}).")
  private Authorization authorization;

  @Option(
      names = "--authorize-reads",
      description = "Only those who may read can, by the same means. Without this flag, all may.")
  private boolean authorizeReads;

  @Option(
      names = "--log-format",
      paramLabel = "plain|json",
      description =
          "How lines of the log are written; json: an object on each line (default: plain).")
  void setLogFormat(LogFormat format) {
    format.use();
  }

  @Option(names = "--help", usageHelp = true, description = "Show this and exit.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  private ApiCommand(Map<String, String> environment, ToIntFunction<ApiSettings> service) {
    this.environment = environment;
    this.service = service;
  }

  /**
   * The command line, ready to execute. Bad arguments give exit status 2.
   *
   * @param service starts the service and returns the exit status
   */
  static CommandLine commandLine(
      Map<String, String> environment, ToIntFunction<ApiSettings> service) {
    CommandLine commandLine = new CommandLine(new ApiCommand(environment, service));
    CommandSpec spec = commandLine.getCommandSpec();
    spec.version(spec.name() + " " + BuildVersion.current());
    commandLine.setExpandAtFiles(false);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(
        (failure, arguments) -> {
          String line = failure.getMessage().lines().findFirst().orElse("bad arguments");
          commandLine.getErr().println("ci-images-mirror-api: " + line + "; see --help");
          return CommandLine.ExitCode.USAGE;
        });
    return commandLine;
  }

  @Override
  public Integer call() {
    if (host.isBlank()) {
      throw bad("Invalid value for option '--host': it is empty");
    }
    if (temporalNamespace != null && temporalNamespace.isBlank()) {
      throw bad("Invalid value for option '--temporal-namespace': it is empty");
    }
    return service.applyAsInt(
        new ApiSettings(
            host,
            port,
            temporal(),
            temporalUi,
            Optional.ofNullable(tokenFile()),
            authorization,
            authorizeReads));
  }

  private TemporalAccess temporal() {
    try {
      TemporalAccess access =
          TemporalAccess.load(environment).with(temporalAddress, temporalNamespace);
      if (!access.hasHostAndPort()) {
        throw bad(
            "Invalid value for %s: '%s' is not host:port"
                .formatted(whereAddressIs(), access.address()));
      }
      return access;
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage());
    }
  }

  private String whereAddressIs() {
    if (temporalAddress != null) {
      return "option '--temporal-address'";
    }
    return environment.containsKey(ADDRESS_VARIABLE)
        ? "environment variable " + ADDRESS_VARIABLE
        : "the address in Temporal's profile file";
  }

  private Path tokenFile() {
    if (triggerTokenFile != null && authorization == Authorization.KUBERNETES) {
      throw bad("--trigger-token-file and --authorization=kubernetes exclude each other");
    }
    if (triggerTokenFile == null && authorization == Authorization.TOKEN_FILE && authorizeReads) {
      throw bad("--authorize-reads needs --trigger-token-file or --authorization=kubernetes");
    }
    if (triggerTokenFile != null) {
      try {
        String _ = new TokenFile(triggerTokenFile).readLong();
      } catch (TokenFile.UnusableException e) {
        throw bad("Invalid value for option '--trigger-token-file': " + e.getMessage());
      }
    }
    return triggerTokenFile;
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
