package org.openshift.ci.mirror.activity.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.openshift.ci.mirror.activity.Deadline;
import org.openshift.ci.mirror.activity.Fanout;
import org.openshift.ci.mirror.activity.Fence;
import org.openshift.ci.mirror.activity.check.Comparer;
import org.openshift.ci.mirror.activity.check.Comparison;
import org.openshift.ci.mirror.activity.task.OpenTaskStore;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.CompareResult;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.MirrorErrorType;
import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.TagReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for a batch of tags that the watcher was told of. */
public final class TagBatch {

  private static final Logger log = LoggerFactory.getLogger(TagBatch.class);

  private static final int STARTED_AT_ONCE = 16;

  /** What is not compared by then is left to mirror tasks, which have the patience. */
  private static final Duration DEADLINE = Duration.ofSeconds(15);

  private final Comparer comparer;
  private final OpenTaskStore tasks;
  private final Duration deadline;
  private final Fanout starting = new Fanout(STARTED_AT_ONCE);

  TagBatch(Comparer comparer, OpenTaskStore tasks, Duration deadline) {
    this.comparer = comparer;
    this.tasks = tasks;
    this.deadline = deadline;
  }

  public TagBatch(Comparer comparer, OpenTaskStore tasks) {
    this(comparer, tasks, DEADLINE);
  }

  /** Has open tasks look again; gives back the tags whose task could not be told. */
  public List<TagReference> tell(List<TagReference> tags) {
    return starting
        .map(tags, tag -> attempt(tag, () -> tasks.trigger(Destination.mirror(tag))))
        .stream()
        .filter(Objects::nonNull)
        .toList();
  }

  /**
   * Compares, and starts a task for what differs or could not be compared in time.
   *
   * @param fence proved before tasks are started
   */
  public CompareResult compareAndStart(List<TagReference> tags, boolean fresh, Fence fence) {
    List<Optional<Comparison>> found =
        Deadline.map(tags, tag -> comparer.compare(Destination.mirror(tag)), deadline);
    List<Start> starts = new ArrayList<>();
    List<TagReference> left = new ArrayList<>();
    int equal = 0;
    for (int i = 0; i < tags.size(); i++) {
      TagReference tag = tags.get(i);
      switch (found.get(i).orElseGet(TagBatch::tooLate)) {
        case Comparison.Equal it -> equal++;
        case Comparison.Unowned it -> equal++;
        case Comparison.Differs(Claim claim) -> starts.add(new Start(tag, claim));
        case Comparison.Unknown it -> {
          if (comesAgain(it.type(), fresh)) {
            left.add(tag);
          } else {
            log.warn("{} not compared, left to a mirror task: {}", tag, it.message());
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
    left.addAll(refused);
    return new CompareResult(equal, starts.size() - refused.size(), left);
  }

  /**
   * A task to be started.
   *
   * @param claim what its destination should hold; null where that could not be found out
   */
  private record Start(TagReference tag, Claim claim) {}

  private void start(Start start, boolean fresh) {
    Destination destination = Destination.mirror(start.tag());
    if (fresh) {
      MirrorOwner shownAs = start.claim() == null ? MirrorOwner.DISTRIBUTOR : start.claim().owner();
      tasks.startOrTrigger(destination, shownAs);
    } else {
      var _ = tasks.startUnlessOpen(destination, start.claim());
    }
  }

  /** Null when it was done; the tag when Temporal did not take it. */
  private static TagReference attempt(TagReference tag, Runnable action) {
    try {
      action.run();
      return null;
    } catch (RuntimeException e) {
      log.warn(
          "the task of {} was not told, which is tried again: {}",
          tag,
          e.getCause() == null ? e.toString() : e.getCause().toString());
      return tag;
    }
  }

  private static Comparison tooLate() {
    return new Comparison.Unknown(
        MirrorErrorType.TIMEOUT, true, "there was no answer within the time of its batch");
  }

  /**
   * What a worker with newer rules can say, or a registry that asks for fewer requests, is no
   * reason for a task; nor is a cluster that does not answer, for all that was merely listed.
   */
  private static boolean comesAgain(MirrorErrorType type, boolean fresh) {
    return type == MirrorErrorType.RULES_OUTDATED
        || (!fresh
            && (type == MirrorErrorType.RATE_LIMITED
                || type == MirrorErrorType.IMAGE_STREAMS_UNREADABLE));
  }
}
