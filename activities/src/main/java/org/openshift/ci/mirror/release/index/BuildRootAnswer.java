package org.openshift.ci.mirror.release.index;

import java.time.Duration;
import org.openshift.ci.mirror.model.TagReference;

/** What GitHub said when it was asked for the build root that a repository names. */
public sealed interface BuildRootAnswer {

  /**
   * The repository names one.
   *
   * @param version what to ask with next time, so that only a change is sent; null for none
   */
  record Named(TagReference root, String version) implements BuildRootAnswer {}

  /** It is as it was when it was asked last. */
  record Unchanged() implements BuildRootAnswer {}

  /** The repository names none that can be used. */
  record Nothing(String reason) implements BuildRootAnswer {}

  /**
   * GitHub answers nobody now: it is asked too often, or cannot be reached.
   *
   * @param pause how long to leave it alone; null when it did not say
   */
  record Unavailable(String reason, Duration pause) implements BuildRootAnswer {}
}
