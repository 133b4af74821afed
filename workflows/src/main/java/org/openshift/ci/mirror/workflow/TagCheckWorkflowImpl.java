package org.openshift.ci.mirror.workflow;

import io.temporal.failure.ActivityFailure;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.contract.TagCheckWorkflow;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TagCheck;

/** The reads with which a mirror task begins, and nothing after them. */
public final class TagCheckWorkflowImpl implements TagCheckWorkflow {

  private final CheckActivities checks = MirrorActivityStubs.check();

  @Override
  public TagCheck check(Destination destination) {
    Claim claim = null;
    try {
      claim = checks.resolveSourceDigest(destination);
      if (!claim.owned() || claim.problem() != null) {
        return new TagCheck(claim, null, null);
      }
      CheckRequest request = new CheckRequest(claim.source(), claim.digest(), claim.destination());
      return new TagCheck(claim, checks.checkQuayDigest(request), null);
    } catch (ActivityFailure failure) {
      AttemptFailure why = AttemptFailure.of(failure);
      return new TagCheck(why.claim() == null ? claim : why.claim(), null, why.problem());
    }
  }
}
