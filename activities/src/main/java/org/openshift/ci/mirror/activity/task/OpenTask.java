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
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.TagReference;

/**
 * What an open mirror task shows of itself.
 *
 * @param workflowId its workflow id
 * @param destination the destination it works for
 * @param owner who asked for it when it last looked
 * @param source pull spec of its source; empty when not known
 * @param digest its source's digest; null when not known
 * @param errorType what it last failed with; null when it did not
 * @param state what it is doing; null when that cannot be read
 * @param waitsFor the registry whose return it waits for; empty for none
 */
public record OpenTask(
    String workflowId,
    Destination destination,
    String owner,
    String source,
    String digest,
    String errorType,
    String state,
    String waitsFor) {

  /** What an execution shows; empty when it is of the other mode, or does not name its tag. */
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
                memo(shown, MirrorMemo.WAITS_FOR)));
      }
    }
    return Optional.empty();
  }

  /** Whether it waits for time to pass, and acts on nothing before it is told. */
  boolean waits() {
    return MirrorState.RETRYING.wireName().equals(state)
        || MirrorState.PARKED.wireName().equals(state)
        || MirrorState.PLANNED.wireName().equals(state);
  }

  /** Whether it shows what it found; one that has just been started is about to look. */
  public boolean hasLooked() {
    return !source.isEmpty() || digest != null || errorType != null;
  }

  /**
   * Whether it works on what its destination should hold. Of a claim that does not say the digest
   * that is not known, unless the task could not read it either; then another look finds out.
   */
  public boolean worksOn(Claim claim) {
    if (!claim.owned()
        || !claim.owner().wireName().equals(owner)
        || !claim.tag().equals(destination.tag())) {
      return false;
    }
    if (claim.problem() != null) {
      return claim.problem().type().wireName().equals(errorType);
    }
    return !isProblemOfTag()
        && (claim.digest() == null ? source.equals(claim.source()) : claim.digest().equals(digest));
  }

  /** Whether it failed by what only a problem of the tag itself is called. */
  private boolean isProblemOfTag() {
    return MirrorErrorType.SOURCE_TAG_EMPTY.wireName().equals(errorType)
        || MirrorErrorType.DESTINATION_CONFLICT.wireName().equals(errorType)
        || MirrorErrorType.DESTINATION_TAG_INVALID.wireName().equals(errorType);
  }

  private static String memo(WorkflowExecutionMetadata task, String key) {
    return task.getMemo(key, String.class) instanceof String value ? value : "";
  }

  private static String attribute(WorkflowExecutionMetadata task, SearchAttributeKey<String> key) {
    return task.getTypedSearchAttributes().get(key);
  }
}
