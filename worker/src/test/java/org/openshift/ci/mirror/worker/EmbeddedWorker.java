package org.openshift.ci.mirror.worker;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.worker.settings.CommandLines;
import org.openshift.ci.mirror.worker.settings.SettingsCheck;
import org.openshift.ci.mirror.worker.settings.WorkerArguments;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the worker's program does, without a process that ends with it. */
@Command(name = "ci-images-mirror-worker")
public final class EmbeddedWorker implements Callable<Integer>, AutoCloseable {

  @Mixin WorkerArguments arguments;

  private volatile MirrorWorker worker;

  /**
   * Runs until {@link #close}.
   *
   * @return the exit status that the command would have
   */
  public int run(PrintStream errors, String... flags) {
    return CommandLines.execute(this, errors, errors, flags);
  }

  /**
   * Runs a command of the worker's program that ends by itself.
   *
   * @return its exit status
   */
  public static int runCommand(PrintStream output, PrintStream errors, String... arguments) {
    return WorkerCommand.execute(output, errors, arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    WorkerSettings settings = arguments.toSettings();
    SettingsCheck.check(settings);
    worker = MirrorWorker.create(settings);
    worker.run();
    return 0;
  }

  /** Stops the worker as SIGTERM does; it was created before. */
  @Override
  public void close() {
    worker.close();
  }
}
