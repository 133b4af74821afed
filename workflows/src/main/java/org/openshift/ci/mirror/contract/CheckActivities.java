package org.openshift.ci.mirror.contract;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.MirrorTask;
import org.openshift.ci.mirror.model.ResolvedSource;
import org.openshift.ci.mirror.model.TargetImage;

/**
 * Reading digests. Every method may be repeated.
 *
 * <p>A mirror task calls them as local activities too, so they throw failures only, never errors:
 * an error in a local activity kills a thread of the SDK (sdk-java 1.38), and the workflow task
 * ends by its timeout, again and again.
 */
@ActivityInterface
public interface CheckActivities {

  /**
   * The source's raw top-level digest; read at the source registry where the task does not know it.
   */
  @ActivityMethod(name = "ResolveSourceDigest")
  ResolvedSource resolveSourceDigest(MirrorTask task);

  /** The raw top-level digest at the destination. */
  @ActivityMethod(name = "CheckQuayDigest")
  TargetImage checkQuayDigest(CheckRequest request);
}
