package org.openshift.ci.mirror.activity;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.openshift.ci.mirror.activity.claim.RulesRegister;
import org.openshift.ci.mirror.model.RulesVersion;

/** A register whose newest rules a test sets. */
public final class FakeRulesRegister implements RulesRegister {

  /** For every question, whether Temporal had to be asked anew. */
  public final List<Boolean> questions = new CopyOnWriteArrayList<>();

  private final AtomicInteger outdated = new AtomicInteger();
  private volatile RulesVersion newest;
  private volatile RuntimeException failure;

  public void newest(RulesVersion version) {
    newest = version;
  }

  /** For this many questions another worker has newer rules. */
  public void outdatedFor(int howMany) {
    outdated.set(howMany);
  }

  public void failWith(RuntimeException newFailure) {
    failure = newFailure;
  }

  @Override
  public Optional<RulesVersion> newest(boolean askAnew) {
    questions.add(askAnew);
    RuntimeException now = failure;
    if (now != null) {
      throw now;
    }
    return outdated.getAndUpdate(left -> Math.max(0, left - 1)) > 0
        ? Optional.of(new RulesVersion("newer", "newer"))
        : Optional.ofNullable(newest);
  }
}
