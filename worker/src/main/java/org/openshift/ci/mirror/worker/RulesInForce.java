package org.openshift.ci.mirror.worker;

import java.util.function.Supplier;
import org.openshift.ci.mirror.config.TargetClaims;
import org.openshift.ci.mirror.config.WatchRules;

/**
 * The rules for watched tags as they are at the moment. Gives the same object as long as they are
 * the same, as those who ask compare by identity.
 */
final class RulesInForce implements Supplier<WatchRules> {

  private record Version(TargetClaims claims, WatchRules rules) {}

  private final WatchRules flags;
  private final Supplier<? extends TargetClaims> claims;
  private Version version;

  RulesInForce(WatchRules flags, Supplier<? extends TargetClaims> claims) {
    this.flags = flags;
    this.claims = claims;
  }

  @Override
  public synchronized WatchRules get() {
    TargetClaims now = claims.get();
    if (version == null || !version.claims().equals(now)) {
      version = new Version(now, flags.withClaims(now));
    }
    return version.rules();
  }
}
