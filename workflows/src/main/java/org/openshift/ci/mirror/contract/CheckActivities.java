package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * Reads what a destination should hold, and what it holds. Each call makes one attempt and may be
 * repeated.
 *
 * <p>Implementations throw exceptions only, never an {@link Error}: mirror tasks call them as local
 * activities, and an error in one kills a thread of the SDK (sdk-java 1.38), after which the
 * workflow task times out again and again.
 */
@ActivityInterface
public interface CheckActivities {

  /** What the destination should hold now, with the raw top-level digest of the source. */
  @ActivityMethod(name = "ResolveSourceDigest")
  Claim resolveSourceDigest(Destination destination);

  /** The raw top-level digest at the destination. */
  @ActivityMethod(name = "CheckQuayDigest")
  TargetImage checkQuayDigest(CheckRequest request);
}
