package org.openshift.ci.mirror.bench.memory;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openshift.ci.mirror.bench.images.CopyJob;
import org.openshift.ci.mirror.bench.program.JavaCommand;
import org.openshift.ci.mirror.bench.trial.BenchException;

/**
 * The registry engine alone, in a process of its own.
 *
 * @param main the class whose command line has the subcommand {@link #COMMAND}
 * @param heap its largest heap, such as {@code 256m}
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
    int status =
        new ProcessBuilder(JavaCommand.self(heap, main, arguments))
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    List<String> lines = Files.readAllLines(output);
    if (status != 0) {
      throw new BenchException(
          "the engine's process ended with status %d: %s"
              .formatted(status, lines.isEmpty() ? "" : lines.getLast()));
    }
    List<Reading> readings = new ArrayList<>();
    for (String line : lines) {
      if (Reading.isLine(line)) {
        readings.add(Reading.parse(line));
      }
    }
    return readings;
  }
}
