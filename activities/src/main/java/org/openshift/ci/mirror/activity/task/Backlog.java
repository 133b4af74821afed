package org.openshift.ci.mirror.activity.task;

/**
 * How much of the work on mirror tasks waits for a worker. Lists, runs and wake-ups hold back while
 * it is much: what changes just now, or what a person asks for, is to wait behind little.
 */
@FunctionalInterface
public interface Backlog {

  /** Nothing ever waits. */
  Backlog NONE = () -> 0;

  /** How many tasks of workflows and pushes, about; 0 where Temporal does not say. */
  long size();
}
