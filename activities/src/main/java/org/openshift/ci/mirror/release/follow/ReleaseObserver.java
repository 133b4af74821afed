package org.openshift.ci.mirror.release.follow;

/** Is told how it stands with the release repository, to make metrics of it. */
@FunctionalInterface
public interface ReleaseObserver {

  /** How it stands now. Called by the threads that read, and must not take long. */
  void changed(ReleaseStatus status);
}
