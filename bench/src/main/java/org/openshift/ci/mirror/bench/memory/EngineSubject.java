package org.openshift.ci.mirror.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.program.JavaCommand;

/**
 * The registry engine without worker and Temporal.
 *
 * @param main the main class, whose command line has the subcommand {@link #COMMAND}
 * @param heap the largest heap, such as {@code 256m}
 */
public record EngineSubject(Class<?> main, String heap) implements Subject {

  /** The subcommand that the other process runs. */
  public static final String COMMAND = "engine-child";

  @Override
  public String name() {
    return "engine";
  }

  @Override
  public List<Reading> mirror(CopyJob job, int step) throws IOException, InterruptedException {
    Path list = job.folder().resolve("copies");
    Files.write(
        list,
        job.set().images().stream()
            .map(
                image ->
                    job.sourceByDigest(image) + " " + String.join(" ", job.destinations(image)))
            .toList());
    Path output = job.folder().resolve("engine.out");
    List<String> arguments =
        List.of(COMMAND, job.source(), job.target(), list.toString(), Integer.toString(step));
    return JavaCommand.runSelf(heap, main, arguments, output).stream()
        .filter(Reading::isLine)
        .map(Reading::parse)
        .toList();
  }
}
