package org.openshift.ci.mirror.worker;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.openshift.ci.mirror.worker.command.CheckCommand;
import org.openshift.ci.mirror.worker.command.CopyCommand;
import org.openshift.ci.mirror.worker.command.ExplainCommand;
import org.openshift.ci.mirror.worker.command.PlanCommand;
import org.openshift.ci.mirror.worker.command.TestInputsCommand;
import org.openshift.ci.mirror.worker.command.Validation;
import org.openshift.ci.mirror.worker.settings.CommandLines;
import org.openshift.ci.mirror.worker.settings.SettingsCheck;
import org.openshift.ci.mirror.worker.settings.ValidationArguments;
import org.openshift.ci.mirror.worker.settings.WorkerArguments;
import org.openshift.ci.mirror.worker.settings.WorkerSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main command, which runs the worker or validates its configuration. */
@Command(
    name = "ci-images-mirror-worker",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    subcommands = {
      CopyCommand.class,
      CheckCommand.class,
      PlanCommand.class,
      TestInputsCommand.class,
      ExplainCommand.class
    },
    description =
        "Mirrors image stream tags to a registry as durable Temporal workflows: runs the workflows"
            + " and their activities until it receives SIGTERM.")
final class WorkerCommand implements Callable<Integer> {

  @Mixin WorkerArguments arguments;

  @Mixin ValidationArguments validation;

  @Spec CommandSpec command;

  private WorkerCommand() {}

  /**
   * Runs a command line.
   *
   * @return the exit status: 0 on success, 2 for a bad flag or value, 1 for any other failure, such
   *     as an invalid configuration with {@code --validate-config-only}
   */
  static int execute(PrintStream output, PrintStream errors, String... arguments) {
    return CommandLines.execute(new WorkerCommand(), output, errors, arguments);
  }

  @Override
  public Integer call() throws InterruptedException {
    WorkerSettings settings = arguments.toSettings();
    SettingsCheck.check(settings);
    if (validation.requested()) {
      return new Validation(settings, validation)
          .run(command.commandLine().getOut(), command.commandLine().getErr());
    }
    MirrorWorker worker = MirrorWorker.create(settings);
    Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "shutdown"));
    worker.run();
    return 0;
  }
}
