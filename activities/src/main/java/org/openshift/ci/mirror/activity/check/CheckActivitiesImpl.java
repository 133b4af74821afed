package org.openshift.ci.mirror.activity.check;

import org.openshift.ci.mirror.activity.ActivityFailures;
import org.openshift.ci.mirror.activity.claim.Claims;
import org.openshift.ci.mirror.contract.CheckActivities;
import org.openshift.ci.mirror.model.CheckRequest;
import org.openshift.ci.mirror.model.Claim;
import org.openshift.ci.mirror.model.Destination;
import org.openshift.ci.mirror.model.TargetImage;

/** Says what a destination should hold, and what it holds. */
public final class CheckActivitiesImpl implements CheckActivities {

  private final Claims claims;
  private final TargetReader reader;

  public CheckActivitiesImpl(Claims claims, TargetReader reader) {
    this.claims = claims;
    this.reader = reader;
  }

  @Override
  public Claim resolveSourceDigest(Destination destination) {
    return ActivityFailures.translating(() -> claims.withDigest(destination));
  }

  @Override
  public TargetImage checkQuayDigest(CheckRequest request) {
    return ActivityFailures.translating(() -> reader.read(request));
  }
}
