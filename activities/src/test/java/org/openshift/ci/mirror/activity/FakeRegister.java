package org.openshift.ci.mirror.activity;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.openshift.ci.mirror.model.RulesVersion;

/** The newest rules, as a test says. */
final class FakeRegister implements RulesRegister {

  /** Whether each question was to be answered exactly. */
  final List<Boolean> questions = new CopyOnWriteArrayList<>();

  private volatile RulesVersion newest;
  private volatile RuntimeException failure;

  void newest(RulesVersion version) {
    newest = version;
  }

  void failWith(RuntimeException newFailure) {
    failure = newFailure;
  }

  @Override
  public Optional<RulesVersion> newest(boolean exactly) {
    questions.add(exactly);
    RuntimeException now = failure;
    if (now != null) {
      throw now;
    }
    return Optional.ofNullable(newest);
  }
}
