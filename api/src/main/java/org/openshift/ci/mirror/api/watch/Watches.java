package org.openshift.ci.mirror.api.watch;

import java.util.List;

/** The open watches of image streams. */
@FunctionalInterface
public interface Watches {

  /**
   * The open watches, the real one before a dry run's. Throws {@code ApiProblem} when Temporal
   * cannot answer.
   */
  List<WatchEntry> open();
}
