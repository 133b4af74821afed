package org.openshift.ci.mirror.workflow;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.function.Consumer;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * Reads the digests of a task at its source and its destination.
 *
 * <p>A task that the watcher started knows its source already, so both are read at once: that saves
 * a round trip of the workflow for each task, which is what a burst of tasks costs Temporal most.
 */
final class DigestReader {

  /** Histories from before read one after the other. */
  private static final String AT_ONCE = "read-both-digests-at-once";

  private final CheckActivities check;

  DigestReader(CheckActivities check) {
    this.check = check;
  }

  /**
   * What was read.
   *
   * @param source the source
   * @param target what stands at the destination
   */
  record Digests(ResolvedSource source, TargetImage target) {}

  /**
   * Reads both.
   *
   * @param resolved hears of the source before the destination is waited for
   */
  Digests read(MirrorTask task, Consumer<ResolvedSource> resolved) {
    if (!task.sourceIsKnown()
        || Workflow.getVersion(AT_ONCE, Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION) {
      ResolvedSource source = check.resolveSourceDigest(task);
      resolved.accept(source);
      return new Digests(source, check.checkQuayDigest(request(source)));
    }
    CheckRequest expected =
        new CheckRequest(task.source(), task.sourceDigest(), task.destination());
    Promise<TargetImage> target = Async.function(check::checkQuayDigest, expected);
    ResolvedSource source = check.resolveSourceDigest(task);
    resolved.accept(source);
    boolean asExpected = request(source).equals(expected);
    return new Digests(source, asExpected ? target.get() : check.checkQuayDigest(request(source)));
  }

  private static CheckRequest request(ResolvedSource source) {
    return new CheckRequest(source.source(), source.digest(), source.destination());
  }
}
