package org.openshift.ci.mirror.activity.task;

import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.util.Optional;
import java.util.stream.Stream;
import org.openshift.ci.mirror.contract.ExecutionFields;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorMode;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.OperatorRequest;
import org.openshift.ci.mirror.model.OperatorRequest.Action;
import org.openshift.ci.mirror.model.TagReference;

/**
 * What an open mirror task shows in its search attributes and memo. Names in strings are wire
 * names.
 *
 * @param workflowId its workflow id
 * @param destination the destination that it works for
 * @param owner the owner of the destination when the task last checked
 * @param source pull spec of its source; empty when not known
 * @param digest its source's digest; null when not known
 * @param errorType the type of its last failure; null when it has none
 * @param state its state; null when that cannot be read
 * @param waits whether it only waits, for a timer or a trigger; its state does not tell
 * @param waitsFor the registry whose return it waits for; empty for none
 * @param lastRequest what a person asked of it last, who and why; empty for nothing
 * @param notified the failures of which somebody was notified; empty for none
 */
public record OpenTask(
    String workflowId,
    Destination destination,
    String owner,
    String source,
    String digest,
    String errorType,
    String state,
    boolean waits,
    String waitsFor,
    String lastRequest,
    String notified) {

  /** Reads an execution; empty when it is of the other mode, or does not name its tag. */
  static Optional<OpenTask> of(WorkflowExecutionInfo execution, MirrorMode mode) {
    ExecutionFields fields = new ExecutionFields(execution);
    String id = execution.getExecution().getWorkflowId();
    return fields
        .memo(MirrorMemo.TAG)
        .flatMap(OpenTask::tag)
        .flatMap(
            tag ->
                Stream.of(Destination.mirror(tag), Destination.backfill(tag))
                    .filter(destination -> mode.taskId(destination).equals(id))
                    .findFirst())
        .map(destination -> of(id, destination, fields));
  }

  /** Whoever starts a task by hand may write anything into its memo. */
  private static Optional<TagReference> tag(String text) {
    try {
      return Optional.of(TagReference.parse(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static OpenTask of(String id, Destination destination, ExecutionFields fields) {
    return new OpenTask(
        id,
        destination,
        fields.keyword(MirrorSearchAttributes.MIRROR_OWNER).orElse(null),
        fields.memo(MirrorMemo.SOURCE).orElse(""),
        fields.keyword(MirrorSearchAttributes.SOURCE_DIGEST).orElse(null),
        fields.keyword(MirrorSearchAttributes.MIRROR_ERROR_TYPE).orElse(null),
        fields.keyword(MirrorSearchAttributes.MIRROR_STATE).orElse(null),
        fields.memo(MirrorMemo.NEXT_ATTEMPT_AT).isPresent(),
        fields.memo(MirrorMemo.WAITS_FOR).orElse(""),
        fields.memo(MirrorMemo.LAST_REQUEST).orElse(""),
        fields.memo(MirrorMemo.NOTIFIED).orElse(""));
  }

  /** Whether it has checked at least once; a task that has just been started has not. */
  public boolean hasChecked() {
    return !source.isEmpty() || digest != null || errorType != null;
  }

  /**
   * Whether it works on what its destination should hold. For a claim without digest, true only
   * while the task has not read the source's digest either; else it has to check once more.
   */
  public boolean worksOn(Claim claim) {
    if (!claim.owned()
        || !claim.owner().wireName().equals(owner)
        || !claim.tag().equals(destination.tag())) {
      return false;
    }
    if (isParkedByHand()) {
      return true;
    }
    if (claim.problem() != null) {
      return claim.problem().type().wireName().equals(errorType);
    }
    return !isProblemOfTag()
        && (claim.digest() == null ? source.equals(claim.source()) : claim.digest().equals(digest));
  }

  /** The request of the person who parked it; null when nobody did. */
  OperatorRequest parkedByHand() {
    return isParkedByHand() ? new OperatorRequest(Action.PARK, "", lastRequest) : null;
  }

  private boolean isParkedByHand() {
    return MirrorErrorType.PARKED_BY_HAND.wireName().equals(errorType);
  }

  /** Whether it has never read the digest of its source, while this claim can be mirrored. */
  boolean waitsForSource(Claim claim) {
    return digest == null && claim.owned() && claim.problem() == null;
  }

  /** Whether its failure is a problem of the tag, as {@link Claim#problem()} has them. */
  private boolean isProblemOfTag() {
    return MirrorErrorType.SOURCE_TAG_EMPTY.wireName().equals(errorType)
        || MirrorErrorType.DESTINATION_CONFLICT.wireName().equals(errorType)
        || MirrorErrorType.DESTINATION_TAG_INVALID.wireName().equals(errorType);
  }
}
