package org.openshift.ci.mirror.activity;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.client.WorkflowNotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.TagChange;
import org.openshift.ci.mirror.model.TagReference;

/** Reads and signals mirror tasks that are open, and starts none. */
final class OpenTasks implements TaskBook {

  private final WorkflowClient client;
  private final MirrorMode mode;

  OpenTasks(WorkflowClient client, MirrorMode mode) {
    this.client = client;
    this.mode = mode;
  }

  void newerSource(MirrorTask task) {
    signal(mode.taskId(task), workflow -> workflow.newerSource(task));
  }

  @Override
  public void tellOther(MirrorTask task) {
    if (open(task).filter(open -> !isSame(open, task)).isPresent()) {
      newerSource(task);
    }
  }

  @Override
  public boolean isSameOpen(MirrorTask task) {
    return open(task).filter(open -> isSame(open, task)).isPresent();
  }

  @Override
  public List<TagReference> open(MirrorOwner owner) {
    String query =
        "%s AND MirrorOwner = '%s'".formatted(MirrorTaskWorkflow.OPEN_TASKS, owner.wireName());
    try (Stream<WorkflowExecutionMetadata> open = client.listExecutions(query)) {
      return open.flatMap(task -> tag(task, owner).stream()).toList();
    }
  }

  void withdraw(TagChange removed) {
    String id = mode.taskId(MirrorOwner.DISTRIBUTOR, removed.tag());
    signal(id, workflow -> workflow.withdraw(removed));
  }

  @Override
  public void unlisted(MirrorOwner owner, TagReference tag, Instant observedAt) {
    signal(mode.taskId(owner, tag), workflow -> workflow.unlisted(owner, observedAt));
  }

  private void signal(String workflowId, Consumer<MirrorTaskWorkflow> signal) {
    try {
      signal.accept(client.newWorkflowStub(MirrorTaskWorkflow.class, workflowId));
    } catch (WorkflowNotFoundException e) {
      // No task is open for it: there is nobody to tell.
      return;
    }
  }

  /** Not from the listing, which lags behind and is read by few a second. */
  private Optional<WorkflowExecutionDescription> open(MirrorTask task) {
    try {
      return Optional.of(client.newUntypedWorkflowStub(mode.taskId(task)).describe())
          .filter(
              found ->
                  found.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING);
    } catch (WorkflowNotFoundException e) {
      return Optional.empty();
    }
  }

  /** The task's tag; empty when it is one of the other mode, which the same listing has. */
  private Optional<TagReference> tag(WorkflowExecutionMetadata task, MirrorOwner owner) {
    String text = memo(task, MirrorMemo.TAG);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    TagReference tag = TagReference.parse(text);
    return mode.taskId(owner, tag).equals(task.getExecution().getWorkflowId())
        ? Optional.of(tag)
        : Optional.empty();
  }

  /** As {@link MirrorTask#sameWork}, by what the task shows of itself. */
  private static boolean isSame(WorkflowExecutionMetadata open, MirrorTask task) {
    String error = open.getTypedSearchAttributes().get(MirrorSearchAttributes.MIRROR_ERROR_TYPE);
    return memo(open, MirrorMemo.TAG).equals(task.tag().toString())
        && memo(open, MirrorMemo.SOURCE).equals(task.source())
        && memo(open, MirrorMemo.DESTINATION).equals(task.destination())
        && (task.problem() == null
            ? sameDigest(open, task) && !isProblem(error)
            : task.problem().type().wireName().equals(error));
  }

  private static boolean sameDigest(WorkflowExecutionMetadata open, MirrorTask task) {
    String digest = open.getTypedSearchAttributes().get(MirrorSearchAttributes.SOURCE_DIGEST);
    return task.sourceDigest() != null && task.sourceDigest().equals(digest);
  }

  /** What only a problem of the tag itself is called, not a failure at a registry. */
  private static boolean isProblem(String error) {
    return error != null
        && switch (MirrorErrorType.of(error)) {
          case SOURCE_TAG_EMPTY, DESTINATION_CONFLICT, DESTINATION_TAG_INVALID -> true;
          case REGISTRY_UNREACHABLE, REGISTRY_ERROR, RATE_LIMITED, REGISTRY_READ_ONLY -> false;
          case TIMEOUT, UPLOAD_INTERRUPTED, CONTENT_CORRUPT, READ_BACK_DIFFERS -> false;
          case CREDENTIALS_REFUSED, ACCESS_DENIED, SOURCE_MISSING, SOURCE_INCOMPLETE -> false;
          case MANIFEST_INVALID, MANIFEST_SCHEMA1, LAYER_UNSUPPORTED -> false;
          case IMAGE_EXCLUDED, NOT_WATCHED, IGNORED, SOURCE_GONE, SOURCE_MOVED -> false;
          case IMAGE_STREAMS_UNREADABLE, RULES_OUTDATED -> false;
          case PULL_SPEC_INVALID, UNEXPECTED -> false;
        };
  }

  private static String memo(WorkflowExecutionMetadata task, String key) {
    return task.getMemo(key, String.class) instanceof String value ? value : "";
  }
}
