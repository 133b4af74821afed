package org.openshift.ci.mirror.activity.task;

/**
 * How much work on mirror tasks waits for a worker. {@link Backpressure} delays listings, sweeps
 * and wake-ups while it is much, so that tags that just changed, and tasks that people started, are
 * served soon.
 */
@FunctionalInterface
public interface Backlog {

  /** An empty backlog. */
  Backlog NONE = () -> 0;

  /** About how many workflow tasks and pushes wait; 0 when Temporal does not say. */
  long size();
}
