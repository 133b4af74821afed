package org.openshift.ci.mirror.activity.task;

import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.SearchAttributeKey;
import java.util.Optional;
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
  static Optional<OpenTask> of(WorkflowExecutionMetadata shown, MirrorMode mode) {
    String tag = memo(shown, MirrorMemo.TAG);
    if (tag.isEmpty()) {
      return Optional.empty();
    }
    String id = shown.getExecution().getWorkflowId();
    TagReference reference = TagReference.parse(tag);
    for (Destination destination :
        new Destination[] {Destination.mirror(reference), Destination.backfill(reference)}) {
      if (mode.taskId(destination).equals(id)) {
        return Optional.of(
            new OpenTask(
                id,
                destination,
                attribute(shown, MirrorSearchAttributes.MIRROR_OWNER),
                memo(shown, MirrorMemo.SOURCE),
                attribute(shown, MirrorSearchAttributes.SOURCE_DIGEST),
                attribute(shown, MirrorSearchAttributes.MIRROR_ERROR_TYPE),
                attribute(shown, MirrorSearchAttributes.MIRROR_STATE),
                !memo(shown, MirrorMemo.NEXT_ATTEMPT_AT).isEmpty(),
                memo(shown, MirrorMemo.WAITS_FOR),
                memo(shown, MirrorMemo.LAST_REQUEST),
                memo(shown, MirrorMemo.NOTIFIED)));
      }
    }
    return Optional.empty();
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

  private static String memo(WorkflowExecutionMetadata shown, String key) {
    return shown.getMemo(key, String.class) instanceof String value ? value : "";
  }

  private static String attribute(WorkflowExecutionMetadata shown, SearchAttributeKey<String> key) {
    return shown.getTypedSearchAttributes().get(key);
  }
}
