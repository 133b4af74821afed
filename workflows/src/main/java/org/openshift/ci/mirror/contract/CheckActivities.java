package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * Finding out what a destination should hold, and what it holds. Each makes one attempt, and may be
 * repeated.
 *
 * <p>A mirror task calls them as local activities, so they throw failures only, never errors: an
 * error in a local activity kills a thread of the SDK (sdk-java 1.38), and the workflow task ends
 * by its timeout, again and again.
 */
@ActivityInterface
public interface CheckActivities {

  /** What the destination should hold now, with its source's raw top-level digest. */
  @ActivityMethod(name = "ResolveSourceDigest")
  Claim resolveSourceDigest(Destination destination);

  /** The raw top-level digest at the destination. */
  @ActivityMethod(name = "CheckQuayDigest")
  TargetImage checkQuayDigest(CheckRequest request);
}
