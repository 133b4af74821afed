package org.openshift.ci.mirror.activity;

/**
 * How many pushes wait for a worker. Lists and runs hold back while there are many: what changes
 * just now, or what a person asks for, is to wait behind few.
 */
@FunctionalInterface
public interface PushBacklog {

  /** Nothing ever waits. */
  PushBacklog NONE = () -> 0;

  /** How many, about; 0 where Temporal does not say. */
  long size();
}
