package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.MirrorOwner;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.RunKind;
import org.openshift.ci.mirror.model.TagReference;

/**
 * Whether a worker pushes or only plans. Everything that two workers could get in each other's way
 * with (task queues, workflow ids) differs between the modes, so that a dry run against a shared
 * Temporal takes no task from a real worker and holds no lock on an id.
 */
public enum MirrorMode {
  /** Images are pushed. */
  REAL(""),
  /** Nothing is pushed; tasks stay open as planned. */
  DRY_RUN("dry-run/");

  private final String prefix;

  MirrorMode(String prefix) {
    this.prefix = prefix;
  }

  /** The mode for the setting {@code --dry-run}. */
  public static MirrorMode of(boolean dryRun) {
    return dryRun ? DRY_RUN : REAL;
  }

  /** Puts the mode's prefix before a task queue or workflow id. */
  String qualify(String name) {
    return prefix + name;
  }

  /** What every workflow id of the mode begins with; empty for {@link #REAL}. */
  public String workflowIdPrefix() {
    return prefix;
  }

  /** Task queue of the workflows. */
  public String workflowQueue() {
    return qualify("mirror");
  }

  /** Task queue of activities that read digests: short, and never behind a push. */
  public String checkQueue() {
    return qualify("registry-check");
  }

  /** Task queue of the activities that push images. */
  public String pushQueue() {
    return qualify("registry-push");
  }

  /** Task queue of the activities that read image streams and start tasks. */
  public String watchQueue() {
    return qualify("watch");
  }

  /** Workflow id of the watcher. */
  public String watcherId() {
    return qualify("watcher");
  }

  /** Workflow id of the watch of image streams. */
  public String imageStreamWatchId() {
    return qualify("image-stream-watch");
  }

  /** Id of the schedule of such runs, and what the workflow ids of its runs begin with. */
  public String scheduleId(RunKind kind) {
    return qualify(
        switch (kind) {
          case SUPPLEMENTAL -> "supplemental-images";
          case ART -> "art-images";
          case BACKFILL -> "backfill-images";
          case RESYNC -> "resync";
        });
  }

  /** Workflow type of such runs. */
  public static String runType(RunKind kind) {
    return switch (kind) {
      case SUPPLEMENTAL -> SupplementalImagesWorkflow.TYPE;
      case ART -> ArtImagesWorkflow.TYPE;
      case BACKFILL -> BackfillWorkflow.TYPE;
      case RESYNC -> ResyncWorkflow.TYPE;
    };
  }

  /** Workflow id of a mirror task. */
  public String taskId(MirrorTask task) {
    return taskId(task.owner(), task.tag());
  }

  /** Workflow id of the mirror task that a rule asks for. */
  public String taskId(MirrorOwner owner, TagReference tag) {
    return qualify(TaskIds.of(owner, tag));
  }
}
