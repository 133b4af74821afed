package org.openshift.ci.mirror.api.lookup;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openshift.ci.mirror.api.problem.ApiProblem;
import org.openshift.ci.mirror.api.temporal.TagExecution;
import org.openshift.ci.mirror.api.temporal.TagExecutions;
import org.openshift.ci.mirror.api.temporal.TemporalGateway;
import org.openshift.ci.mirror.contract.ExecutionFields;
import org.openshift.ci.mirror.contract.MirrorMemo;
import org.openshift.ci.mirror.contract.MirrorSearchAttributes;
import org.openshift.ci.mirror.contract.MirrorTaskWorkflow;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Asks the tasks, as this service does not know the target: the workflow id of a task has its
 * floating tag, its memo the whole pull spec, and its search attributes the digests.
 */
public final class TemporalTagLookup implements TagLookup {

  /** Of the same image; more would be no answer for anybody. */
  private static final int MOST = 10;

  private static final int TASKS = 100;

  private final TagExecutions executions;
  private final TemporalGateway temporal;

  public TemporalTagLookup(TagExecutions executions, TemporalGateway temporal) {
    this.executions = executions;
    this.temporal = temporal;
  }

  @Override
  public List<TagReference> find(PullSpecText pullSpec) {
    List<TagReference> found =
        pullSpec.tag().isPresent()
            ? byTag(pullSpec).stream().toList()
            : byDigest(pullSpec.digest().orElseThrow());
    if (found.isEmpty()) {
      throw ApiProblem.of(ApiProblem.Kind.NOT_FOUND, whatToWrite(pullSpec));
    }
    return found;
  }

  private Optional<TagReference> byTag(PullSpecText pullSpec) {
    Optional<TagReference> itself = pullSpec.asImageStreamTag();
    Optional<TagReference> floating = pullSpec.asFloatingTag();
    if (floating.isEmpty()) {
      return itself;
    }
    Optional<TagReference> known = itself.filter(this::hasTask);
    Optional<TagReference> target = pullSpec.isImageStreamTagAlone() ? known : Optional.empty();
    return target
        .or(() -> floating.flatMap(tag -> ownerOf(tag, pullSpec)))
        .or(() -> known)
        .or(() -> itself.filter(tag -> pullSpec.isImageStreamTagAlone()));
  }

  private boolean hasTask(TagReference tag) {
    return executions.of(tag).stream().anyMatch(task -> task.isAbout(tag));
  }

  /** The tag whose task has this floating tag, at the repository of the pull spec. */
  private Optional<TagReference> ownerOf(TagReference floating, PullSpecText pullSpec) {
    String place = pullSpec.text();
    Predicate<String> isThere =
        destination -> destination.equals(place) || destination.endsWith("/" + place);
    return executions.of(floating).stream()
        .filter(task -> !task.destination().backfill())
        .filter(
            task ->
                pullSpec.repository().isEmpty()
                    || new ExecutionFields(task.info())
                        .memo(MirrorMemo.DESTINATION)
                        .filter(isThere)
                        .isPresent())
        .map(TagExecution::tagName)
        .flatMap(TemporalTagLookup::parse)
        .findFirst();
  }

  private List<TagReference> byDigest(String digest) {
    String query =
        "WorkflowType='%s' AND (%s='%s' OR %s='%s')"
            .formatted(
                MirrorTaskWorkflow.TYPE,
                MirrorSearchAttributes.SOURCE_DIGEST.getName(),
                digest,
                MirrorSearchAttributes.QUAY_DIGEST.getName(),
                digest);
    return temporal.list(query, TASKS, ByteString.EMPTY).getExecutionsList().stream()
        .flatMap(task -> new ExecutionFields(task).memo(MirrorMemo.TAG).stream())
        .flatMap(TemporalTagLookup::parse)
        .distinct()
        .limit(MOST)
        .toList();
  }

  private static Stream<TagReference> parse(String tag) {
    try {
      return Stream.of(TagReference.parse(tag));
    } catch (IllegalArgumentException e) {
      return Stream.empty();
    }
  }

  private static String whatToWrite(PullSpecText pullSpec) {
    if (pullSpec.tag().isEmpty()) {
      return "no task that Temporal still keeps has shown the digest %s; write the image stream tag as namespace/name:tag, for example ocp/4.20:cli"
          .formatted(pullSpec.digest().orElseThrow());
    }
    Optional<TagReference> only = pullSpec.asFloatingTag().filter(tag -> !tag.name().contains("_"));
    return "no task that Temporal still keeps is about %s; write the image stream tag as namespace/name:tag, %s"
        .formatted(
            pullSpec.text(),
            only.map(
                    tag ->
                        "which for the tag %s at the target is %s"
                            .formatted(tag.floatingTag(), tag))
                .orElse("whose parts are joined by _ at the target: ocp/4.20:cli is ocp_4.20_cli"));
  }
}
