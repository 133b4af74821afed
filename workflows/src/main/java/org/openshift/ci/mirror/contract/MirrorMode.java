package org.openshift.ci.mirror.contract;

import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.SweepKind;

/**
 * Whether a worker pushes or only plans. The modes have different task queues and workflow ids, so
 * that a dry run can share a Temporal namespace with real workers: neither takes the other's tasks
 * or ids.
 */
public enum MirrorMode {
  /** Images are pushed. */
  REAL(""),
  /** Nothing is pushed; tasks stay open in the state planned. */
  DRY_RUN("dry-run/");

  private final String prefix;

  MirrorMode(String prefix) {
    this.prefix = prefix;
  }

  /** The mode for the setting {@code --dry-run}. */
  public static MirrorMode of(boolean dryRun) {
    return dryRun ? DRY_RUN : REAL;
  }

  String qualify(String name) {
    return prefix + name;
  }

  /** The prefix of every workflow id of the mode; empty for {@link #REAL}. */
  public String workflowIdPrefix() {
    return prefix;
  }

  /** The mode of the workers that poll this task queue. */
  public static MirrorMode ofQueue(String queue) {
    return of(queue.startsWith(DRY_RUN.prefix));
  }

  /** Task queue of mirror tasks. */
  public String taskQueue() {
    return qualify("mirror");
  }

  /** Task queue of the activities that push images. */
  public String pushQueue() {
    return qualify("registry-push");
  }

  /** Task queue of notifications; its own, so that a receiver that hangs delays nothing else. */
  public String notificationQueue() {
    return qualify("notifications");
  }

  /** Task queue of the watch of image streams. */
  public String watchQueue() {
    return qualify("watch");
  }

  /** Task queue of the watcher; its own, so that mirror tasks cannot delay it. */
  public String watcherQueue() {
    return qualify("watcher");
  }

  /** Task queue of sweeps. */
  public String sweepQueue() {
    return qualify("runs");
  }

  /** Task queue of registry outages and the rules in force. */
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

  /** Id of the schedule of such sweeps, and the prefix of their workflow ids. */
  public String scheduleId(SweepKind kind) {
    return qualify(
        switch (kind) {
          case SUPPLEMENTAL -> "supplemental-images";
          case ART -> "art-images";
          case BACKFILL -> "backfill-images";
          case RESYNC -> "resync";
        });
  }

  /** Id of the schedule of retention sweeps, and the prefix of their workflow ids. */
  public String retentionScheduleId() {
    return qualify("date-tag-retention");
  }

  /** Workflow id of the mirror task for a destination. */
  public String taskId(Destination destination) {
    return qualify(TaskIds.of(destination));
  }

  /** Workflow id of the check of a destination that a person asks for. */
  public String tagCheckId(Destination destination) {
    return qualify("check/" + TaskIds.of(destination));
  }

  /** Workflow id of a registry's outage. */
  public String outageId(String registry) {
    return qualify("registry-outage/" + registry);
  }

  /** Name of the worker deployment; the modes are upgraded independently of each other. */
  public String deploymentName(String name) {
    return qualify(name);
  }

  /** Workflow id of the rules in force. */
  public String rulesId() {
    return qualify("rules-in-force");
  }
}
