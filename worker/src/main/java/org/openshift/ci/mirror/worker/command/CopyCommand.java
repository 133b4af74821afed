package org.openshift.ci.mirror.worker.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.registry.CopyResult;
import org.openshift.ci.mirror.registry.EngineObserver;
import org.openshift.ci.mirror.registry.PullSpec;
import org.openshift.ci.mirror.registry.RegistryError;
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

/** The command {@code copy}: copies one image with the registry engine of the worker. */
@Command(
    name = "copy",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description =
        "Copies an image, byte for byte, to one or more tags, as the worker does. Needs no"
            + " Temporal, so it is useful for testing a credential or a registry. Blobs that arrived"
            + " before a failure stay at the target, so the next attempt continues from there.",
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:every tag points to the image; each was read back",
      "1:a registry refused a request or did not answer",
      "2:a flag or a pull spec is not valid"
    })
public final class CopyCommand implements Callable<Integer> {

  /**
   * With signatures, as often as a task tries: the image is copied without a list of them that
   * fails so often.
   */
  private static final int ATTEMPTS_WITH_REFERRERS = 3;

  @Mixin RegistryArguments registries;

  @Parameters(index = "0", paramLabel = "SRC", description = "Pull spec of the image.")
  String source;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "DST",
      description = "Pull specs of the tags to set, in this order.")
  List<String> destinations = new ArrayList<>();

  @Spec CommandSpec command;

  private CopyCommand() {}

  @Override
  public Integer call() {
    RegistrySettings settings = registries.toSettings();
    PullSpec from = PullSpecArgument.image("SRC", source);
    List<PullSpec> to =
        destinations.stream().map(text -> PullSpecArgument.tag("DST", text)).toList();
    try (RegistryEngine engine = EngineWiring.engine(settings, false, EngineObserver.NONE)) {
      for (List<PullSpec> sameRepository : byRepository(to)) {
        copy(engine, from, sameRepository, settings.referrers() ? ATTEMPTS_WITH_REFERRERS : 1);
      }
      return 0;
    } catch (RegistryException e) {
      throw new CommandException(CommandException.FAILED, e.getMessage());
    }
  }

  private void copy(RegistryEngine engine, PullSpec from, List<PullSpec> to, int attempts) {
    PrintWriter out = command.commandLine().getOut();
    CopyResult result;
    try (CopyProgress progress = CopyProgress.create(out, command.commandLine().getErr())) {
      result = copied(engine, from, to, progress, attempts);
    }
    to.forEach(tag -> out.println(tag + " " + result.digest()));
    out.println(
        "%d bytes sent, %d blobs sent, %d blobs mounted"
            .formatted(result.bytesCopied(), result.blobsCopied(), result.blobsMounted()));
    result.warnings().forEach(warning -> out.println("warning: " + warning.message()));
    out.flush();
  }

  private static CopyResult copied(
      RegistryEngine engine,
      PullSpec from,
      List<PullSpec> to,
      CopyProgress progress,
      int attempts) {
    try {
      return engine.copy(from, null, to, progress);
    } catch (RegistryException e) {
      if (attempts == 1 || !e.type().mayPass() || e.type() == RegistryError.RATE_LIMITED) {
        throw e;
      }
      return copied(engine, from, to, progress, attempts - 1);
    }
  }

  /** Groups the tags, because the engine copies to the tags of one repository at a time. */
  private static Iterable<List<PullSpec>> byRepository(List<PullSpec> destinations) {
    Map<String, List<PullSpec>> groups = new LinkedHashMap<>();
    for (PullSpec tag : destinations) {
      groups
          .computeIfAbsent(tag.registry() + "/" + tag.repository(), name -> new ArrayList<>())
          .add(tag);
    }
    return groups.values();
  }
}
