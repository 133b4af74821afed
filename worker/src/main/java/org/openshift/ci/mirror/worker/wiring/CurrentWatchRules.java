package org.openshift.ci.mirror.worker.wiring;

import java.util.function.Supplier;
import org.openshift.ci.mirror.watchrules.TargetClaims;
import org.openshift.ci.mirror.watchrules.TestInputs;
import org.openshift.ci.mirror.watchrules.WatchRules;

/**
 * The current rules for watched tags: those of the flags, the configuration and the test inputs.
 * Returns the same object until a rule changes, because callers compare by identity.
 */
final class CurrentWatchRules implements Supplier<WatchRules> {

  private record Version(TargetClaims claims, TestInputs testInputs, WatchRules rules) {}

  private final WatchRules flags;
  private final Supplier<? extends TargetClaims> claims;
  private final Supplier<? extends TestInputs> testInputs;
  private Version version;

  CurrentWatchRules(
      WatchRules flags,
      Supplier<? extends TargetClaims> claims,
      Supplier<? extends TestInputs> testInputs) {
    this.flags = flags;
    this.claims = claims;
    this.testInputs = testInputs;
  }

  @Override
  public synchronized WatchRules get() {
    TargetClaims claimed = claims.get();
    TestInputs used = testInputs.get();
    if (version == null
        || !version.claims().equals(claimed)
        || !version.testInputs().equals(used)) {
      WatchRules rules = flags.withClaims(claimed).withTestInputs(used);
      version = new Version(claimed, used, rules);
    }
    return version.rules();
  }
}
