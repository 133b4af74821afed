package org.openshift.ci.mirror.activity.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.check.Comparer;
import org.openshift.ci.mirror.activity.check.Comparison;
import org.openshift.ci.mirror.activity.task.OpenTaskStore;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles a batch of tags for the watcher: triggers open tasks, compares, starts tasks. */
public final class TagBatch {

  private static final Logger log = LoggerFactory.getLogger(TagBatch.class);

  private static final int CONCURRENT_STARTS = 16;

  /** How long a comparison may take before it is left to a mirror task, which can wait. */
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final Comparer comparer;
  private final OpenTaskStore tasks;
  private final Duration deadline;
  private final Fanout starting = new Fanout(CONCURRENT_STARTS);

  TagBatch(Comparer comparer, OpenTaskStore tasks, Duration deadline) {
    this.comparer = comparer;
    this.tasks = tasks;
    this.deadline = deadline;
  }

  public TagBatch(Comparer comparer, OpenTaskStore tasks) {
    this(comparer, tasks, DEADLINE);
  }

  /** Triggers the open tasks of these tags; returns the tags for which that failed. */
  public List<TagReference> tell(List<TagReference> tags) {
    return starting
        .map(tags, tag -> attempt(tag, () -> tasks.trigger(Destination.mirror(tag))))
        .stream()
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Compares the tags, and starts tasks for those that differ or could not be compared in time.
   *
   * @param fresh whether the tags have just changed; else they were listed
   * @param fence proved before tasks are started
   * @return also the tags that the watcher has to bring again
   */
  public CompareResult compareAndStart(List<TagReference> tags, boolean fresh, Fence fence) {
    List<Optional<Comparison>> found =
        Fanout.mapWithin(deadline, tags, tag -> comparer.compare(Destination.mirror(tag)));
    List<Start> starts = new ArrayList<>();
    List<TagReference> again = new ArrayList<>();
    int equal = 0;
    for (int i = 0; i < tags.size(); i++) {
      TagReference tag = tags.get(i);
      switch (found.get(i).orElseGet(TagBatch::tooLate)) {
        case Comparison.Equal it -> equal++;
        case Comparison.Unowned it -> equal++;
        case Comparison.Differs(Claim claim) -> starts.add(new Start(tag, claim));
        case Comparison.Unknown it -> {
          if (comesAgain(it.type(), fresh)) {
            again.add(tag);
          } else {
            log.warn("could not compare {}, so its mirror task does: {}", tag, it.message());
            starts.add(new Start(tag, null));
          }
        }
      }
    }
    if (!starts.isEmpty()) {
      fence.prove();
    }
    List<TagReference> refused =
        starting.map(starts, start -> attempt(start.tag(), () -> start(start, fresh))).stream()
            .filter(Objects::nonNull)
            .toList();
    again.addAll(refused);
    return new CompareResult(equal, starts.size() - refused.size(), again);
  }

  /**
   * A task to be started.
   *
   * @param claim what its destination should hold; null when that is not known
   */
  private record Start(TagReference tag, Claim claim) {}

  private void start(Start start, boolean fresh) {
    Destination destination = Destination.mirror(start.tag());
    if (fresh) {
      tasks.startOrTrigger(destination, start.claim());
    } else {
      var _ = tasks.startUnlessOpen(destination, start.claim());
    }
  }

  /** Null on success; the tag when Temporal refused the request. */
  private static TagReference attempt(TagReference tag, Runnable action) {
    try {
      action.run();
      return null;
    } catch (RuntimeException e) {
      log.warn(
          "could not start or trigger the task of {}, which is tried again: {}",
          tag,
          e.getCause() == null ? e.toString() : e.getCause().toString());
      return tag;
    }
  }

  private static Comparison tooLate() {
    return new Comparison.Unknown(
        MirrorErrorType.TIMEOUT, true, "there was no answer within the time of the batch");
  }

  /**
   * Whether the tag is compared once more instead of starting a task: when a worker with newer
   * rules has to decide, or, for listed tags, while the target limits requests or the cluster does
   * not answer.
   */
  private static boolean comesAgain(MirrorErrorType type, boolean fresh) {
    return type == MirrorErrorType.RULES_OUTDATED
        || (!fresh
            && (type == MirrorErrorType.RATE_LIMITED
                || type == MirrorErrorType.IMAGE_STREAMS_UNREADABLE));
  }
}
