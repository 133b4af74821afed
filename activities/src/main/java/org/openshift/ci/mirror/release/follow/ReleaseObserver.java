package org.openshift.ci.mirror.release.follow;

/** Receives the status of the release repository, for metrics. */
@FunctionalInterface
public interface ReleaseObserver {

  /** Called with every new status by the threads that read; must return quickly. */
  void changed(ReleaseStatus status);
}
