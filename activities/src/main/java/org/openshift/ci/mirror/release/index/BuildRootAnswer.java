package org.openshift.ci.mirror.release.index;

import java.time.Duration;
import org.openshift.ci.mirror.model.TagReference;

/** GitHub's answer to a request for the build root that a repository names. */
public sealed interface BuildRootAnswer {

  /**
   * The repository names a build root.
   *
   * @param version the answer's entity tag, for a conditional request next time; null for none
   */
  record Named(TagReference root, String version) implements BuildRootAnswer {}

  /** The file is still the version that the request named. */
  record Unchanged() implements BuildRootAnswer {}

  /** The repository names no build root that can be used. */
  record Nothing(String reason) implements BuildRootAnswer {}

  /**
   * GitHub limits requests or cannot be reached, so that other repositories need not be tried.
   *
   * @param pause the pause that GitHub asks for; null when it asks for none
   */
  record Unavailable(String reason, Duration pause) implements BuildRootAnswer {}
}
