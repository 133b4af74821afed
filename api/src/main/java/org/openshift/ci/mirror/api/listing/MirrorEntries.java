package org.openshift.ci.mirror.api.listing;

import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.openshift.ci.mirror.api.listing.MirrorEntry.SourceTag;
import org.openshift.ci.mirror.api.listing.MirrorEntry.WaitsFor;
import org.openshift.ci.mirror.api.temporal.Times;
import org.openshift.ci.mirror.api.temporal.WorkflowLinks;
import org.openshift.ci.mirror.contract.ExecutionFields;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorState;
import org.openshift.ci.mirror.model.RegistryOutage;
import org.openshift.ci.mirror.model.TagReference;

/** Turns Temporal's executions into entries of the listing. */
public final class MirrorEntries {

  private static final Optional<String> BY_HAND =
      Optional.of(MirrorErrorType.PARKED_BY_HAND.wireName());

  private static final Set<String> WAITING =
      Set.of(MirrorState.RETRYING.wireName(), MirrorState.PARKED.wireName());

  private final WorkflowLinks links;

  public MirrorEntries(WorkflowLinks links) {
    this.links = links;
  }

  /** The entry of one execution. */
  public MirrorEntry of(WorkflowExecutionInfo info) {
    ExecutionFields fields = new ExecutionFields(info);
    boolean open = info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
    Optional<String> state =
        fields.keyword(MirrorSearchAttributes.MIRROR_STATE).filter(known -> open);
    // The memo may still hold the message of an earlier failure; the attribute is cleared.
    Optional<String> errorType = fields.keyword(MirrorSearchAttributes.MIRROR_ERROR_TYPE);
    String workflowId = info.getExecution().getWorkflowId();
    return new MirrorEntry(
        sourceTag(fields),
        fields.memo(MirrorMemo.SOURCE).orElse(""),
        fields.memo(MirrorMemo.DESTINATION).orElse(""),
        fields.keyword(MirrorSearchAttributes.QUAY_DIGEST).orElse(""),
        instant(fields, MirrorMemo.CREATED_AT).orElseGet(() -> startTime(info)),
        fields.bool(MirrorSearchAttributes.STALE).orElse(true),
        fields.keyword(MirrorSearchAttributes.MIRROR_OWNER).orElse(""),
        fields.memo(MirrorMemo.DATE_DESTINATION).orElse(null),
        state.orElse(null),
        errorType.orElse(null),
        errorType.flatMap(failed -> fields.memo(MirrorMemo.LAST_ERROR)).orElse(null),
        errorType.map(failed -> failures(fields)).orElse(0),
        // A task that a person parked wakes, but attempts nothing.
        state
            .filter(waits -> WAITING.contains(waits) && !errorType.equals(BY_HAND))
            .flatMap(waits -> instant(fields, MirrorMemo.NEXT_ATTEMPT_AT))
            .orElse(null),
        state
            .filter(MirrorState.RETRYING.wireName()::equals)
            .flatMap(retries -> fields.memo(MirrorMemo.WAITS_FOR))
            .map(registry -> new WaitsFor(registry, RegistryOutage.PROBED_EVERY.toSeconds()))
            .orElse(null),
        fields.keyword(MirrorSearchAttributes.SOURCE_DIGEST).orElse(null),
        fields.memo(MirrorMemo.LAST_REQUEST).orElse(null),
        workflowId,
        links.of(workflowId, info.getExecution().getRunId()));
  }

  /** From the memo, because search attributes may be cut; from those when there is no memo. */
  private static SourceTag sourceTag(ExecutionFields fields) {
    return fields
        .memo(MirrorMemo.TAG)
        .flatMap(MirrorEntries::parse)
        .orElseGet(
            () ->
                new SourceTag(
                    fields.keyword(MirrorSearchAttributes.IMAGE_NAMESPACE).orElse(""),
                    fields.keyword(MirrorSearchAttributes.IMAGE_NAME).orElse(""),
                    fields.keyword(MirrorSearchAttributes.IMAGE_TAG).orElse("")));
  }

  private static Optional<SourceTag> parse(String tag) {
    try {
      TagReference reference = TagReference.parse(tag);
      return Optional.of(new SourceTag(reference.namespace(), reference.name(), reference.tag()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> instant(ExecutionFields fields, String key) {
    try {
      return fields.memo(key).map(Instant::parse);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int failures(ExecutionFields fields) {
    try {
      return fields.memo(MirrorMemo.FAILURES).map(Integer::parseInt).orElse(0);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static Instant startTime(WorkflowExecutionInfo info) {
    return Times.instant(info.getStartTime());
  }
}
