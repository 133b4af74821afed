package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.SweepKind;

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

  /** The mode of the workers that poll this task queue. */
  public static MirrorMode ofQueue(String queue) {
    return of(queue.startsWith(DRY_RUN.prefix));
  }

  /** Task queue of mirror tasks, of which there may be many thousands. */
  public String taskQueue() {
    return qualify("mirror");
  }

  /** Task queue of the activities that push images. */
  public String pushQueue() {
    return qualify("registry-push");
  }

  /** Task queue of the watch of image streams. */
  public String watchQueue() {
    return qualify("watch");
  }

  /** Task queue of the watcher, which no number of mirror tasks may hold up. */
  public String watcherQueue() {
    return qualify("watcher");
  }

  /** Task queue of runs over whole lists. */
  public String runQueue() {
    return qualify("runs");
  }

  /** Task queue of what few have and all rely on: registries' outages, versions of rules. */
  public String standingQueue() {
    return qualify("standing");
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
  public String scheduleId(SweepKind kind) {
    return qualify(
        switch (kind) {
          case SUPPLEMENTAL -> "supplemental-images";
          case ART -> "art-images";
          case BACKFILL -> "backfill-images";
          case RESYNC -> "resync";
        });
  }

  /** Workflow type of such runs. */
  public static String runType(SweepKind kind) {
    return switch (kind) {
      case SUPPLEMENTAL -> SupplementalImagesWorkflow.TYPE;
      case ART -> ArtImagesWorkflow.TYPE;
      case BACKFILL -> BackfillWorkflow.TYPE;
      case RESYNC -> ResyncWorkflow.TYPE;
    };
  }

  /** Workflow id of the mirror task for a destination. */
  public String taskId(Destination destination) {
    return qualify(TaskIds.of(destination));
  }

  /** Workflow id of the look at a registry that does not serve. */
  public String outageId(String registry) {
    return qualify("registry-outage/" + registry);
  }

  /** Workflow id of the list of the rules that workers have. */
  public String rulesId() {
    return qualify("rules-in-force");
  }
}
