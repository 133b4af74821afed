package org.openshift.ci.mirror.worker.command;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.registry.EngineObserver;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryException;
import org.openshift.ci.mirror.registry.engine.RegistryEngine;
import org.openshift.ci.mirror.worker.settings.CommandException;
import org.openshift.ci.mirror.worker.settings.RegistryArguments;
import org.openshift.ci.mirror.worker.settings.RegistrySettings;
import org.openshift.ci.mirror.worker.wiring.EngineWiring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code check}: whether two pull specs name the same image. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description =
        "Compares the digests of two images as the worker does; for an index or a manifest list"
            + " that is its own digest. Prints both digests, then 'equal', 'differs' or 'missing'."
            + " Sends one HEAD request per image.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:equal",
      "1:the images differ, or one is missing",
      "2:a flag or a pull spec is not valid",
      "3:a registry refused a request or did not answer"
    })
public final class CheckCommand implements Callable<Integer> {

  private static final int NOT_EQUAL = 1;
  private static final int UNKNOWN = 3;

  @Mixin RegistryArguments registries;

  @Parameters(index = "0", paramLabel = "SRC", description = "Pull spec of the source.")
  String source;

  @Parameters(index = "1", paramLabel = "DST", description = "Pull spec of the destination.")
  String destination;

  @Spec CommandSpec command;

  private CheckCommand() {}

  @Override
  public Integer call() {
    RegistrySettings settings = registries.toSettings();
    PullSpec from = PullSpecArgument.image("SRC", source);
    PullSpec to = PullSpecArgument.image("DST", destination);
    try (RegistryEngine engine = EngineWiring.engine(settings, false, EngineObserver.NONE)) {
      return print(from, engine.digest(from), to, engine.digest(to));
    } catch (RegistryException e) {
      throw new CommandException(UNKNOWN, e.getMessage());
    }
  }

  private int print(
      PullSpec from, Optional<String> fromDigest, PullSpec to, Optional<String> toDigest) {
    boolean missing = fromDigest.isEmpty() || toDigest.isEmpty();
    boolean equal = !missing && fromDigest.equals(toDigest);
    PrintWriter out = command.commandLine().getOut();
    out.println(from + " " + fromDigest.orElse("missing"));
    out.println(to + " " + toDigest.orElse("missing"));
    out.println(equal ? "equal" : missing ? "missing" : "differs");
    out.flush();
    return equal ? 0 : NOT_EQUAL;
  }
}
