package org.openshift.ci.mirror.worker.command;

import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.openshift.ci.mirror.connection.TemporalAccess;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.worker.settings.CommandException;
import org.openshift.ci.mirror.worker.settings.TemporalArguments;
import org.openshift.ci.mirror.worker.temporal.TemporalService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code plan}: lists what a dry run would push. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    usageHelpWidth = 100,
    description =
        "Lists what the dry run on this Temporal would push, one line per tag: the tag, the source,"
            + " the destination, and the owner, which is the rule that asks for it (distributor,"
            + " supplemental, art or backfill). Tags that it would not push now, and why, go to"
            + " standard error; JSON has them in 'not_planned'. 'explain' says why a tag is watched or not.")
public final class PlanCommand implements Callable<Integer> {

  /** Only the ids of a dry run's tasks begin with this, so no real task is ever ended here. */
  private static final String DRY_RUN_IDS = MirrorMode.DRY_RUN.workflowIdPrefix();

  @Mixin TemporalArguments temporal;

  @Option(names = "--clear", description = "Clear the plan: end every planned task.")
  boolean clear;

  @Mixin OutputOption output;

  @Spec CommandSpec command;

  private PlanCommand() {}

  @Override
  public Integer call() {
    TemporalAccess settings = temporal.toSettings();
    try (TemporalService service = new TemporalService(settings, new SimpleMeterRegistry())) {
      WorkflowClient client = service.client();
      List<WorkflowExecutionMetadata> open = open(client);
      if (clear) {
        open.forEach(task -> end(client, task));
        note(open.size() + " planned tasks ended");
      } else {
        print(plan(open));
      }
      return 0;
    } catch (StatusRuntimeException e) {
      throw new CommandException(
          CommandException.FAILED,
          "the plan could not be read from Temporal at %s: %s"
              .formatted(settings.address(), e.getStatus()));
    }
  }

  private void note(String line) {
    command.commandLine().getErr().println(line);
  }

  private static boolean isPlanned(WorkflowExecutionMetadata task) {
    return MirrorState.PLANNED
        .wireName()
        .equals(task.getTypedSearchAttributes().get(MirrorSearchAttributes.MIRROR_STATE));
  }

  private static Plan plan(List<WorkflowExecutionMetadata> open) {
    return new Plan(
        open.stream().filter(PlanCommand::isPlanned).map(PlanCommand::push).toList(),
        open.stream().filter(task -> !isPlanned(task)).map(PlanCommand::refusal).toList());
  }

  private static Plan.Push push(WorkflowExecutionMetadata task) {
    return new Plan.Push(
        memo(task, MirrorMemo.TAG),
        memo(task, MirrorMemo.SOURCE),
        memo(task, MirrorMemo.DESTINATION),
        owner(task));
  }

  private static Plan.Refusal refusal(WorkflowExecutionMetadata task) {
    String type = task.getTypedSearchAttributes().get(MirrorSearchAttributes.MIRROR_ERROR_TYPE);
    return new Plan.Refusal(
        memo(task, MirrorMemo.TAG), type, type == null ? null : memo(task, MirrorMemo.LAST_ERROR));
  }

  private void print(Plan plan) {
    PrintWriter out = command.commandLine().getOut();
    if (output.json()) {
      OutputOption.print(out, plan);
    } else {
      plan.notPlanned().forEach(refusal -> note(refusal.toString()));
      plan.planned().forEach(out::println);
      out.flush();
      note(plan.planned().size() + " planned tasks");
    }
  }

  private static List<WorkflowExecutionMetadata> open(WorkflowClient client) {
    try (Stream<WorkflowExecutionMetadata> open =
        client.listExecutions(MirrorTaskWorkflow.OPEN_TASKS)) {
      return open.filter(task -> id(task).startsWith(DRY_RUN_IDS)).toList();
    }
  }

  private static String memo(WorkflowExecutionMetadata task, String key) {
    return task.getMemo(key, String.class) instanceof String value ? value : "-";
  }

  private static String owner(WorkflowExecutionMetadata task) {
    String owner = task.getTypedSearchAttributes().get(MirrorSearchAttributes.MIRROR_OWNER);
    return owner == null ? "-" : owner;
  }

  private static void end(WorkflowClient client, WorkflowExecutionMetadata task) {
    try {
      client.newUntypedWorkflowStub(id(task)).terminate("the plan was cleared");
    } catch (WorkflowNotFoundException e) {
      // The task has ended by itself in the meantime.
      return;
    }
  }

  private static String id(WorkflowExecutionMetadata task) {
    return task.getExecution().getWorkflowId();
  }
}
